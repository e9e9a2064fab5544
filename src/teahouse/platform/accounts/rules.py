"""What a proper name, introduction, e-mail address and password is; which day it is for the platform."""

import re
from datetime import UTC, datetime, timedelta, timezone

from teahouse.kit.errors import Invalid, Text
from teahouse.platform.accounts.errors import BadName

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,255}")
_SHORTEST_NAME, _LONGEST_NAME = 2, 30
_LONGEST_INTRODUCTION = 120
_SHORTEST_PASSWORD, _LONGEST_PASSWORD = 8, 200
_CHINA = timezone(timedelta(hours=8))
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def checked_name(name: str) -> str:
    """The name without outer blanks. Raises BadName."""
    name = " ".join(name.split())
    if not _SHORTEST_NAME <= len(name) <= _LONGEST_NAME or not name.isprintable():
        raise BadName(field="name")
    return name


def checked_operator_name(name: str) -> str:
    """The name of a person without outer blanks. Raises Invalid."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= _LONGEST_NAME or not name.isprintable():
        raise Invalid(field="name", text=Text("请填写 1 到 30 个字的姓名", "A name has 1 to 30 characters"))
    return name


def checked_introduction(introduction: str) -> str:
    """The introduction without outer blanks. Raises Invalid."""
    introduction = introduction.strip()
    if len(introduction) > _LONGEST_INTRODUCTION:
        raise Invalid(field="introduction", text=Text("介绍最多 120 个字", "At most 120 characters"))
    return introduction


def checked_email(email: str) -> str:
    """The address in lower case. Raises Invalid."""
    email = email.strip().lower()
    if not _EMAIL.fullmatch(email):
        raise Invalid(field="email", text=Text("邮箱格式不正确", "Not an e-mail address"))
    return email


def checked_password(password: str) -> str:
    """The password as it is. Raises Invalid."""
    if not _SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
        raise Invalid(field="password", text=Text("密码长度为 8 到 200 位", "A password has 8 to 200 characters"))
    return password


def day_of(now: datetime) -> str:
    """The day in China, where the platform's days begin: 2026-11-22."""
    return now.astimezone(_CHINA).date().isoformat()


def month_of(now: datetime) -> str:
    """The month in China: 2026-11."""
    return day_of(now)[:7]


def day_starts(now: datetime, count: int) -> dict[str, datetime]:
    """The last days in China with the moments when they began, today the last."""
    today = now.astimezone(_CHINA).replace(hour=0, minute=0, second=0, microsecond=0)
    starts = [today - timedelta(days=back) for back in reversed(range(count))]
    return {start.date().isoformat(): start.astimezone(UTC) for start in starts}
