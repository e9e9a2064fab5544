"""Windows, scenes, remarks and groups, as pure decisions (reference, sections 7.1, 7.2 and 11)."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from teahouse.protocol import BLACKLIST, UNGROUPED

Act = Literal["message", "menu", "follow", "scan"]
Source = Literal["search", "card", "qr", "article"]

TYPING_SECONDS = 15
EXCHANGE_SECONDS = 30
MAX_BATCH = 100
PAGE = 10_000
MAX_TAGS_OF_FOLLOWER = 20
_REMARK_BYTES = 30


class Window(NamedTuple):
    """What an act of a person allows: so many messages within so many seconds."""

    messages: int
    seconds: int


WINDOWS: dict[Act, Window] = {
    "follow": Window(3, 60),
    "scan": Window(3, 60),
    "menu": Window(3, 60),
    "message": Window(5, 48 * 3600),
}
"""In the order in which messages are taken from them: those that close first come first."""

_SCENES: dict[Source, str] = {
    "search": "ADD_SCENE_SEARCH",
    "card": "ADD_SCENE_PROFILE_CARD",
    "qr": "ADD_SCENE_QR_CODE",
    "article": "ADD_SCENE_PROFILE_LINK",
}


MIGRATED = "ADD_SCENE_ACCOUNT_MIGRATION"
"""Came with another account that moved here."""


def subscribe_scene(source: str) -> str:
    """How a follow came about, as user/info says it."""
    return next((scene for known, scene in _SCENES.items() if known == source), "ADD_SCENE_OTHERS")


def remark_fits(remark: str) -> bool:
    """Whether a remark is short enough: below 30 bytes."""
    return len(remark.encode(errors="surrogatepass")) < _REMARK_BYTES


def group_of(tags: Sequence[int], *, blacklisted: bool) -> int:
    """The one group of a person, as the calls of old know it: the blacklist, or the first tag."""
    if blacklisted:
        return BLACKLIST
    return tags[0] if tags else UNGROUPED
