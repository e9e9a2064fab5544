"""Finds the rule for a text, as fast with 100,000 rules as with 100.

All keywords of a brand stand in one automaton that finds every overlapping hit in one pass; building it holds the
interpreter, so edits go into a small second one, and removed or changed rules into a set that hides their old words.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

import ahocorasick_rs

from teahouse.suite.dialogue.rules import CONTAINS, EQUALS, Candidate, best, normalized

_LARGEST_DELTA = 2_000


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

    def candidates(self, text: str) -> Iterable[tuple[Wanted, Candidate]]:
        for rule in self._equal.get(text, ()):
            yield rule, Candidate(rule.priority, EQUALS, len(text), 0, rule.rule_id)
        if self._automaton is None:
            return
        for pattern, start, _end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for rule in self._rules[pattern]:
                yield rule, Candidate(rule.priority, CONTAINS, len(self._patterns[pattern]), start, rule.rule_id)


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

    def find(self, account_id: str, text: str) -> str | None:
        """The rule that answers a text on an account, or None."""
        wanted, accounts = normalized(text), ("", account_id)
        found = [
            candidate
            for rule, candidate in self._main.candidates(wanted)
            if rule.account_id in accounts and rule.rule_id not in self._hidden
        ]
        if self._changed:
            found += [c for rule, c in self._delta.candidates(wanted) if rule.account_id in accounts]
        return best(found)


def wanted(row: Any) -> Wanted:  # noqa: ANN401 - a Rule, or a row with its columns
    """A stored rule as the matcher takes it."""
    return Wanted(row.id, row.account_id, row.trigger, row.match, tuple(row.keywords), row.priority)
