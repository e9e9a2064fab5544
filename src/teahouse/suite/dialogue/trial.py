"""Asks the robot what it would answer, without a follower."""

import threading
from typing import Any, NamedTuple

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.suite.dialogue import repository
from teahouse.suite.dialogue.robot import Robots
from teahouse.suite.dialogue.rules import Ask, decide, time_of_day

_TRIGGERS: dict[str, Any] = {"text": "keyword", "click": "menu", "follow": "follow"}


class Verdict(NamedTuple):
    """The rule that answers, or what the robot says without one."""

    rule_id: str | None
    say: str


class Trials:
    """Robots of their own: those of the writer belong to its thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._robots = Robots()

    def ask(self, session: Session, brand_id: str, account_id: str, kind: str, value: str) -> Verdict:
        """What happens when a follower whom the robot looks after does this on the account."""
        ask = Ask(_TRIGGERS[kind], value)
        with self._lock:
            robot = self._robots.of(repository.cursor(session), brand_id)
            rule_id = robot.rules_for([(account_id, ask)])[0]
            decision = decide(ask, rule_id, "", robot.manner, time_of_day(clock.now()))
        return Verdict(decision.rule_id, decision.say)
