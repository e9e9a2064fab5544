"""Figures of an account by day: counted as things happen, for mp's home page."""

from collections import Counter
from collections.abc import Iterable, Mapping

from teahouse.kit import clock
from teahouse.kit.db import Cursor, Session
from teahouse.platform.accounts import repository, rules
from teahouse.platform.accounts.repository import Figure


def count(cursor: Cursor, happened: Iterable[tuple[str, Figure]], *, day: str | None = None) -> None:
    """Count what happened to accounts: today, or on `day`."""
    when = day or rules.day_of(clock.now())
    repository.add_counts(cursor, Counter((appid, when, figure) for appid, figure in happened))


def figures_of(session: Session, appid: str, days: Mapping[str, object]) -> dict[str, dict[Figure, int]]:
    """The figures of some days, the earliest first; zeros where nothing happened."""
    rows = repository.days(session, appid, min(days))
    return {day: {name: getattr(rows.get(day), name, 0) for name in repository.FIGURES} for day in days}
