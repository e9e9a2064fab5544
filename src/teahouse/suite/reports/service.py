"""How a brand is doing."""

from datetime import datetime, timedelta, timezone

import msgspec

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.suite.audience import daily_counts
from teahouse.suite.desk import first_answer_seconds, waiting_now
from teahouse.suite.reports.figures import Day, HomeOut, Now
from teahouse.suite.reports.rules import DAYS, fortnight

_CHINA = timezone(timedelta(hours=8))
_ONE_DAY = timedelta(days=1)


def home(session: Session, brand_id: str) -> HomeOut:
    """Everything the home page shows, counted from the raw acts."""
    midnight = clock.now().astimezone(_CHINA).replace(hour=0, minute=0, second=0, microsecond=0)
    counts = daily_counts(session, brand_id, midnight - (DAYS - 1) * _ONE_DAY)
    figures = fortnight(midnight.date(), counts)
    days = [Day(date=day.isoformat(), **counted) for day, counted in figures.items()]
    waiting = waiting_now(session, brand_id)
    today = _now(session, brand_id, days[-1], midnight, waiting)
    yesterday = _now(session, brand_id, days[-2], midnight - _ONE_DAY, waiting)
    return HomeOut(today, yesterday, days)


def _now(session: Session, brand_id: str, day: Day, start: datetime, waiting: int) -> Now:
    seconds = first_answer_seconds(session, brand_id, start, start + _ONE_DAY)
    return Now(**msgspec.structs.asdict(day), waiting=waiting, first_answer_seconds=seconds)
