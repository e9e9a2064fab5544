"""Every query about the desk: agents and sessions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import delete, func, select, update

from teahouse.kit.bulk import insert_rows, rows_in
from teahouse.kit.db import Cursor, Session, cursor_of, to_micros
from teahouse.kit.ids import new_number
from teahouse.platform.service.models import AgentRow, KfRecordRow, KfSessionRow
from teahouse.platform.service.records import Agent, Guest, KfSession, Oper

_AGENT = [getattr(AgentRow, field.name) for field in msgspec.structs.fields(Agent)]
_SESSION = [getattr(KfSessionRow, field.name) for field in msgspec.structs.fields(KfSession)]
_FIRST_NUMBER = 1000


def take_number(session: Session, appid: str, limit: int) -> int | None:
    """The number of one more agent; None when there are `limit` already."""
    cursor = cursor_of(session)
    cursor.execute(
        "INSERT INTO kf_count (appid, agents, last_number) VALUES (?, 0, ?) ON CONFLICT DO NOTHING",
        (appid, _FIRST_NUMBER),
    )
    row = cursor.row(
        "UPDATE kf_count SET agents = agents + 1, last_number = last_number + 1 WHERE appid = ? AND agents < ?"
        " RETURNING last_number",
        (appid, limit),
    )
    return int(row[0]) if row else None


def add_agent(session: Session, agent: Agent) -> None:
    """Store a new one."""
    session.add(AgentRow(**msgspec.structs.asdict(agent)))
    session.flush()


def agents(session: Session, appid: str) -> list[Agent]:
    """The account's agents, the oldest first."""
    rows = session.execute(select(*_AGENT).where(AgentRow.appid == appid).order_by(AgentRow.number))
    return [msgspec.convert(row, Agent, from_attributes=True) for row in rows]


def agent(session: Session, appid: str, kf_account: str) -> Agent | None:
    """One of them."""
    row = session.execute(select(*_AGENT).where(AgentRow.appid == appid, AgentRow.kf_account == kf_account)).first()
    return msgspec.convert(row, Agent, from_attributes=True) if row else None


def face(cursor: Cursor, appid: str, kf_account: str) -> tuple[str, str | None] | None:
    """Name and picture of an agent, for hot paths."""
    row = cursor.row("SELECT nickname, avatar FROM kf_agent WHERE appid = ? AND kf_account = ?", (appid, kf_account))
    return None if row is None else (row[0], row[1])


def standing(cursor: Cursor, appid: str, kf_account: str) -> bool | None:
    """Whether an agent is bound and online; None when there is no such agent."""
    row = cursor.row("SELECT person_id, online FROM kf_agent WHERE appid = ? AND kf_account = ?", (appid, kf_account))
    return None if row is None else bool(row[0] and row[1])


def change_agent(session: Session, appid: str, kf_account: str, **values: Any) -> bool:  # noqa: ANN401 - columns
    """Change an agent; False when there is none."""
    done = session.execute(
        update(AgentRow).where(AgentRow.appid == appid, AgentRow.kf_account == kf_account).values(**values)
    )
    return bool(getattr(done, "rowcount", 0))


def bind_agent(session: Session, appid: str, kf_account: str, person_id: str, now: datetime) -> bool:
    """The invited person becomes the agent; False when no invitation of theirs waits."""
    return bool(
        cursor_of(session).execute(
            "UPDATE kf_agent SET person_id = invited_id, invited_until = NULL, invited_id = ''"
            " WHERE appid = ? AND kf_account = ? AND invited_id = ? AND person_id = '' AND NOT rejected"
            " AND invited_until > ?",
            (appid, kf_account, person_id, to_micros(now)),
        )
    )


def reject(session: Session, appid: str, kf_account: str, person_id: str, now: datetime) -> bool:
    """The invited person does not want to; False when no invitation of theirs waits."""
    return bool(
        cursor_of(session).execute(
            "UPDATE kf_agent SET rejected = ? WHERE appid = ? AND kf_account = ? AND invited_id = ?"
            " AND person_id = '' AND NOT rejected AND invited_until > ?",
            (True, appid, kf_account, person_id, to_micros(now)),
        )
    )


def bindings(session: Session, person_id: str) -> list[str]:
    """The accounts whose agent the person is, one for each agent."""
    return list(session.scalars(select(AgentRow.appid).where(AgentRow.person_id == person_id)))


def remove_agent(session: Session, appid: str, kf_account: str) -> bool:
    """Remove an agent; False when there is none."""
    done = session.execute(delete(AgentRow).where(AgentRow.appid == appid, AgentRow.kf_account == kf_account))
    if not getattr(done, "rowcount", 0):
        return False
    cursor_of(session).execute("UPDATE kf_count SET agents = agents - 1 WHERE appid = ?", (appid,))
    return True


def queue(cursor: Cursor, guest: Guest, wanted: str, now: datetime) -> bool:
    """Let a person wait; False when they wait or are served already."""
    at = to_micros(now)
    return bool(
        cursor.execute(
            "INSERT INTO kf_session (appid, person_id, openid, kf_account, wanted, note, since, latest_at)"
            " VALUES (?, ?, ?, '', ?, '', ?, ?) ON CONFLICT (appid, person_id) DO NOTHING",
            (*guest, wanted, at, at),
        )
    )


def serve(cursor: Cursor, guest: Guest, kf_account: str, note: str, now: datetime) -> bool:
    """Give a person to an agent; False when somebody serves them."""
    at = to_micros(now)
    return bool(
        cursor.execute(
            "INSERT INTO kf_session (appid, person_id, openid, kf_account, wanted, note, since, latest_at)"
            " VALUES (?, ?, ?, ?, '', ?, ?, ?) ON CONFLICT (appid, person_id) DO UPDATE"
            " SET kf_account = excluded.kf_account, note = excluded.note, since = excluded.since"
            " WHERE kf_session.kf_account = ''",
            (*guest, kf_account, note, at, at),
        )
    )


def switch(cursor: Cursor, guest: Guest, kf_account: str, to: str) -> bool:
    """From one agent to another; False when the first does not serve them."""
    return bool(
        cursor.execute(
            "UPDATE kf_session SET kf_account = ? WHERE appid = ? AND person_id = ? AND kf_account = ?",
            (to, guest.appid, guest.person_id, kf_account),
        )
    )


def end(cursor: Cursor, guest: Guest, kf_account: str) -> bool:
    """Nobody serves them any more; False when that agent does not."""
    return bool(
        cursor.execute(
            "DELETE FROM kf_session WHERE appid = ? AND person_id = ? AND kf_account = ?",
            (guest.appid, guest.person_id, kf_account),
        )
    )


def session_of(session: Session, appid: str, person_id: str) -> KfSession | None:
    """How a person stands."""
    row = session.execute(
        select(*_SESSION).where(KfSessionRow.appid == appid, KfSessionRow.person_id == person_id)
    ).first()
    return msgspec.convert(row, KfSession, from_attributes=True) if row else None


def sessions_of(session: Session, appid: str, kf_account: str) -> list[KfSession]:
    """Whom an agent serves; with an empty name, who waits. By arrival."""
    rows = session.execute(
        select(*_SESSION)
        .where(KfSessionRow.appid == appid, KfSessionRow.kf_account == kf_account)
        .order_by(KfSessionRow.since, KfSessionRow.person_id)
    )
    return [msgspec.convert(row, KfSession, from_attributes=True) for row in rows]


def counts(session: Session, appid: str) -> dict[str, int]:
    """How many each agent serves; under the empty name, how many wait."""
    rows = session.execute(
        select(KfSessionRow.kf_account, func.count())
        .where(KfSessionRow.appid == appid)
        .group_by(KfSessionRow.kf_account)
    )
    return {row[0]: row[1] for row in rows}


def workers(cursor: Cursor, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Who serves each (appid, person) that is at the desk; empty text for those who wait."""
    found = rows_in(cursor, "SELECT appid, person_id, kf_account FROM kf_session WHERE (appid, person_id) IN", pairs)
    return {(appid, person_id): kf_account for appid, person_id, kf_account in found}


def touch(cursor: Cursor, pairs: Sequence[tuple[str, str]], now: datetime) -> None:
    """They wrote just now."""
    cursor.many(
        "UPDATE kf_session SET latest_at = ? WHERE appid = ? AND person_id = ?",
        [(to_micros(now), *pair) for pair in pairs],
    )


def note_records(cursor: Cursor, rows: Sequence[tuple[Guest, str, Oper, str]], now: datetime) -> None:
    """Write down what happened: (guest, worker, code, text)."""
    insert_rows(
        cursor,
        "INSERT INTO kf_record (id, appid, openid, worker, opercode, text, at)",
        [
            (new_number(), guest.appid, guest.openid, worker, int(code), text, to_micros(now))
            for guest, worker, code, text in rows
        ],
    )


def messages(
    session: Session, appid: str, span: tuple[datetime, datetime], after: int, limit: int
) -> list[KfRecordRow]:
    """What agents and the people they served said, behind a record."""
    statement = select(KfRecordRow).where(
        KfRecordRow.appid == appid,
        KfRecordRow.at >= span[0],
        KfRecordRow.at < span[1],
        KfRecordRow.id > after,
        KfRecordRow.opercode.in_((Oper.SAID, Oper.HEARD)),
    )
    return list(session.scalars(statement.order_by(KfRecordRow.id).limit(limit)))


def records(
    session: Session, appid: str, span: tuple[datetime, datetime], openid: str, page: tuple[int, int]
) -> list[KfRecordRow]:
    """All that happened, of one person or of all; `page` is (leave out, at most)."""
    statement = select(KfRecordRow).where(
        KfRecordRow.appid == appid, KfRecordRow.at >= span[0], KfRecordRow.at < span[1]
    )
    if openid:
        statement = statement.where(KfRecordRow.openid == openid)
    return list(session.scalars(statement.order_by(KfRecordRow.at, KfRecordRow.id).offset(page[0]).limit(page[1])))
