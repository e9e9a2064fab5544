"""What other rooms get to see of the desk."""

from datetime import datetime
from enum import IntEnum
from typing import NamedTuple

from msgspec import Struct


class Agent(Struct, frozen=True, kw_only=True):
    """An agent of an account."""

    appid: str
    kf_account: str
    number: int
    nickname: str
    avatar: str | None
    person_id: str
    wechat_id: str
    invited_id: str
    invited_until: datetime | None
    rejected: bool
    online: bool

    @property
    def bound(self) -> bool:
        """Whether somebody is this agent."""
        return bool(self.person_id)

    @property
    def face(self) -> dict[str, str | None]:
        """As the phone shows who writes."""
        return {"name": self.nickname, "avatar_url": f"/files/{self.avatar}" if self.avatar else None}

    def invitation(self, now: datetime) -> str:
        """waiting, rejected, expired; empty when nobody is invited."""
        if self.invited_until is None:
            return ""
        if self.rejected:
            return "rejected"
        return "waiting" if now < self.invited_until else "expired"


class KfSession(Struct, frozen=True, kw_only=True):
    """A person who waits or is served."""

    appid: str
    person_id: str
    openid: str
    kf_account: str
    wanted: str
    note: str
    since: datetime
    latest_at: datetime


class Guest(NamedTuple):
    """A person at an account's desk."""

    appid: str
    person_id: str
    openid: str


class Oper(IntEnum):
    """The codes of records (reference, 7.5)."""

    WAITING = 1000
    TAKEN = 1001
    STARTED = 1002
    HANDED_OVER = 1003
    CLOSED = 1004
    RECEIVED = 2001
    SAID = 2002
    HEARD = 2003
