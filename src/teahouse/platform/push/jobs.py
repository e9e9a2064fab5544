"""Daily work on pushes."""

from datetime import datetime, timedelta
from typing import Any

from teahouse.kit import clock, jobs
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.platform.push import repository

TRIM = "push.trim"
_KEPT = timedelta(days=30)


def trim(_house: House, session: Session, _payload: dict[str, Any]) -> None:
    """Job: forget pushes older than a month, and come again tomorrow."""
    now = clock.now()
    repository.forget_pushes(session, now - _KEPT)
    schedule_trim(session, now + timedelta(days=1))


def schedule_trim(session: Session, due: datetime) -> None:
    """One trim a day."""
    jobs.enqueue(session, TRIM, {}, key=f"{due:%Y-%m-%d}", due=due)
