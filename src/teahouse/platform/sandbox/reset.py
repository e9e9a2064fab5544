"""Back to an empty network: every row and every stored file goes, keys, settings and migrations stay."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from teahouse.kit import clock, logins
from teahouse.kit.db import Session, hint
from teahouse.kit.house import House
from teahouse.kit.jobs import enqueue
from teahouse.messenger.conversations import renew_epoch
from teahouse.platform.sandbox import repository, timekeeping

SWEEP = "sandbox.sweep"
_BATCH = 500


def reset(session: Session, house: House) -> None:
    """Empty the network; the clock is the wall clock again, everybody is signed out.

    The files that are there now are removed once this is committed; what comes later stays.
    """
    keys = house.files.keys()
    repository.empty(session)
    for start in range(0, len(keys), _BATCH):
        enqueue(session, SWEEP, {"keys": keys[start : start + _BATCH]})
    renew_epoch(session)
    timekeeping.tell(session, timedelta(0))
    clock.set_shift(timedelta(0))
    for topic in (logins.TOPIC, "accounts", "api-quotas"):
        hint(session, topic, {})


def sweep(house: House, _session: Session, payload: Mapping[str, Any]) -> None:
    """Remove files that nothing names any more; a second time finds them gone."""
    for key in payload["keys"]:
        house.files.delete(key)
