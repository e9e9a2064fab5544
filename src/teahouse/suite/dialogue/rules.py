"""Who answers a follower, and with what: pure."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from teahouse.protocol.events import ClickEvent, Event, SubscribeEvent
from teahouse.protocol.messages import Message, TextMessage

ASKS_FOR_PERSON = frozenset({"人工", "转人工", "人工客服", "人工服务", "找人工", "客服", "在线客服"})

_CHINA = timedelta(hours=8)

EQUALS, CONTAINS = 0, 1
"""Ranks: a rule for the whole text goes before one for a part of it."""

HandoverReason = Literal["no_match", "asked_for_person"]


class Candidate(NamedTuple):
    """A rule whose keyword stands in the text."""

    priority: int
    rank: int
    """EQUALS or CONTAINS."""
    length: int
    """Of the keyword, in characters."""
    start: int
    rule_id: str


class Ask(NamedTuple):
    """What a follower wants of the robot."""

    trigger: Literal["follow", "keyword", "menu"]
    text: str


class Manner(NamedTuple):
    """How a brand's robot hands over."""

    handover_on_no_match: bool
    handover_message: str
    away_message: str
    away_from: str
    away_to: str
    default_message: str


class Decision(NamedTuple):
    """`rule_id` answers, or a person does (`handover` says why, `say` tells the follower), or nobody need."""

    rule_id: str | None = None
    handover: HandoverReason | None = None
    say: str = ""


@lru_cache(maxsize=1024)  # the matcher asks, and then who decides
def normalized(text: str) -> str:
    """Text as it is compared: width and case folded, no blanks around."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def best(candidates: Iterable[Candidate]) -> str | None:
    """The winner: highest priority, then the whole text before a part, then the longest, then the first."""
    winner = min(candidates, key=lambda c: (-c.priority, c.rank, -c.length, c.start, c.rule_id), default=None)
    return winner.rule_id if winner else None


def ask_of(push: Message | Event) -> Ask | None:
    """What a push asks of the robot; None when it asks nothing (a location report, a view, a job's result)."""
    match push:
        case SubscribeEvent():
            return Ask("follow", "")
        case ClickEvent():
            return Ask("menu", push.event_key or "")
        case TextMessage():
            return Ask("keyword", push.content)
        case Message():
            return Ask("keyword", "")
        case _:
            return None


def decide(ask: Ask | None, rule_id: str | None, desk_state: str, manner: Manner, time_of_day: str) -> Decision:
    """Who answers. `rule_id`: the rule that fits; `desk_state`: '' robot, 'waiting', 'open'; time as HH:MM."""
    if ask is None or desk_state == "open":
        return Decision()
    asks_for_person = ask.trigger == "keyword" and normalized(ask.text) in ASKS_FOR_PERSON
    if rule_id is not None and not asks_for_person:
        return Decision(rule_id=rule_id)
    if ask.trigger != "keyword" or desk_state == "waiting":
        return Decision()
    if not asks_for_person and not manner.handover_on_no_match:
        return Decision(say=manner.default_message)
    say = manner.away_message if is_away(manner, time_of_day) else manner.handover_message
    return Decision(handover="asked_for_person" if asks_for_person else "no_match", say=say)


def time_of_day(now: datetime) -> str:
    """HH:MM in China."""
    return (now + _CHINA).strftime("%H:%M")


def is_away(manner: Manner, time_of_day: str) -> bool:
    """Whether nobody is at the desk at this time (HH:MM); the span may pass midnight."""
    start, end = manner.away_from, manner.away_to
    if not start or not end or start == end:
        return False
    if start < end:
        return start <= time_of_day < end
    return time_of_day >= start or time_of_day < end


def summary_of(content: dict[str, Any]) -> str:
    """One line for lists; the reader's page puts words to the types in brackets."""
    text = content.get("text") or content.get("title") or content.get("label") or content.get("name") or ""
    return str(text)[:120]
