"""Figures of an account by day: counted as things happen, shown on mp's home page."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from teahouse.kit import clock
from teahouse.kit.db import Cursor, Session
from teahouse.platform.accounts import repository, rules
from teahouse.platform.accounts.models import AccountDayRow
from teahouse.platform.accounts.schemas import Day, DayFigures, Home

Figure = Literal["new", "lost", "messages", "pushes", "failed_pushes", "calls"]
_DAYS = 7


def count(cursor: Cursor, happened: Iterable[tuple[str, Figure]], *, day: str | None = None) -> None:
    """Count what happened to accounts: today, or on `day`."""
    when = day or rules.day_of(clock.now())
    repository.add_counts(cursor, Counter((appid, when, figure) for appid, figure in happened))


def home(session: Session, appid: str) -> Home:
    """Today, yesterday and the last week."""
    names = rules.last_days(clock.now(), _DAYS)
    rows = repository.days(session, appid, names[0])
    total, week = repository.followers_before(session, appid, names[0]), []
    for name in names:
        row = rows.get(name)
        new, lost, messages = (row.new, row.lost, row.messages) if row else (0, 0, 0)
        total += new - lost
        week.append(Day(date=name, new=new, lost=lost, total=total, messages=messages))
    return Home(
        followers=total, today=_figures(rows.get(names[-1])), yesterday=_figures(rows.get(names[-2])), days=week
    )


def _figures(row: AccountDayRow | None) -> DayFigures:
    if row is None:
        return DayFigures()
    return DayFigures(**{name: getattr(row, name) for name in repository.FIGURES})
