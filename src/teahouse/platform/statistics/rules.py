"""Raw events counted by day, hour, source and kind (reference, section 14). Days begin at midnight in China."""

import re
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, NamedTuple

from teahouse.protocol import ApiError

CHINA = timezone(timedelta(hours=8))
_FIRST_DAY = date(2014, 12, 1)
_READY_HOUR = 8
_SHAPE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY = timedelta(days=1)

Row = dict[str, Any]

SOURCES = {
    "ADD_SCENE_SEARCH": 1,
    "ADD_SCENE_PROFILE_CARD": 17,
    "ADD_SCENE_QR_CODE": 30,
    "ADD_SCENE_PROFILE_LINK": 57,
}
"""user_source of a follow, by the scene of user/info; 0 for all others, and for everybody who left."""
_MOST_HOURS = 24 * 400
"""More than a page shows; each hour stands in many rows."""
_KINDS = {"text": 1, "image": 2, "voice": 3, "video": 4, "shortvideo": 4}
_OTHER_KIND = 6


class Span(NamedTuple):
    """Days from `begin` to `end`, both counted in."""

    begin: date
    end: date

    @property
    def days(self) -> list[date]:
        """Each of them."""
        return [self.begin + timedelta(days=number) for number in range((self.end - self.begin).days + 1)]

    @property
    def since(self) -> datetime:
        """When they begin."""
        return _midnight(self.begin)

    @property
    def until(self) -> datetime:
        """When they are over."""
        return _midnight(self.end + _DAY)


class Move(NamedTuple):
    """Somebody came, by way of a scene, or left."""

    followed: bool
    scene: str
    at: datetime


class Heard(NamedTuple):
    """Messages of one person, of one type, within one hour; `hour` counts hours since 1970, UTC."""

    person_id: str
    type: str
    hour: int
    messages: int


class PushHour(NamedTuple):
    """Pushes that began within one hour."""

    hour: int
    pushes: int
    failed: int
    total_ms: int
    longest_ms: int


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=CHINA).astimezone(UTC)


def day_of(at: datetime) -> date:
    """The day in China."""
    return at.astimezone(CHINA).date()


@lru_cache(maxsize=_MOST_HOURS)
def _place(hour: int) -> tuple[date, int]:
    """The day and the hour of the day in China."""
    at = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(hours=hour)).astimezone(CHINA)
    return at.date(), at.hour


def day_of_hour(hour: int) -> date:
    """The day in China of an hour since 1970."""
    return _place(hour)[0]


def parse_day(text: str) -> date:
    """A day. Raises ApiError 61500."""
    try:
        if _SHAPE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ApiError(61500)


def parse_span(begin: str, end: str, most: int, now: datetime) -> Span:
    """The days that were asked for, fewer than `most` apart.

    Raises ApiError: 61500 no day, 61501 too many, too early, or not over yet, 61503 yesterday before 8 o'clock.
    """
    span = Span(parse_day(begin), parse_day(end))
    here = now.astimezone(CHINA)
    yesterday = here.date() - _DAY
    if not (_FIRST_DAY <= span.begin <= span.end <= yesterday) or (span.end - span.begin).days >= most:
        raise ApiError(61501)
    if span.end == yesterday and here.hour < _READY_HOUR:
        raise ApiError(61503)
    return span


def weeks(span: Span, yesterday: date) -> list[Span]:
    """The weeks whose Monday is in the span and that are over."""
    found = [Span(day, day + timedelta(days=6)) for day in span.days if day.weekday() == 0]
    return [week for week in found if week.end <= yesterday]


def months(span: Span, yesterday: date) -> list[Span]:
    """The months whose first day is in the span and that are over."""
    found = [Span(day, day.replace(day=monthrange(day.year, day.month)[1])) for day in span.days if day.day == 1]
    return [month for month in found if month.end <= yesterday]


def user_summary(moves: Iterable[Move], span: Span) -> list[Row]:
    """Who came and left, by day and source; source 0 stands for each day."""
    came: Counter[tuple[date, int]] = Counter()
    left: Counter[tuple[date, int]] = Counter()
    for move in moves:
        key = (day_of(move.at), SOURCES.get(move.scene, 0))
        (came if move.followed else left)[key] += 1
    keys = {(day, 0) for day in span.days} | came.keys() | left.keys()
    return [
        {"ref_date": day.isoformat(), "user_source": source, "new_user": came[key], "cancel_user": left[key]}
        for key in sorted(keys)
        for day, source in [key]
    ]


def user_cumulate(before: int, moves: Iterable[Move], span: Span) -> list[Row]:
    """How many follow at the end of each day; `before` at the beginning of the first."""
    change: Counter[date] = Counter()
    for move in moves:
        change[day_of(move.at)] += 1 if move.followed else -1
    rows, total = [], before
    for day in span.days:
        total += change[day]
        rows.append({"ref_date": day.isoformat(), "cumulate_user": total})
    return rows


def _kind(name: str) -> int:
    return _KINDS.get(name, _OTHER_KIND)


def upstream(heard: Iterable[Heard], periods: Sequence[Span]) -> list[Row]:
    """Messages by kind, within each period."""
    return _messages(heard, lambda one: _period_of(one, periods), lambda key: {"ref_date": key.isoformat()})


def upstream_hours(heard: Iterable[Heard]) -> list[Row]:
    """Messages by kind, within each hour."""
    return _messages(
        heard,
        lambda one: _place(one.hour),
        lambda key: {"ref_date": key[0].isoformat(), "ref_hour": key[1] * 100},
    )


def _messages(heard: Iterable[Heard], key_of: Callable[[Heard], Any], shown: Callable[[Any], Row]) -> list[Row]:
    users: defaultdict[tuple[Any, int], set[str]] = defaultdict(set)
    counts: Counter[tuple[Any, int]] = Counter()
    for one in heard:
        key = key_of(one)
        if key is not None:
            users[key, _kind(one.type)].add(one.person_id)
            counts[key, _kind(one.type)] += one.messages
    return [
        {**shown(key), "msg_type": kind, "msg_user": len(users[key, kind]), "msg_count": counts[key, kind]}
        for key, kind in sorted(counts)
    ]


def _period_of(one: Heard, periods: Sequence[Span]) -> date | None:
    day, _ = _place(one.hour)
    return next((period.begin for period in periods if period.begin <= day <= period.end), None)


def upstream_dist(heard: Iterable[Heard], periods: Sequence[Span]) -> list[Row]:
    """How many people wrote how much, within each period."""
    written: Counter[tuple[date, str]] = Counter()
    for one in heard:
        begin = _period_of(one, periods)
        if begin is not None:
            written[begin, one.person_id] += one.messages
    people = Counter((begin, _interval(count)) for (begin, _), count in written.items())
    return [
        {"ref_date": begin.isoformat(), "count_interval": interval, "msg_user": people[begin, interval]}
        for begin, interval in sorted(people)
    ]


def _interval(count: int) -> int:
    """1: up to 5; 2: up to 10; 3: more."""
    return 1 if count <= 5 else 2 if count <= 10 else 3  # noqa: PLR2004


def interface_days(hours: Iterable[PushHour]) -> list[Row]:
    """Pushes by day."""
    found: defaultdict[date, list[PushHour]] = defaultdict(list)
    for one in hours:
        found[_place(one.hour)[0]].append(one)
    return [{"ref_date": day.isoformat(), **_interface(found[day])} for day in sorted(found)]


def interface_hours(hours: Iterable[PushHour]) -> list[Row]:
    """Pushes by hour."""
    places = sorted((*_place(one.hour), one) for one in hours)
    return [{"ref_date": day.isoformat(), "ref_hour": hour * 100, **_interface([one])} for day, hour, one in places]


def _interface(hours: Sequence[PushHour]) -> Row:
    return {
        "callback_count": sum(one.pushes for one in hours),
        "fail_count": sum(one.failed for one in hours),
        "total_time_cost": sum(one.total_ms for one in hours),
        "max_time_cost": max(one.longest_ms for one in hours),
    }


def by_hour(hours: Iterable[tuple[int, int]]) -> list[int]:
    """Messages by the hour of the day, over all days, from those of each hour since 1970."""
    counts: Counter[int] = Counter()
    for hour, messages in hours:
        counts[_place(hour)[1]] += messages
    return [counts[hour] for hour in range(24)]
