"""From what was ordered to a script that can be played: everything that is wrong is told before anybody comes."""

from collections.abc import Iterable
from typing import Any

from teahouse.kit.db import Session
from teahouse.kit.errors import Invalid, Text
from teahouse.platform.menus import NoSuchButton, find_button
from teahouse.platform.sandbox.rules import Arrival, Script
from teahouse.platform.sandbox.schemas import ArrivalOrder, CrowdOrder

_LARGEST = 1_000_000
_LONGEST_DAYS = 3650
_MOST_EACH = 50
_LONGEST_LIST = 10_000
_LONGEST_MESSAGE = 2048
_GENDERS: dict[str, float] = {"male": 45, "female": 50, "unknown": 5}
_BETWEEN = Text("{field} 应在 {low} 到 {high} 之间", "{field} is between {low} and {high}")
_WEIGHTS = Text("{field} 的权重不能为负，且至少一项大于 0", "Weights of {field} are not negative, and one is above 0")
_ARRIVAL_DAYS = Text(
    "arrivals：from_day 要小于 to_day，且都在 0 到 days 之间", "arrivals: from_day is before to_day, both within days"
)
_WORDS = Text("{field} 的每一项都要有内容", "Every entry of {field} says something")


def script_of(session: Session, wish: CrowdOrder) -> Script:
    """The script. Raises Invalid, NoSuchButton."""
    _check_range("people", wish.people, 1, _LARGEST)
    _check_range("days", wish.days, 0.001, _LONGEST_DAYS)
    for field in ("talking", "clicking", "leaving"):
        _check_range(field, getattr(wish, field), 0, 1)
    for field in ("messages_each", "clicks_each"):
        _check_range(field, getattr(wish, field), 1, _MOST_EACH)
    arrivals = _arrivals(wish)
    _check_words("messages", wish.messages)
    _check_words("regions", wish.regions)
    _check_weights("regions", wish.regions.values())
    _check_weights("genders", wish.genders.values())
    for key in wish.clicks:
        if find_button(session, wish.appid, "", key) is None:
            raise NoSuchButton(field="clicks")
    return Script(
        people=wish.people,
        seed=wish.seed,
        days=wish.days,
        arrivals=arrivals,
        regions=wish.regions,
        genders={str(name): weight for name, weight in wish.genders.items()} or _GENDERS,
        messages=tuple(wish.messages),
        talking=wish.talking,
        messages_each=wish.messages_each,
        clicks=tuple(wish.clicks),
        clicking=wish.clicking,
        clicks_each=wish.clicks_each,
        leaving=wish.leaving,
    )


def kept(script: Script) -> dict[str, Any]:
    """The script as a row keeps it."""
    return {**script._asdict(), "arrivals": [one._asdict() for one in script.arrivals]}


def read(row: dict[str, Any]) -> Script:
    """A script that a row has kept."""
    arrivals = tuple(Arrival(**one) for one in row["arrivals"])
    words = {name: tuple(row[name]) for name in ("messages", "clicks")}
    return Script(**{**row, **words, "arrivals": arrivals})


def _arrivals(wish: CrowdOrder) -> tuple[Arrival, ...]:
    if wish.scenes and wish.arrivals:
        text = Text("scenes 与 arrivals 只能写一个", "Say either scenes or arrivals")
        raise Invalid(field="arrivals", text=text)
    named = wish.arrivals or [ArrivalOrder(), *(ArrivalOrder(scene) for scene in wish.scenes)]
    _check_range("arrivals", len(named), 1, 1000)
    _check_weights("arrivals", (one.share for one in named))
    days = wish.days
    found = tuple(Arrival(one.scene, one.share, one.from_day, one.to_day or days) for one in named)
    if not all(0 <= one.from_day < one.to_day <= days for one in found):
        raise Invalid(field="arrivals", text=_ARRIVAL_DAYS)
    return found


def _check_range(field: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise Invalid(
            field=field, text=Text(*(text.replace("{field}", field) for text in _BETWEEN)), low=low, high=high
        )


def _check_weights(field: str, weights: Iterable[float]) -> None:
    found = list(weights)
    if found and not (all(0 <= one < float("inf") for one in found) and sum(found) > 0):
        raise Invalid(field=field, text=Text(*(text.replace("{field}", field) for text in _WEIGHTS)))


def _check_words(field: str, words: Iterable[str]) -> None:
    found = list(words)
    _check_range(field, len(found), 0, _LONGEST_LIST)
    if not all(one.strip() and len(one) <= _LONGEST_MESSAGE for one in found):
        raise Invalid(field=field, text=Text(*(text.replace("{field}", field) for text in _WORDS)))
