"""How often rules answered: noted with each batch of pushes, added to the rules once a second."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from teahouse.kit import clock, jobs
from teahouse.kit.db import Cursor, Session
from teahouse.kit.house import House
from teahouse.kit.ids import new_id
from teahouse.suite.dialogue import repository

COUNT = "dialogue.count_hits"
_EVERY = timedelta(seconds=1)
_AT_ONCE = 1000


def note(cursor: Cursor, brand_id: str, counts: Mapping[str, int]) -> None:
    """In the transaction of the answers."""
    repository.add_hits(cursor, brand_id, new_id(), counts)
    _later(cursor, brand_id)


def count(_house: House, session: Session, payload: dict[str, Any]) -> None:
    """The job: add what was noted to the rules."""
    brand_id = payload["brand_id"]
    counts = repository.take_hits(session, brand_id, _AT_ONCE)
    if counts:
        repository.count_hits(session, brand_id, counts)
        _later(session, brand_id)


def _later(to: Session | Cursor, brand_id: str) -> None:
    jobs.enqueue(to, COUNT, {"brand_id": brand_id}, key=brand_id, due=clock.now() + _EVERY, lane=brand_id)


JOBS = {COUNT: count}
