"""A brand's rules in memory, brought up to date at the start of every batch."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from teahouse.kit.db import Cursor
from teahouse.suite.dialogue import repository
from teahouse.suite.dialogue.matcher import Matcher, Wanted
from teahouse.suite.dialogue.rules import EQUALS, Ask, Candidate, Manner, best
from teahouse.suite.dialogue.settings import DEFAULT_MANNER


class _Stored(NamedTuple):
    wanted: Wanted
    answers: list[dict[str, Any]]


class Robot:
    """Answers for one brand, as of one version of its rules."""

    def __init__(self) -> None:
        self.version = -1
        self.manner = DEFAULT_MANNER
        self._rules: dict[str, _Stored] = {}
        self._others: dict[str, Wanted] = {}
        self._matcher = Matcher(())

    def refresh(self, cursor: Cursor, brand_id: str) -> None:
        """Take in what changed since the last time; one small query when nothing did."""
        row = repository.settings_row(cursor, brand_id)
        if row is None or row[0] == self.version:
            return
        changed = {rule[0]: _stored(rule) for rule in repository.rules_since(cursor, brand_id, self.version)}
        for rule_id, stored in changed.items():
            self._rules.pop(rule_id, None)
            self._others.pop(rule_id, None)
            if stored is not None:
                self._rules[rule_id] = stored
                if stored.wanted.trigger != "keyword":
                    self._others[rule_id] = stored.wanted
        self._matcher.change({rule_id: _keyword(stored) for rule_id, stored in changed.items()})
        self.version, self.manner = row[0], Manner(bool(row[1]), *row[2:])

    def rules_for(self, asks: Sequence[tuple[str, Ask | None]]) -> list[str | None]:
        """For each (account, what a follower asks on it) the rule that fits."""
        texts = [(account_id, ask.text if ask and ask.trigger == "keyword" else "") for account_id, ask in asks]
        by_text = self._matcher.find(texts)
        return [
            by_text[number] if ask is None or ask.trigger == "keyword" else self._other(account_id, ask)
            for number, (account_id, ask) in enumerate(asks)
        ]

    def _other(self, account_id: str, ask: Ask) -> str | None:
        return best(
            Candidate(rule.priority, EQUALS, 0, 0, rule.rule_id)
            for rule in self._others.values()
            if rule.trigger == ask.trigger
            and rule.account_id in {"", account_id}
            and (ask.trigger == "follow" or ask.text in rule.words)
        )

    def answers(self, rule_id: str) -> list[dict[str, Any]]:
        """What a rule answers."""
        return self._rules[rule_id].answers


def _stored(row: tuple[Any, ...]) -> _Stored | None:
    rule_id, account_id, trigger, match, keywords, priority, on, answers = row
    if not on:
        return None
    words = tuple(msgspec.json.decode(keywords))
    return _Stored(Wanted(rule_id, account_id, trigger, match, words, priority), msgspec.json.decode(answers))


def _keyword(stored: _Stored | None) -> Wanted | None:
    return stored.wanted if stored is not None and stored.wanted.trigger == "keyword" else None


class Robots:
    """The robots of all brands that this process has met."""

    def __init__(self) -> None:
        self._robots: dict[str, Robot] = {}

    def of(self, cursor: Cursor, brand_id: str) -> Robot:
        """The brand's robot, up to date."""
        robot = self._robots.setdefault(brand_id, Robot())
        robot.refresh(cursor, brand_id)
        return robot
