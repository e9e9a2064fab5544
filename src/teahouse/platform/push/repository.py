"""Every query on pushes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import delete, select

from teahouse.kit import clock
from teahouse.kit.bulk import rows_with
from teahouse.kit.db import Cursor, Session, from_micros, to_micros
from teahouse.platform.push.models import PushAttemptRow, PushRow

_PUSH = (
    "INSERT INTO push (id, number, appid, person_id, openid, conversation_id, msg_id, kind, is_event, summary, body,"
    " state, verdict, detail, reply_summary, replay_of, created_at, ms)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', '', '', '', ?, ?, 0)"
)
_ATTEMPT = (
    "INSERT INTO push_attempt (push_id, n, at, ms, url, request_headers, request_body, status, response_headers,"
    " response_body, plain_response, verdict, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (push_id, n) DO NOTHING"
)


def add_pushes(cursor: Cursor, rows: Sequence[PushRow]) -> None:
    """New pushes, pending."""
    cursor.many(
        _PUSH,
        [
            (
                row.id,
                row.number,
                row.appid,
                row.person_id,
                row.openid,
                row.conversation_id,
                row.msg_id,
                row.kind,
                row.is_event,
                row.summary,
                row.body,
                row.replay_of,
                to_micros(row.created_at),
            )
            for row in rows
        ],
    )


def add_attempts(cursor: Cursor, rows: Sequence[PushAttemptRow]) -> None:
    """Attempts; one that is stored already stays as it is."""
    cursor.many(
        _ATTEMPT,
        [
            (
                row.push_id,
                row.n,
                to_micros(row.at),
                row.ms,
                row.url,
                msgspec.json.encode(row.request_headers).decode(),
                row.request_body,
                row.status,
                msgspec.json.encode(row.response_headers).decode(),
                row.response_body,
                row.plain_response,
                row.verdict,
                row.detail,
            )
            for row in rows
        ],
    )


class Ending(NamedTuple):
    """How a push ended."""

    push_id: str
    state: str
    verdict: str
    detail: str
    reply_summary: str
    ms: int


def end(cursor: Cursor, ending: Ending) -> bool:
    """Finish a push once; False when it was finished before."""
    return bool(
        cursor.execute(
            "UPDATE push SET state = ?, verdict = ?, detail = ?, reply_summary = ?, ms = ?, finished_at = ?"
            " WHERE id = ? AND state = 'pending'",
            (
                ending.state,
                ending.verdict,
                ending.detail,
                ending.reply_summary,
                ending.ms,
                clock.micros(),
                ending.push_id,
            ),
        )
    )


_COLUMNS = "id, number, appid, person_id, openid, conversation_id, msg_id, kind, is_event, summary, body, replay_of"
_PENDING = (
    f"SELECT {_COLUMNS}, created_at FROM {{values}} JOIN push ON push.id = v.column1"  # noqa: S608 - names are ours
    " WHERE push.state = 'pending'"
)
_TRIED = (
    "SELECT DISTINCT push_id, n, ms FROM {values} JOIN push_attempt ON push_id = v.column1 WHERE verdict <> 'duplicate'"
)


class Pending(NamedTuple):
    """A push that has not ended, how often it was tried, and how long that took in milliseconds."""

    push: PushRow
    tried: int
    ms: int


def pending(cursor: Cursor, push_ids: Sequence[str]) -> dict[str, Pending]:
    """Those of these pushes that have not ended."""
    keys = [(push_id,) for push_id in push_ids]
    spent: dict[str, list[int]] = {push_id: [] for push_id in push_ids}
    for push_id, _n, ms in rows_with(cursor, _TRIED, keys):
        spent[push_id].append(ms)
    pushes = [_pending_row(row) for row in rows_with(cursor, _PENDING, keys)]
    return {push.id: Pending(push, len(spent[push.id]), sum(spent[push.id])) for push in pushes}


def _pending_row(row: tuple[Any, ...]) -> PushRow:
    values = dict(zip(_COLUMNS.split(", "), row, strict=False))
    values["is_event"] = bool(values["is_event"])
    return PushRow(**values, state="pending", created_at=from_micros(row[-1]))


def read_push(session: Session, push_id: str) -> PushRow | None:
    """One push."""
    return session.get(PushRow, push_id)


def attempts(session: Session, push_ids: Sequence[str]) -> dict[str, list[PushAttemptRow]]:
    """The attempts of pushes, in order."""
    found: dict[str, list[PushAttemptRow]] = {push_id: [] for push_id in push_ids}
    rows = session.scalars(
        select(PushAttemptRow).where(PushAttemptRow.push_id.in_(push_ids)).order_by(PushAttemptRow.n)
    )
    for row in rows:
        found[row.push_id].append(row)
    return found


class PushFilter(NamedTuple):
    """Which pushes of an account."""

    q: str = ""
    state: str = "all"
    before: int | None = None
    after: int | None = None
    limit: int = 50


def list_pushes(session: Session, appid: str, wanted: PushFilter) -> list[PushRow]:
    """Pushes of an account: the newest first, or with `after` the oldest first."""
    statement = select(PushRow).where(PushRow.appid == appid)
    if wanted.state in {"ok", "failed"}:
        statement = statement.where(PushRow.state == wanted.state)
    if wanted.q:
        statement = statement.where(
            PushRow.body.icontains(wanted.q, autoescape=True)
            | PushRow.reply_summary.icontains(wanted.q, autoescape=True)
            | (PushRow.id == wanted.q)
        )
    if wanted.before is not None:
        statement = statement.where(PushRow.number < wanted.before)
    if wanted.after is not None:
        statement = statement.where(PushRow.number > wanted.after).order_by(PushRow.number)
    else:
        statement = statement.order_by(PushRow.number.desc())
    return list(session.scalars(statement.limit(wanted.limit)))


def forget_pushes(session: Session, before: datetime) -> None:
    """Forget old pushes with their attempts."""
    old = select(PushRow.id).where(PushRow.created_at < before)
    session.execute(delete(PushAttemptRow).where(PushAttemptRow.push_id.in_(old)))
    session.execute(delete(PushRow).where(PushRow.created_at < before))
