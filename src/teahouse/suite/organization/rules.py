"""Who may do what, and what a name or password must be like: pure."""

import re
from typing import Literal

from teahouse.kit.errors import Invalid, Text

Role = Literal["owner", "operator", "agent", "clerk", "analyst"]

ROLES: tuple[Role, ...] = ("analyst", "clerk", "agent", "operator", "owner")
"""From the least rights to the most."""

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")
_LONGEST_NAME = 40
_SHORTEST_PASSWORD = 8
_LONGEST_PASSWORD = 200


def includes(role: str, at_least: Role) -> bool:
    """Whether a role has the rights of another; an unknown one has none."""
    return role in ROLES and ROLES.index(role) >= ROLES.index(at_least)


def clean_name(name: str, field: str = "name") -> str:
    """A name of a person or brand without blanks around. Raises Invalid."""
    cleaned = " ".join(name.split())
    if not 1 <= len(cleaned) <= _LONGEST_NAME:
        raise Invalid(field=field, text=Text("请填写 1 到 40 个字", "Enter 1 to 40 characters"))
    return cleaned


def clean_email(email: str) -> str:
    """An address as it is stored. Raises Invalid."""
    cleaned = email.strip().lower()
    if not _EMAIL.fullmatch(cleaned):
        raise Invalid(field="email", text=Text("邮箱格式不正确", "This is not an e-mail address"))
    return cleaned


def check_password(password: str) -> None:
    """Raises Invalid when it is too short to be safe."""
    if not _SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
        raise Invalid(field="password", text=Text("密码至少 8 位", "A password has at least 8 characters"))


def check_role(role: str) -> Role:
    """A role that exists. Raises Invalid."""
    for known in ROLES:
        if role == known:
            return known
    raise Invalid(field="role", text=Text("没有这个角色", "There is no such role"))
