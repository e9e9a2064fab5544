"""The log of calls: written after the answer, through the writer, so that it costs the caller nothing."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from teahouse.kit import clock, jobs
from teahouse.kit.db import Cursor, Session, hint
from teahouse.kit.house import House
from teahouse.platform.accounts import count
from teahouse.platform.api import repository
from teahouse.platform.api.models import CallRow
from teahouse.platform.api.repository import Logged

_KEPT = timedelta(days=7)


def write(house: House, call: Logged) -> None:
    """Log a call soon."""
    house.writer.post(_store, call)


def _store(cursor: Cursor, calls: list[Logged]) -> list[None]:
    repository.add_calls(cursor, calls)
    count(cursor, [(call.appid, "calls") for call in calls])
    for call in calls:
        hint(cursor, f"inspect:{call.appid}", {"type": "call", "call": shown(call)})
    return [None] * len(calls)


def shown(call: CallRow | Logged) -> Mapping[str, Any]:
    """The call as JSON, as the inspector shows it."""
    return {
        "rid": call.rid,
        "at": call.called_at,
        "method": call.method,
        "path": call.path,
        "query": call.query,
        "request_body": call.request_body,
        "status": call.status,
        "errcode": call.errcode,
        "response_body": call.response_body,
        "ms": call.ms,
        "client_ip": call.client_ip,
    }


def trim(_house: House, session: Session, _payload: dict[str, Any]) -> None:
    """Job: forget calls older than a week, and come again tomorrow."""
    now = clock.now()
    repository.forget_calls(session, now - _KEPT)
    schedule_trim(session, now + timedelta(days=1))


def schedule_trim(session: Session, due: datetime) -> None:
    """One trim a day."""
    jobs.enqueue(session, "api.trim", {}, key=f"{due:%Y-%m-%d}", due=due)
