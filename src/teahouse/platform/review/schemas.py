"""Cases as reviewers see them on mp."""

from typing import Literal

import msgspec

CaseKind = Literal["mass_send", "certification", "naming", "migration"]
CaseState = Literal["waiting", "passed", "refused"]


class CaseBrief(msgspec.Struct):
    """A case in a list. `decided_by` is the reviewer's name."""

    id: str
    kind: CaseKind
    appid: str
    account: str
    title: str
    words: list[str]
    state: CaseState
    reason: str
    decided_by: str
    created_at: int
    decided_at: int | None


class Piece(msgspec.Struct):
    """A piece of the text; `found` is to be marked."""

    text: str
    found: bool


class CaseOut(CaseBrief):
    """A case with its text in pieces, and the address of its picture, if it has one.

    `may_decide` is false for who runs the account themselves.
    """

    pieces: list[Piece]
    picture_url: str | None
    may_decide: bool


class Cases(msgspec.Struct):
    """Some cases: waiting ones the oldest first, decided ones the newest first."""

    items: list[CaseBrief]
    next: str | None


class Refusal(msgspec.Struct):
    """Why it is refused; the account's operators read it."""

    reason: str
