"""Followers over HTTP."""

from typing import Any

from msgspec import Struct


class FollowerOut(Struct):
    """A row of the list; `nickname` is the name to show."""

    id: str
    account_id: str
    openid: str
    nickname: str
    avatar_url: str | None
    subscribed: bool
    source: str
    first_seen_at: int
    last_active_at: int
    acts: int
    tags: list[str]


class FollowersOut(Struct):
    items: list[FollowerOut]
    next: str | None
    total: int


class NoteOut(Struct):
    id: str
    at: int
    staff_name: str
    text: str


class ProfileOut(FollowerOut):
    """All we know of a follower. `gender` 0 unknown, 1 male, 2 female."""

    gender: int
    province: str
    city: str
    remark: str
    notes: list[NoteOut]


class RemarkIn(Struct):
    remark: str


class NoteIn(Struct):
    text: str


class ActOut(Struct):
    """One act of the time line; `detail` by its kind, see models.Act."""

    id: str
    at: int
    kind: str
    summary: str
    detail: dict[str, Any]
    staff_name: str | None


class ActsOut(Struct):
    items: list[ActOut]
    next: str | None
