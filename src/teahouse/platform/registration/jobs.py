"""Once a day: what was not finished lapses, and accounts that nobody runs end."""

from datetime import datetime, timedelta
from typing import Any

from teahouse.kit import clock, jobs
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.platform.registration import ending

SWEEP = "registration.sweep"


def sweep(house: House, session: Session, payload: dict[str, Any]) -> None:
    """Job: a batch of accounts; then the next batch at once, or tomorrow from the start."""
    now, after = clock.now(), str(payload.get("after", ""))
    if not after:
        ending.lapse(session, house.settings, now)
    following = ending.end_idle(session, house.settings, now, after)
    if following:
        jobs.enqueue(session, SWEEP, {"after": following}, key=f"{now:%Y-%m-%d}:{following}", due=now)
    else:
        schedule(session, now + timedelta(days=1))


def schedule(session: Session, due: datetime) -> None:
    """One sweep a day."""
    jobs.enqueue(session, SWEEP, {}, key=f"{due:%Y-%m-%d}", due=due)
