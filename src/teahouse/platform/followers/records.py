"""What other features get to see of a follower."""

from datetime import datetime
from typing import NamedTuple

from msgspec import Struct


class Allowance(NamedTuple):
    """How many messages the account may still send to a person; None for `until` when no window is open.

    With a window open and none left, they are used up until then or until the person does something.
    """

    left: int
    until: datetime | None


class Follower(Struct, frozen=True, kw_only=True):
    """One person as one account knows them. `subscribed_at` is the last follow, also after they left.

    `tagids` in the order in which they were given; 2 is the star. `wrote_at` is when they last sent a message.
    """

    appid: str
    openid: str
    person_id: str
    subscribed: bool
    subscribed_at: datetime | None
    scene: str
    qr_scene: int
    qr_scene_str: str
    remark: str
    groupid: int
    tagids: tuple[int, ...]
    blacklisted: bool
    last_active_at: datetime | None
    wrote_at: datetime | None


class Scene(NamedTuple):
    """What a code with a scene says: `value` as in the EventKey, and the code's ticket."""

    ticket: str
    value: str
    number: int
    """The scene as a number; 0 when it is text."""

    @property
    def text(self) -> str:
        """The scene as text; empty when it is a number."""
        return "" if self.number else self.value


class FollowerPage(NamedTuple):
    """Some followers, and the place to go on from (None: that was the last)."""

    items: list[Follower]
    next: str | None
    total: int


class FollowChange(NamedTuple):
    """Somebody came, by way of `scene` as in user/info, or left."""

    person_id: str
    followed: bool
    scene: str
    at: datetime


class Changes(NamedTuple):
    """How many people came and left in a span of time."""

    new: int
    lost: int
