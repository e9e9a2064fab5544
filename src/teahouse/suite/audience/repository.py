"""Every query about followers and their acts."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy
from sqlalchemy import Select, and_, delete, func, or_, select

from teahouse.kit.bulk import insert_rows, rows_with, update_with
from teahouse.kit.db import Cursor, Session, cursor_of, to_micros
from teahouse.suite.audience.models import Act, Follower, Note

_DAY = 86_400_000_000
_CHINA = 28_800_000_000
"""Microseconds: of a day, and how far China is ahead of UTC."""

_PRESENT = "brand_id, id, account_id, openid, last_seq, desk_state, desk_id, subscribed, source, last_active_at"

_KNOWN = (
    "SELECT {0} FROM {{values}} JOIN follower ON follower.brand_id = v.column1 AND follower.account_id = v.column2"
    " AND follower.openid = v.column3{1}"
)
_LOCKED = " ORDER BY follower.brand_id, follower.account_id, follower.openid FOR UPDATE OF follower"


def known(cursor: Cursor, keys: Sequence[tuple[str, str, str]]) -> Iterator[tuple[Any, ...]]:
    """Those of some followers (brand, account, openid; in order, so that batches never deadlock) who are there.

    They are locked. SQLite has one writer anyway.
    """
    return rows_with(cursor, _KNOWN.format(_PRESENT, _LOCKED if cursor.is_postgresql else ""), keys)


def add_followers(cursor: Cursor, new: Sequence[tuple[str, str, str, str, int]]) -> list[tuple[Any, ...]]:
    """Make followers (brand, account, openid, id, time), in order; who was made meanwhile is found and locked."""
    found: list[tuple[Any, ...]] = []
    for start in range(0, len(new), _CHUNK):
        chunk = new[start : start + _CHUNK]
        found += cursor.rows(_insert(len(chunk)), [value for row in chunk for value in (*row, row[4])])
    return found


_CHUNK = 200
"""Rows in one statement: 200 times 6 parameters stay far below SQLite's limit."""


@cache
def _insert(rows: int) -> str:
    values = ", ".join(["(?, ?, ?, ?, ?, ?, 0, '', '', FALSE, '', '', '', 0, '', '', '', '[]')"] * rows)
    return (
        "INSERT INTO follower (brand_id, account_id, openid, id, first_seen_at, last_active_at, last_seq, desk_state,"  # noqa: S608 - only question marks are put in
        " desk_id, subscribed, source, nickname, avatar_url, gender, province, city, remark, tags)"
        f" VALUES {values} ON CONFLICT (brand_id, account_id, openid) DO UPDATE SET openid = excluded.openid"
        f" RETURNING {_PRESENT}"
    )


_ANSWERED = (  # a join, because SQLite reads the whole table for "IN (VALUES ...)"
    "SELECT act.brand_id, act.account_id, act.dedupe, act.answer FROM {values} JOIN act"
    " ON act.brand_id = v.column1 AND act.account_id = v.column2 AND act.dedupe = v.column3"
)


def answered(cursor: Cursor, keys: Sequence[tuple[str, str, str]]) -> dict[tuple[str, str, str], str]:
    """Which pushes (brand, account, dedupe) were stored before, and what they were answered with."""
    rows = rows_with(cursor, _ANSWERED, keys)
    return {(brand, account, dedupe): answer or "" for brand, account, dedupe, answer in rows}


def insert_acts(cursor: Cursor, acts: Sequence[tuple[Any, ...]]) -> None:
    """Store acts; the order of their values is that of Present.add."""
    columns = "brand_id, follower_id, seq, account_id, at, kind, summary, detail, dedupe, answer, state"
    insert_rows(cursor, f"INSERT INTO act ({columns})", acts)


_UPDATE = (
    "UPDATE follower SET last_seq = CAST(v.column3 AS BIGINT), desk_state = v.column4, desk_id = v.column5,"
    " subscribed = v.column6, source = v.column7, last_active_at = CAST(v.column8 AS BIGINT) FROM {values}"
    " WHERE follower.brand_id = v.column1 AND follower.id = v.column2"
)


def update(cursor: Cursor, followers: Sequence[tuple[Any, ...]]) -> None:
    """Write followers back: brand, id, last act, desk state, desk conversation, whether subscribed, source, time."""
    update_with(cursor, _UPDATE, followers)


class Wanted(NamedTuple):
    """Which followers a list shows; empty fields do not narrow it."""

    text: str = ""
    account_id: str = ""
    subscribed: bool | None = None


def _matching(brand_id: str, wanted: Wanted) -> Select[Follower]:
    statement = select(Follower).where(Follower.brand_id == brand_id)
    if wanted.account_id:
        statement = statement.where(Follower.account_id == wanted.account_id)
    if wanted.subscribed is not None:
        statement = statement.where(Follower.subscribed == wanted.subscribed)
    if wanted.text:
        columns = (Follower.nickname, Follower.remark, Follower.openid)
        statement = statement.where(or_(*(column.icontains(wanted.text, autoescape=True) for column in columns)))
    return statement


def followers(
    session: Session, brand_id: str, wanted: Wanted, after: tuple[datetime, str] | None, limit: int
) -> list[Follower]:
    """Followers, the last active first; `after` is the (last active, id) of the last one seen."""
    statement = _matching(brand_id, wanted)
    if after is not None:
        at, follower_id = after
        earlier = Follower.last_active_at < at
        same = and_(Follower.last_active_at == at, Follower.id < follower_id)
        statement = statement.where(or_(earlier, same))
    return list(session.scalars(statement.order_by(Follower.last_active_at.desc(), Follower.id.desc()).limit(limit)))


def count(session: Session, brand_id: str, wanted: Wanted) -> int:
    """How many a list has in all."""
    return session.scalar(select(func.count()).select_from(_matching(brand_id, wanted).subquery())) or 0


def follower(session: Session, brand_id: str, follower_id: str) -> Follower | None:
    """One follower of a brand."""
    return session.get(Follower, (brand_id, follower_id))


def acts(session: Session, brand_id: str, follower_id: str, *, before: int | None, kind: str, limit: int) -> list[Act]:
    """What a follower did, the latest first."""
    statement = select(Act).where(Act.brand_id == brand_id, Act.follower_id == follower_id)
    if before is not None:
        statement = statement.where(Act.seq < before)
    if kind:
        statement = statement.where(Act.kind == kind)
    return list(session.scalars(statement.order_by(Act.seq.desc()).limit(limit)))


def notes(session: Session, brand_id: str, follower_id: str) -> list[Note]:
    """Notes about a follower, the latest first."""
    statement = select(Note).where(Note.brand_id == brand_id, Note.follower_id == follower_id)
    return list(session.scalars(statement.order_by(Note.id.desc())))


def note(session: Session, brand_id: str, note_id: str) -> Note | None:
    """One note of a brand."""
    return session.get(Note, (brand_id, note_id))


def add_note(session: Session, row: Note) -> None:
    """Store a note."""
    session.add(row)
    session.flush()


def remove_note(session: Session, row: Note) -> None:
    """Remove a note."""
    session.delete(row)


def forget_notes(session: Session, brand_id: str, follower_id: str) -> None:
    """Remove all notes about somebody who left."""
    session.execute(delete(Note).where(Note.brand_id == brand_id, Note.follower_id == follower_id))


class ActKey(NamedTuple):
    """One act."""

    brand_id: str
    follower_id: str
    seq: int


class Part(NamedTuple):
    """Of a time line: the first `limit` acts after `after`, else the last before `before`, else the last of all."""

    limit: int
    after: int | None = None
    before: int | None = None


def ids_named_like(brand_id: str, text: str) -> Select[str]:
    """A subquery: followers whose name, remark or openid holds a text."""
    return _matching(brand_id, Wanted(text)).with_only_columns(Follower.id)


def followers_by_id(session: Session, brand_id: str, ids: Collection[str]) -> list[Follower]:
    """Some followers of a brand."""
    return list(session.scalars(select(Follower).where(Follower.brand_id == brand_id, Follower.id.in_(ids))))


def lock(session: Session, brand_id: str, follower_id: str) -> Follower | None:
    """One follower as they are now, locked against batches of pushes and other agents."""
    statement = select(Follower).where(Follower.brand_id == brand_id, Follower.id == follower_id)
    return session.scalar(statement.with_for_update().execution_options(populate_existing=True))


def set_desk(session: Session, brand_id: str, follower_id: str, state: str, desk_id: str) -> None:
    """Who answers a follower."""
    found = (Follower.brand_id == brand_id, Follower.id == follower_id)
    session.execute(sqlalchemy.update(Follower).where(*found).values(desk_state=state, desk_id=desk_id))


def next_seq(session: Session, brand_id: str, follower_id: str) -> int:
    """Take the next number of a follower's time line."""
    found = (Follower.brand_id == brand_id, Follower.id == follower_id)
    statement = (
        sqlalchemy.update(Follower).where(*found).values(last_seq=Follower.last_seq + 1).returning(Follower.last_seq)
    )
    return session.execute(statement).scalar_one()


def add_act(session: Session, row: Act) -> None:
    """Store one act."""
    session.add(row)
    session.flush()


def act(session: Session, key: ActKey) -> Act | None:
    """One act as it is now."""
    return session.get(Act, tuple(key), populate_existing=True)


def act_of_client(session: Session, brand_id: str, follower_id: str, client_id: str) -> Act | None:
    """What a page has sent under its own id."""
    found = (Act.brand_id == brand_id, Act.follower_id == follower_id, Act.client_id == client_id)
    return session.scalar(select(Act).where(*found))


def lines(session: Session, brand_id: str, follower_id: str, kinds: Sequence[str], part: Part) -> list[Act]:
    """Acts of some kinds in order."""
    statement = select(Act).where(Act.brand_id == brand_id, Act.follower_id == follower_id, Act.kind.in_(kinds))
    if part.after is not None:
        return list(session.scalars(statement.where(Act.seq > part.after).order_by(Act.seq).limit(part.limit)))
    if part.before is not None:
        statement = statement.where(Act.seq < part.before)
    return list(session.scalars(statement.order_by(Act.seq.desc()).limit(part.limit)))[::-1]


def count_messages(session: Session, brand_id: str, follower_id: str, seq: int) -> int:
    """Messages of a follower after an act."""
    found = (Act.brand_id == brand_id, Act.follower_id == follower_id, Act.seq > seq, Act.kind == "message")
    return session.scalar(select(func.count()).where(*found)) or 0


def has_earlier(session: Session, key: ActKey, states: Sequence[str]) -> bool:
    """Whether an earlier act of the follower is in one of these states."""
    found = (Act.brand_id == key.brand_id, Act.follower_id == key.follower_id, Act.seq < key.seq, Act.state.in_(states))
    return session.scalar(select(Act.seq).where(*found).limit(1)) is not None


def move(session: Session, key: ActKey, was: Sequence[str], state: str, error: str | None) -> bool:
    """Give an outgoing message another state if it is in one of `was`."""
    found = (Act.brand_id == key.brand_id, Act.follower_id == key.follower_id, Act.seq == key.seq, Act.state.in_(was))
    statement = sqlalchemy.update(Act).where(*found).values(state=state, error=error).returning(Act.seq)
    return session.execute(statement).scalar_one_or_none() is not None


def daily_counts(session: Session, brand_id: str, since: datetime) -> list[tuple[int, str, int]]:
    """How many acts of each kind each day since then: (days since 1970 in China, kind, count)."""
    rows = cursor_of(session).rows(
        "SELECT (at + ?) / ? AS day, kind, COUNT(*) FROM act WHERE brand_id = ? AND at >= ? GROUP BY 1, 2",
        (_CHINA, _DAY, brand_id, to_micros(since)),
    )
    return [(int(day), str(kind), int(count)) for day, kind, count in rows]
