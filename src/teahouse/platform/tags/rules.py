"""Names and numbers of tags, as pure decisions (reference, 11.2 and 11.3)."""

import re
from collections.abc import Collection
from typing import NamedTuple

from teahouse.protocol import BLACKLIST, FIRST_TAG, STAR, UNGROUPED, ApiError

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_TOO_LARGE = 2**31

MAX_TAGS = 100
MAX_NAME = 30
MAX_BATCH = 50
MAX_BLACKLISTED = 20
BLACKLIST_PAGE = 1000
MOST_FANS = 100_000
"""A tag with more is not deleted before the account takes it from some of them."""

SYSTEM = {UNGROUPED: "未分组", BLACKLIST: "黑名单", STAR: "星标组"}


class Codes(NamedTuple):
    """The return codes for the same mistakes: tags and the groups of old have codes of their own."""

    invalid_name: int
    name_too_long: int
    too_many: int
    system: int
    unknown: int


TAG_CODES = Codes(45157, 45158, 45056, 45058, 45159)
GROUP_CODES = Codes(40051, 45017, 45018, 45016, 40050)


def checked_name(name: object, codes: Codes) -> str:
    """The name, if a tag may have it. Raises ApiError."""
    if not isinstance(name, str) or not name.strip() or name in SYSTEM.values() or _CONTROL.search(name):
        raise ApiError(codes.invalid_name)
    if len(name) > MAX_NAME:
        raise ApiError(codes.name_too_long)
    return name


def checked_own(tag_id: int, codes: Codes) -> int:
    """The number of a tag that may be changed. Raises ApiError."""
    if tag_id in SYSTEM:
        raise ApiError(codes.system)
    return tag_id


def checked_batch(openids: Collection[str], most: int) -> None:
    """Whether so many people may be named in one call. Raises ApiError 40032."""
    if not 1 <= len(openids) <= most:
        raise ApiError(40032)


def is_own(tag_id: int) -> bool:
    """Whether the number can be that of an account's own tag."""
    return FIRST_TAG <= tag_id < _TOO_LARGE
