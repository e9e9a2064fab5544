"""Followers over our own HTTP."""

from typing import Literal

from msgspec import Struct

from teahouse.messenger.contacts import AccountCard


class Accounts(Struct):
    """Accounts that were found."""

    items: list[AccountCard]


class FollowWish(Struct):
    """How the person came to follow; `scene_ticket` is that of the code they scanned."""

    source: Literal["search", "card", "qr", "article"] = "search"
    scene_ticket: str | None = None


class FollowerItem(Struct):
    """A person as the operator sees them; one on the blacklist need not be a follower.

    `qr_scene` is the scene of the code they came through, or empty; `tags` are the account's own.
    """

    openid: str
    nickname: str
    avatar_url: str | None
    remark: str
    gender: int
    province: str
    city: str
    subscribed_at: int
    scene: str
    qr_scene: str
    last_active_at: int
    subscribed: bool
    tags: list[int]
    starred: bool
    blacklisted: bool


class FollowerItems(Struct):
    """A page of followers, the newest first; `total` counts all that the search finds."""

    items: list[FollowerItem]
    next: str | None
    total: int


class RemarkChange(Struct):
    """The operator's own name for a follower; empty takes it away."""

    remark: str
