"""Who may register, and when registrations and accounts end."""

import re
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from teahouse.platform.registration.errors import BadHolderName, BadIdNumber, BadPhone, ServiceForOrganizations

MOST_ACCOUNTS = 5
"""On one ID number, and on one phone number."""
UNFINISHED = timedelta(days=80)
"""A registration that is not finished by then lapses."""
IDLE = timedelta(days=210)
"""Without any operator's sign-in an account ends then."""
WARNING = timedelta(days=30)
"""Before that its operators are warned."""
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_ID_NUMBER = re.compile(r"[1-9][0-9]{16}[0-9X]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_SHORTEST_NAME, _LONGEST_NAME = 2, 30


class Identity(NamedTuple):
    """A person who answers for an account."""

    name: str
    number: str
    phone: str


def checked_identity(asked: Identity, today: date) -> Identity:
    """In its proper form. Raises BadHolderName, BadIdNumber, BadPhone with their fields."""
    name, number, phone = " ".join(asked.name.split()), asked.number.strip().upper(), asked.phone.strip()
    if not _SHORTEST_NAME <= len(name) <= _LONGEST_NAME or not name.isprintable():
        raise BadHolderName(field="holder_name")
    if not is_id_number(number, today):
        raise BadIdNumber(field="id_number")
    if not _MOBILE.fullmatch(phone):
        raise BadPhone(field="phone")
    return Identity(name, number, phone)


def is_id_number(number: str, today: date) -> bool:
    """Whether it is an ID number (GB 11643-1999): region, day of birth, sequence, and a sign that checks the others."""
    if not _ID_NUMBER.fullmatch(number):
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return date(1900, 1, 1) <= born <= today and _CHECKS[total % 11] == number[-1]


def check_holder(holder: str, account_type: str) -> None:
    """Individuals have subscription accounts only (reference, 20). Raises ServiceForOrganizations."""
    if holder == "person" and account_type != "subscription":
        raise ServiceForOrganizations(field="type")


def lapses_at(begun: datetime) -> datetime:
    """When an unfinished registration lapses."""
    return begun + UNFINISHED


def has_lapsed(begun: datetime, now: datetime) -> bool:
    """Whether a registration begun then has lapsed."""
    return now >= lapses_at(begun)


def ends_at(seen: datetime) -> datetime:
    """When an account ends whose operators were last here then."""
    return seen + IDLE


Fate = Literal["lives", "warn", "end"]


def fate(seen: datetime, warned_for: datetime | None, now: datetime) -> Fate:
    """What becomes of an account today: one warning for each absence, then the end."""
    if now >= ends_at(seen):
        return "end"
    if now >= ends_at(seen) - WARNING and warned_for != seen:
        return "warn"
    return "lives"
