"""Tags over our own HTTP."""

from msgspec import Struct

from teahouse.platform.followers import FollowerItem
from teahouse.platform.tags.records import Tag


class TagName(Struct):
    """What a tag is to be called."""

    name: str


class TagList(Struct):
    """The account's own tags with how many followers carry each, and the platform's groups."""

    items: list[Tag]
    starred: int
    blacklisted: int
    untagged: int
    total: int


class MarkWish(Struct):
    """People (at most 100), and what they get and lose: numbers of own tags, 2 the star, 1 the blacklist."""

    openids: list[str]
    add: list[int] = []
    remove: list[int] = []


class Marked(Struct):
    """The same people after that, in the same order."""

    items: list[FollowerItem]
