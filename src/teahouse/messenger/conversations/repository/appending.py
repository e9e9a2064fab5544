"""The hot path: hand-written SQL in the order in which rows are locked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from teahouse.kit import changes
from teahouse.kit.bulk import insert_rows, lock_rows, rows_in, rows_with
from teahouse.kit.db import Cursor
from teahouse.messenger.conversations.messages import Message

_MICROSECONDS = 1_000_000
HOUR = 3_600 * _MICROSECONDS
_ADD = " ON CONFLICT (appid, hour, person_id, type) DO UPDATE SET messages = message_hour.messages + excluded.messages"
_TAKE = """
    UPDATE conversation SET last_seq = last_seq + v.column2, changed = v.column3, updated_at = v.column4
    FROM {values} WHERE conversation.id = v.column1 RETURNING id, last_seq"""
COLUMNS = "conversation_id, seq, msg_id, type, sender_kind, sender_id, content, client_id, sent_at, recalled"


def sent_before(cursor: Cursor, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Message]:
    """Messages by (sender, client id)."""
    if not keys:
        return {}
    found = rows_in(cursor, f"SELECT {COLUMNS} FROM message WHERE (sender_id, client_id) IN", keys)  # noqa: S608
    messages = [message_of(row) for row in found]
    return {(message.sender_id, message.client_id or ""): message for message in messages}


def existing(cursor: Cursor, ids: Sequence[str]) -> set[str]:
    """Those of the ids that are conversations."""
    keys = [(one,) for one in ids]
    return {row[0] for row in rows_in(cursor, "SELECT id FROM conversation WHERE (id) IN", keys)}


def mark(cursor: Cursor) -> int:
    """What `changed` becomes in this transaction."""
    return changes.mark(cursor, "conversation")


def take_numbers(cursor: Cursor, counts: Mapping[str, int], changed: int, now: int) -> dict[str, int]:
    """Take the next so many numbers of each conversation; the last one taken, of each that exists.

    The rows stay locked until the commit: nobody sees a number whose message is not there.
    """
    lock_rows(cursor, "conversation", list(counts))
    taken = rows_with(cursor, _TAKE, [(one, count, changed, now) for one, count in sorted(counts.items())])
    return dict(taken)


def create(cursor: Cursor, conversation_id: str, kind: str, people: Sequence[str], now: int) -> None:
    """Make the conversation and its members, unless they are there."""
    cursor.execute(
        "INSERT INTO conversation (id, kind, last_seq, changed, created_at, updated_at) VALUES (?, ?, 0, ?, ?, ?)"
        " ON CONFLICT (id) DO NOTHING",
        (conversation_id, kind, mark(cursor), now, now),
    )
    for person_id in people:
        cursor.execute(
            "INSERT INTO conversation_member"
            " (person_id, conversation_id, read_seq, cleared_seq, muted, pinned) VALUES (?, ?, 0, 0, ?, ?)"
            " ON CONFLICT (person_id, conversation_id) DO NOTHING",
            (person_id, conversation_id, False, False),
        )


def insert(cursor: Cursor, messages: Sequence[Message], only_for: Sequence[str | None], now: int) -> None:
    """Store messages that have their numbers; `now` in microseconds."""
    insert_rows(
        cursor,
        f"INSERT INTO message ({COLUMNS}, only_for)",
        [
            (
                one.conversation_id,
                one.seq,
                one.msg_id,
                one.type,
                one.sender_kind,
                one.sender_id,
                msgspec.json.encode(one.content).decode(),
                one.client_id,
                now,
                False,
                reader,
            )
            for one, reader in zip(messages, only_for, strict=True)
        ],
    )
    _count(cursor, messages, now // HOUR)


def _count(cursor: Cursor, messages: Sequence[Message], hour: int) -> None:
    """What people write to accounts is summed up as it is stored; the conversations' rows are locked already."""
    written = Counter(
        (one.conversation_id[2 : -len(one.sender_id) - 1], hour, one.sender_id, one.type)
        for one in messages
        if one.sender_kind == "person" and one.type != "recall" and one.conversation_id.startswith("a:")
    )
    rows = [(*key, count) for key, count in sorted(written.items())]
    insert_rows(cursor, "INSERT INTO message_hour (appid, hour, person_id, type, messages)", rows, _ADD)


def blank(cursor: Cursor, conversation_id: str, seq: int) -> bool:
    """Take a recalled message's content away; False when somebody has done so before."""
    return bool(
        cursor.execute(
            "UPDATE message SET recalled = ?, content = ? WHERE conversation_id = ? AND seq = ? AND recalled = ?",
            (True, "{}", conversation_id, seq, False),
        )
    )


def message_of(row: Sequence[Any]) -> Message:
    """A row of the message table as a message."""
    return Message(
        conversation_id=row[0],
        seq=row[1],
        msg_id=row[2],
        type=row[3],
        sender_kind=row[4],
        sender_id=row[5],
        content=msgspec.json.decode(row[6]),
        client_id=row[7],
        sent_at=row[8] // _MICROSECONDS,
        recalled=bool(row[9]),
    )
