"""The figures of a span of days, for mp."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.errors import Invalid, Text
from teahouse.kit.house import House
from teahouse.messenger.conversations import Written
from teahouse.messenger.people import provinces
from teahouse.platform.followers import follower_ids
from teahouse.platform.statistics import events, rules
from teahouse.platform.statistics.articles import ArticleAct
from teahouse.platform.statistics.rules import Move, Span
from teahouse.platform.statistics.schemas import RegionShare, SourceShare, Statistics, StatisticsDay
from teahouse.protocol import ApiError

_MOST_DAYS = 366


class BadSpan(Invalid):
    """Not a span of days that can be shown."""

    code = "statistics.bad_span"
    text = Text("请选择 366 天以内、截至今天的日期", "Choose at most 366 days, up to today")


def parse_days(begin: str, end: str) -> Span:
    """The days from `begin` to `end`. Raises BadSpan."""
    try:
        span = Span(rules.parse_day(begin), rules.parse_day(end))
    except ApiError:
        raise BadSpan(field="begin") from None
    today = rules.day_of(clock.now())
    if not span.begin <= span.end <= today or (span.end - span.begin).days >= _MOST_DAYS:
        raise BadSpan(field="begin")
    return span


def last_days(count: int) -> Span:
    """So many days up to today. Raises BadSpan."""
    if not 1 <= count <= _MOST_DAYS:
        raise BadSpan(field="days")
    today = rules.day_of(clock.now())
    return Span(today - timedelta(days=count - 1), today)


def statistics(session: Session, house: House, appid: str, span: Span) -> Statistics:
    """All figures of these days."""
    moves, written = events.moves(session, appid, span), events.written(session, appid, span)
    return Statistics(
        days=_days(session, house, appid, span, moves, written),
        senders=written.people,
        sources=_sources(moves),
        regions=_regions(session, appid),
        hours=rules.by_hour(written.hours),
    )


def _days(
    session: Session, house: House, appid: str, span: Span, moves: list[Move], written: Written
) -> list[StatisticsDay]:
    came = Counter(rules.day_of(one.at) for one in moves if one.followed)
    left = Counter(rules.day_of(one.at) for one in moves if not one.followed)
    totals = rules.user_cumulate(events.followers_before(session, appid, span), moves, span)
    messages = _by_day_of_hour(written.hours)
    pushed = {row["ref_date"]: row for row in rules.interface_days(events.push_hours(session, appid, span))}
    acts = events.article_acts(session, house, appid, span)
    reads, shares = _by_day(acts, "read"), _by_day(acts, "share")
    return [
        StatisticsDay(
            date=day.isoformat(),
            new=came[day],
            lost=left[day],
            net=came[day] - left[day],
            total=row["cumulate_user"],
            messages=messages[day],
            senders=written.writers.get((day - span.begin).days, 0),
            pushes=pushed.get(day.isoformat(), {}).get("callback_count", 0),
            failed_pushes=pushed.get(day.isoformat(), {}).get("fail_count", 0),
            reads=reads[day],
            shares=shares[day],
        )
        for day, row in zip(span.days, totals, strict=True)
    ]


def _by_day_of_hour(hours: Iterable[tuple[int, int]]) -> Counter[date]:
    messages: Counter[date] = Counter()
    for hour, count in hours:
        messages[rules.day_of_hour(hour)] += count
    return messages


def _by_day(acts: Iterable[ArticleAct], kind: str) -> Counter[date]:
    return Counter(rules.day_of(one.at) for one in acts if one.kind == kind)


def _sources(moves: Iterable[Move]) -> list[SourceShare]:
    """The most frequent first."""
    counts = Counter(rules.SOURCES.get(one.scene, 0) for one in moves if one.followed)
    return [SourceShare(source, new) for source, new in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def _regions(session: Session, appid: str) -> list[RegionShare]:
    """The most frequent first."""
    counts = provinces(session, follower_ids(appid))
    return [RegionShare(name, count) for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
