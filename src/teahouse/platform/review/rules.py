"""How a text is read for forbidden words, and what a proper reason is."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from teahouse.platform.review.errors import BadReason

LONGEST_REASON = 200
_BETWEEN = frozenset("*·•._-~^|+=/\\'\"`")
"""Signs that people put between the letters of a word to hide it."""
_BREAK = "\n"


class Folded(NamedTuple):
    """A text without its disguises, and for each of its characters the place in the text as it was."""

    text: str
    places: list[int]


@lru_cache(maxsize=8192)
def _fold(sign: str) -> str:
    """One sign as the list of words has it; empty when it says nothing."""
    if sign in "\r\n":
        return _BREAK
    plain = unicodedata.normalize("NFKC", sign).casefold()
    return "".join(one for one in plain if one not in _BETWEEN and _speaks(one))


def _speaks(sign: str) -> bool:
    """Neither blank nor unseen: zero-width signs, marks over letters."""
    return not sign.isspace() and unicodedata.category(sign) not in {"Cf", "Cc", "Mn", "Me"}


def folded(text: str) -> Folded:
    """Full-width signs, capitals, blanks, unseen signs and dots make no difference; the end of a line does."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        plain = _fold(sign)
        signs.append(plain)
        places.extend([place] * len(plain))
    return Folded("".join(signs), places)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a word of Latin letters is no part of a longer one: porn, but not in popcorn."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not any(sign.isascii() and sign.isalnum() for sign in before + after)


class Segment(NamedTuple):
    """A piece of a text; `found` when it is to be marked."""

    text: str
    found: bool


def segments(text: str, spans: Iterable[tuple[int, int]]) -> list[Segment]:
    """The whole text in pieces, those within the spans marked; overlapping spans are one."""
    pieces: list[Segment] = []
    at = 0
    for start, end in _merged(spans):
        if start > at:
            pieces.append(Segment(text[at:start], found=False))
        pieces.append(Segment(text[start:end], found=True))
        at = end
    if at < len(text):
        pieces.append(Segment(text[at:], found=False))
    return pieces


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def checked_reason(reason: str) -> str:
    """Why it is refused, without outer blanks. Raises BadReason."""
    reason = reason.strip()
    if not 1 <= len(reason) <= LONGEST_REASON or "\0" in reason:
        raise BadReason(field="reason")
    return reason
