"""Mass sends as the code passes them around."""

from datetime import datetime
from typing import Any, Literal, NamedTuple

from msgspec import Struct

State = Literal["reviewing", "waiting", "sending", "done", "failed", "recalled", "cancelled"]
Kind = Literal["news", "text", "image", "voice", "video", "music"]
Origin = Literal["api", "mp"]


class Range(Struct, frozen=True):
    """Whom a message is for: all, or those with a tag, of a gender, from a region; or a list of openids.

    `gender` None is any. Empty texts of a region are any.
    """

    is_to_all: bool = False
    tag_id: int | None = None
    gender: int | None = None
    province: str = ""
    city: str = ""
    openids: tuple[str, ...] = ()


class MassSend(Struct, frozen=True, kw_only=True):
    """One message to many, and how far it is. See models.py for what its fields mean."""

    id: str
    appid: str
    msg_id: int
    origin: Origin
    state: State
    kind: Kind
    title: str
    content: dict[str, Any]
    media_id: str
    msg_data_id: int | None
    repeats: bool
    is_to_all: bool
    tag_id: int | None
    gender: int | None
    province: str
    city: str
    listed: bool
    ignore_reprint: bool
    day: str
    place: str = ""
    total: int
    visited: int = 0
    sent: int = 0
    failed: int = 0
    status: str = ""
    reason: str = ""
    copies: list[str] = []
    due_at: datetime
    scheduled: bool
    created_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None


class Settings(NamedTuple):
    """An account's speed (0 to 4), and its own allowance (None: the usual one)."""

    speed: int
    allowance: int | None


class Shown(Struct, frozen=True):
    """What a phone gets, and how lists and reviewers see it; the media_id is that of articles."""

    kind: Kind
    content: dict[str, Any]
    title: str
    text: str
    media_id: str = ""
    msg_data_id: int | None = None
    repeats: bool = False


class Video(NamedTuple):
    """A video made ready for mass sends."""

    media_id: str
    file: str
    title: str
    description: str


class Submitted(NamedTuple):
    """What was taken on."""

    id: str
    msg_id: int
    msg_data_id: int | None
