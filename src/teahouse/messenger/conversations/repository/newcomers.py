"""Rows of people who have no conversation and no event yet, many in few statements."""

from collections.abc import Sequence
from typing import NamedTuple

from teahouse.kit import changes
from teahouse.kit.bulk import insert_rows
from teahouse.kit.db import Cursor


class First(NamedTuple):
    """A newcomer's first conversation, and their first event; `at` in microseconds, `data` in JSON."""

    person_id: str
    conversation_id: str
    kind: str
    subject: str
    event: str
    data: str
    at: int


def add(cursor: Cursor, firsts: Sequence[First]) -> None:
    """Store them."""
    changed = changes.mark(cursor, "conversation")
    insert_rows(
        cursor,
        "INSERT INTO conversation (id, kind, last_seq, changed, created_at, updated_at)",
        [(one.conversation_id, one.kind, 0, changed, one.at, one.at) for one in firsts],
    )
    insert_rows(
        cursor,
        "INSERT INTO conversation_member (person_id, conversation_id, read_seq, cleared_seq, muted, pinned)",
        [(one.person_id, one.conversation_id, 0, 0, False, False) for one in firsts],
    )
    insert_rows(cursor, "INSERT INTO person_event_counter (person_id, last_n)", [(one.person_id, 1) for one in firsts])
    insert_rows(
        cursor,
        "INSERT INTO person_event (person_id, n, subject, kind, data, at)",
        [(one.person_id, 1, one.subject, one.event, one.data, one.at) for one in firsts],
    )
