"""Finds forbidden words in one pass, however many there are: an automaton over all of them."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import ahocorasick_rs

from teahouse.platform.review.rules import folded, stands_alone


class Hit(NamedTuple):
    """A word of the list, and where it stands in the text: `text[start:end]`."""

    word: str
    start: int
    end: int


class Words:
    """A list of forbidden words."""

    def __init__(self, words: Iterable[str]) -> None:
        """`words` in any writing; those that say nothing are left out."""
        self._words = {plain: word for word in words if (plain := folded(word).text)}
        self._plain = list(self._words)
        self._automaton = ahocorasick_rs.AhoCorasick(self._plain) if self._plain else None

    def find(self, text: str) -> list[Hit]:
        """All of them in a text, in its order."""
        if self._automaton is None:
            return []
        read = folded(text)
        found = self._automaton.find_matches_as_indexes(read.text, overlapping=True)
        hits = (
            Hit(self._words[self._plain[number]], read.places[start], read.places[end - 1] + 1)
            for number, start, end in found
        )
        return [hit for hit in hits if not hit.word.isascii() or stands_alone(text, hit.start, hit.end)]


@cache
def platform_words() -> Words:
    """The list that comes with Teahouse; see words.LICENSE."""
    stored = files("teahouse.platform.review").joinpath("words.txt").read_text(encoding="utf-8")
    return Words(stored.splitlines())
