"""A person's remote events."""

from collections.abc import Mapping
from typing import Any

import msgspec

from teahouse.kit.db import Cursor, Session, cursor_of

KEPT = 10_000
"""How many numbers back a phone may be; one that was away for longer syncs from scratch."""


def add(cursor: Cursor, person_id: str, kind: str, data: Mapping[str, Any], subject: str, now: int) -> int:
    """Store an event under the person's next number, in place of one about the same; `now` in microseconds."""
    row = cursor.row(
        "INSERT INTO person_event_counter (person_id, last_n) VALUES (?, 1)"
        " ON CONFLICT (person_id) DO UPDATE SET last_n = person_event_counter.last_n + 1 RETURNING last_n",
        (person_id,),
    )
    n = int(row[0]) if row else 1
    cursor.execute("DELETE FROM person_event WHERE person_id = ? AND subject = ?", (person_id, subject))
    cursor.execute("DELETE FROM person_event WHERE person_id = ? AND n <= ?", (person_id, n - KEPT))
    cursor.execute(
        "INSERT INTO person_event (person_id, n, subject, kind, data, at) VALUES (?, ?, ?, ?, ?, ?)",
        (person_id, n, subject, kind, msgspec.json.encode(data).decode(), now),
    )
    return n


def last(session: Session, person_id: str) -> int:
    """The number of the newest event, 0 when there was none."""
    row = cursor_of(session).row("SELECT last_n FROM person_event_counter WHERE person_id = ?", (person_id,))
    return int(row[0]) if row else 0


def since(session: Session, person_id: str, n: int, limit: int) -> list[tuple[Any, ...]]:
    """(n, kind, data, at) of events after `n`, in order."""
    return cursor_of(session).rows(
        "SELECT n, kind, data, at FROM person_event WHERE person_id = ? AND n > ? ORDER BY n LIMIT ?",
        (person_id, n, limit),
    )
