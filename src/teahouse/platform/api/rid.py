"""Request ids as the platform writes them (reference, 0.2)."""

import re

from teahouse.kit import clock
from teahouse.kit.ids import random_bits

_SHAPE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{8}){2}")
_KEPT_SECONDS = 7 * 24 * 3600


def new_rid() -> str:
    """Three groups of eight hex digits: the second, its microseconds, chance.

    They sort by time, so that the log's index grows at its end; else nearly every call would change a page of its own.
    """
    second, micros = divmod(clock.micros(), 1_000_000)
    chance = random_bits()
    return f"{second & 0xFFFFFFFF:08x}-{micros << 12 | chance & 0xFFF:08x}-{chance >> 32:08x}"


def is_rid(text: str) -> bool:
    """Whether it has the shape of one."""
    return _SHAPE.fullmatch(text) is not None


def is_old(rid: str) -> bool:
    """Whether it names a call that is not kept any more: one of more than seven days ago (reference, 5.5)."""
    return int(rid[:8], 16) < clock.timestamp() - _KEPT_SECONDS
