"""Pages of messages."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from teahouse.kit.bulk import rows_in
from teahouse.kit.db import Session, cursor_of, to_micros
from teahouse.messenger.conversations.messages import Message
from teahouse.messenger.conversations.repository.appending import COLUMNS, HOUR, message_of

_SEEN = """
    AND (x.only_for IS NULL OR x.only_for = ?)
    AND NOT EXISTS (SELECT 1 FROM message_deletion d
        WHERE d.person_id = ? AND d.conversation_id = x.conversation_id AND d.seq = x.seq)
    AND x.seq > (SELECT m.cleared_seq FROM conversation_member m
        WHERE m.person_id = ? AND m.conversation_id = x.conversation_id)"""

_OF_HOURS = "message_hour WHERE appid = ? AND hour >= ? AND hour < ?"

_LAST_SAID = """
    SELECT c.id, (SELECT x.seq FROM message x WHERE x.conversation_id = c.id AND x.only_for IS NULL
        AND x.type NOT IN ('recall', 'notice') ORDER BY x.seq DESC LIMIT 1)
    FROM conversation c WHERE (c.id) IN"""


def page(
    session: Session, conversation_id: str, *, after: int | None, before: int | None, limit: int, reader: str | None
) -> list[Message]:
    """Messages ascending: the first behind `after`, else the last before `before`, else the newest.

    With a `reader`, only what that member sees; without, all there are.
    """
    where, values = "x.conversation_id = ?", [conversation_id]
    parameters: list[Any] = [*values]
    if after is not None:
        where, parameters = f"{where} AND x.seq > ?", [*parameters, after]
    if before is not None:
        where, parameters = f"{where} AND x.seq < ?", [*parameters, before]
    if reader is not None:
        where, parameters = where + _SEEN, [*parameters, reader, reader, reader]
    order = "ASC" if after is not None else "DESC"
    rows = cursor_of(session).rows(
        f"SELECT {COLUMNS} FROM message x WHERE {where} ORDER BY x.seq {order} LIMIT ?",  # noqa: S608
        [*parameters, limit],
    )
    return [message_of(row) for row in (rows if after is not None else reversed(rows))]


def last_said(session: Session, conversation_ids: Collection[str]) -> dict[str, Message]:
    """The newest message of each that all members see and somebody wrote."""
    cursor = cursor_of(session)
    newest = [
        (conversation_id, seq)
        for conversation_id, seq in rows_in(cursor, _LAST_SAID, [(one,) for one in conversation_ids])
        if seq is not None
    ]
    found = rows_in(cursor, f"SELECT {COLUMNS} FROM message WHERE (conversation_id, seq) IN", newest)  # noqa: S608
    return {message.conversation_id: message for message in map(message_of, found)}


def only_for(session: Session, conversation_id: str, seq: int) -> str | None:
    """Who alone sees a message; None when all members do."""
    row = cursor_of(session).row(
        "SELECT only_for FROM message WHERE conversation_id = ? AND seq = ?", (conversation_id, seq)
    )
    return row[0] if row else None


class Heard(NamedTuple):
    """Messages of one person to an account, of one type, within one hour; `hour` counts hours since 1970, UTC."""

    person_id: str
    type: str
    hour: int
    messages: int


def heard(session: Session, appid: str, since: datetime, until: datetime) -> list[Heard]:
    """What people wrote to an account from `since` to before `until`, both whole hours; also what was recalled."""
    rows = cursor_of(session).rows(
        f"SELECT person_id, type, hour, messages FROM {_OF_HOURS}",  # noqa: S608
        (appid, to_micros(since) // HOUR, to_micros(until) // HOUR),
    )
    return [Heard(*row) for row in rows]


class Written(NamedTuple):
    """What people wrote to an account within some days, in figures."""

    hours: list[tuple[int, int]]
    """Hours since 1970, UTC, and the messages of each; those without any are left out."""
    writers: dict[int, int]
    """By day, the first is 0: how many people wrote."""
    people: int
    """How many wrote at all."""


def written(session: Session, appid: str, since: datetime, until: datetime) -> Written:
    """What people wrote to an account in the days from `since`, a whole hour, to before `until`."""
    cursor, first = cursor_of(session), to_micros(since) // HOUR
    where, values = f"FROM {_OF_HOURS}", (appid, first, to_micros(until) // HOUR)
    hours = cursor.rows(f"SELECT hour, SUM(messages) {where} GROUP BY hour ORDER BY hour", values)
    days = cursor.rows(
        f"SELECT (hour - ?) / 24, COUNT(DISTINCT person_id) {where} GROUP BY 1",
        (first, *values),
    )
    people = cursor.row(f"SELECT COUNT(DISTINCT person_id) {where}", values)
    return Written([(hour, int(count)) for hour, count in hours], dict(days), people[0] if people else 0)
