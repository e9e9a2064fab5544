"""Back to an empty network: every row goes, keys, settings and migrations stay."""

from datetime import timedelta

from teahouse.kit import clock, logins
from teahouse.kit.db import Session, hint
from teahouse.messenger.conversations import renew_epoch
from teahouse.platform.sandbox import repository, timekeeping


def reset(session: Session) -> None:
    """Empty the network; the clock is the wall clock again, everybody is signed out."""
    repository.empty(session)
    renew_epoch(session)
    timekeeping.tell(session, timedelta(0))
    clock.set_shift(timedelta(0))
    for topic in (logins.TOPIC, "accounts", "api-quotas"):
        hint(session, topic, {})
