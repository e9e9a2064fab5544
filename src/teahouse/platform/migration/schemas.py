"""Moves as mp shows them."""

import msgspec

from teahouse.platform.migration.rules import State


class MigrationOut(msgspec.Struct):
    """An account that moves, or moved, here. `total`, `seen` and `came` count people; `came` are new followers.

    For `lost_tags` tags there was no room. `ended_at` is when it was done, refused or taken back.
    """

    id: str
    from_appid: str
    from_name: str
    state: State
    reason: str
    total: int
    seen: int
    came: int
    lost_tags: int
    applied_at: int
    ended_at: int | None


class Candidate(msgspec.Struct):
    """An account that the operator owns and that may move here."""

    appid: str
    name: str
    avatar_url: str
    followers: int


class MigrationsOut(msgspec.Struct):
    """What moves or moved here, the newest first. `obstacle` is the code of what stands in the way of another.

    `one_click` when the sandbox lets one do without reviewers.
    """

    items: list[MigrationOut]
    candidates: list[Candidate]
    obstacle: str
    one_click: bool


class MigrationWish(msgspec.Struct):
    """Which account moves here, and its name once more, because it does not come back."""

    from_appid: str
    name: str
