"""NoticeBoard as mp shows them."""

from typing import Literal

import msgspec

NoticeKind = Literal[
    "mass_send.passed",
    "mass_send.refused",
    "certification.passed",
    "certification.refused",
    "naming.passed",
    "naming.refused",
    "certification.renew",
    "certification.expired",
    "migration.passed",
    "migration.refused",
    "migration.done",
    "account.idle",
    "account.closed",
]


class BoardNotice(msgspec.Struct):
    """One notice; `fresh` until its operator has opened the list. `title` is what it is about."""

    id: str
    kind: NoticeKind
    title: str
    reason: str
    due_at: int | None
    created_at: int
    fresh: bool


class NoticeBoard(msgspec.Struct):
    """Some notices, the newest first."""

    items: list[BoardNotice]
    next: str | None


class Unread(msgspec.Struct):
    """How many this operator has not seen."""

    count: int


class SeenWish(msgspec.Struct):
    """The newest notice that was shown."""

    id: str
