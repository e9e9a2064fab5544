"""Finds the rule for a text, as fast with 100,000 rules as with 100.

All keywords of a brand stand in one automaton that finds every overlapping hit in one pass; building it holds the
interpreter, so edits go into a small second one, and removed or changed rules into a set that hides their old words.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, Literal, NamedTuple

import ahocorasick_rs

from teahouse.suite.dialogue.rules import CONTAINS, EQUALS, Candidate, best, normalized

_LARGEST_DELTA = 2_000
_BETWEEN = "\0"
"""Stands between texts; no keyword has it, because no database takes it."""


class Wanted(NamedTuple):
    """A keyword or menu rule, as far as matching needs it."""

    rule_id: str
    account_id: str
    """Empty: every account."""
    trigger: str
    match: Literal["equals", "contains"]
    words: tuple[str, ...]
    priority: int


class _Words:
    """One automaton for `contains`, one table for `equals`."""

    def __init__(self, rules: Iterable[Wanted]) -> None:
        contained: dict[str, list[Wanted]] = {}
        self._equal: dict[str, list[Wanted]] = {}
        for rule in rules:
            table = contained if rule.match == "contains" else self._equal
            for word in filter(None, map(normalized, rule.words)):
                table.setdefault(word, []).append(rule)
        self._patterns = list(contained)
        self._rules = list(contained.values())
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns) if self._patterns else None

    def candidates(self, texts: Sequence[str]) -> Iterator[tuple[int, Wanted, Candidate]]:
        """Hits, each with the number of its text. One pass over all texts: each costs a turn at the interpreter."""
        for number, text in enumerate(texts):
            for rule in self._equal.get(text, ()):
                yield number, rule, Candidate(rule.priority, EQUALS, len(text), 0, rule.rule_id)
        if self._automaton is None:
            return
        starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
        for pattern, at, _end in self._automaton.find_matches_as_indexes(_BETWEEN.join(texts), overlapping=True):
            number = bisect_right(starts, at) - 1
            length, start = len(self._patterns[pattern]), at - starts[number]
            for rule in self._rules[pattern]:
                yield number, rule, Candidate(rule.priority, CONTAINS, length, start, rule.rule_id)


class Matcher:
    """The keyword rules of one brand."""

    def __init__(self, rules: Iterable[Wanted]) -> None:
        self._all = {rule.rule_id: rule for rule in rules}
        self._build()

    def _build(self) -> None:
        self._main = _Words(self._all.values())
        self._changed: dict[str, Wanted] = {}
        self._hidden: set[str] = set()
        self._delta = _Words(())

    def change(self, changed: Mapping[str, Wanted | None]) -> None:
        """Take in edits: a rule that is new or different, or None for one that is gone."""
        for rule_id, rule in changed.items():
            self._hidden.add(rule_id)
            if rule is None:
                self._all.pop(rule_id, None)
                self._changed.pop(rule_id, None)
            else:
                self._all[rule_id] = self._changed[rule_id] = rule
        if len(self._changed) > _LARGEST_DELTA:
            self._build()
        else:
            self._delta = _Words(self._changed.values())

    def find(self, asked: Sequence[tuple[str, str]]) -> list[str | None]:
        """For each (account, text) the rule that answers it, or None."""
        texts = [normalized(text).replace(_BETWEEN, " ") for _, text in asked]
        found: list[list[Candidate]] = [[] for _ in asked]
        for number, rule, candidate in self._main.candidates(texts):
            if rule.rule_id not in self._hidden and rule.account_id in ("", asked[number][0]):
                found[number].append(candidate)
        for number, rule, candidate in self._delta.candidates(texts):
            if rule.account_id in ("", asked[number][0]):
                found[number].append(candidate)
        return [best(candidates) for candidates in found]


def wanted(row: Any) -> Wanted:  # noqa: ANN401 - a Rule, or a row with its columns
    """A stored rule as the matcher takes it."""
    return Wanted(row.id, row.account_id, row.trigger, row.match, tuple(row.keywords), row.priority)
