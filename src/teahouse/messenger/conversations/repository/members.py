"""What members have made of their conversations."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, select

from teahouse.kit import changes
from teahouse.kit.bulk import rows_in
from teahouse.kit.db import Cursor, Session, cursor_of
from teahouse.kit.ids import new_id
from teahouse.messenger.conversations.messages import Message
from teahouse.messenger.conversations.models import Epoch, Member, Upload
from teahouse.messenger.conversations.repository.appending import COLUMNS, message_of

_MOST_UNREAD = 999
_VISIBLE = "(x.only_for IS NULL OR x.only_for = m.person_id)"
_NOT_DELETED = (
    "NOT EXISTS (SELECT 1 FROM message_deletion d WHERE d.person_id = m.person_id"
    " AND d.conversation_id = x.conversation_id AND d.seq = x.seq)"
)
_OVERVIEW = f"""
    SELECT m.conversation_id, m.read_seq, m.cleared_seq, m.muted, m.pinned, c.updated_at,
        (SELECT x.seq FROM message x WHERE x.conversation_id = c.id AND {_VISIBLE}
            ORDER BY x.seq DESC LIMIT 1),
        (SELECT x.seq FROM message x WHERE x.conversation_id = c.id AND x.seq > m.cleared_seq
            AND {_VISIBLE} AND {_NOT_DELETED} ORDER BY x.seq DESC LIMIT 1),
        (SELECT COUNT(*) FROM (SELECT 1 FROM message x WHERE x.conversation_id = c.id
            AND x.seq > m.read_seq AND x.seq > m.cleared_seq AND x.sender_id <> m.person_id
            AND x.type <> 'recall' AND {_VISIBLE} LIMIT {_MOST_UNREAD}) AS few)
    FROM conversation_member m JOIN conversation c ON c.id = m.conversation_id
    WHERE m.person_id = ?"""  # noqa: S608 - put together from the constants above


class Overview(NamedTuple):
    """A conversation as one member's list shows it; `last` is the newest message there is to show."""

    conversation_id: str
    read_seq: int
    cleared_seq: int
    muted: bool
    pinned: bool
    updated_at: int
    last_seq: int
    unread: int
    last: Message | None


def member(session: Session, person_id: str, conversation_id: str) -> Member | None:
    """The caller's own row: the one way to a conversation on behalf of somebody."""
    return session.get(Member, (person_id, conversation_id))


def account_conversations(session: Session, person_id: str) -> list[str]:
    """Ids of a person's conversations with accounts."""
    found = session.scalars(
        select(Member.conversation_id).where(Member.person_id == person_id, Member.conversation_id.startswith("a:"))
    )
    return list(found)


def one(session: Session, person_id: str, conversation_id: str) -> Overview | None:
    """One conversation as a member sees it."""
    cursor = cursor_of(session)
    rows = cursor.rows(f"{_OVERVIEW} AND m.conversation_id = ?", (person_id, conversation_id))
    found = _overviews(cursor, rows)
    return found[0] if found else None


def changed(session: Session, person_id: str, since: int, after: str, limit: int) -> list[Overview]:
    """Conversations changed at mark `since` or later, by id, those behind the id `after`.

    The plus sign keeps both databases from walking through everybody's conversations by the index on `changed`.
    """
    cursor = cursor_of(session)
    rows = cursor.rows(
        f"{_OVERVIEW} AND +c.changed >= ? AND m.conversation_id > ? ORDER BY m.conversation_id LIMIT ?",
        (person_id, since, after, limit),
    )
    return _overviews(cursor, rows)


def horizon(session: Session) -> int:
    """The mark from which the next sync reads."""
    return changes.horizon(cursor_of(session), "conversation")


def _overviews(cursor: Cursor, rows: Sequence[tuple[Any, ...]]) -> list[Overview]:
    keys = [(row[0], row[7]) for row in rows if row[7] is not None]
    select_messages = f"SELECT {COLUMNS} FROM message WHERE (conversation_id, seq) IN"  # noqa: S608
    last = {row[0]: message_of(row) for row in rows_in(cursor, select_messages, keys)}
    return [
        Overview(
            conversation_id=row[0],
            read_seq=row[1],
            cleared_seq=row[2],
            muted=bool(row[3]),
            pinned=bool(row[4]),
            updated_at=row[5] // 1_000_000,
            last_seq=row[6] or 0,
            unread=row[8],
            last=last.get(row[0]),
        )
        for row in rows
    ]


def advance(session: Session, person_id: str, conversation_id: str, seq: int) -> bool:
    """Move what a member has read forward; False when it was there already."""
    return bool(
        cursor_of(session).execute(
            "UPDATE conversation_member SET read_seq = ? WHERE person_id = ? AND conversation_id = ? AND read_seq < ?",
            (seq, person_id, conversation_id, seq),
        )
    )


def delete_message(session: Session, person_id: str, conversation_id: str, seq: int) -> None:
    """Remember that a member does not want to see a message; twice is once."""
    cursor_of(session).execute(
        "INSERT INTO message_deletion (person_id, conversation_id, seq) VALUES (?, ?, ?)"
        " ON CONFLICT (person_id, conversation_id, seq) DO NOTHING",
        (person_id, conversation_id, seq),
    )


def clear(cursor: Cursor, person_id: str, conversation_id: str) -> int | None:
    """Clear all messages there are for a member; up to which number. None when there is no such member."""
    row = cursor.row(
        "UPDATE conversation_member SET cleared_seq ="
        " (SELECT last_seq FROM conversation WHERE id = conversation_member.conversation_id)"
        " WHERE person_id = ? AND conversation_id = ? RETURNING cleared_seq",
        (person_id, conversation_id),
    )
    if row is None:
        return None
    cursor.execute(
        "DELETE FROM message_deletion WHERE person_id = ? AND conversation_id = ? AND seq <= ?",
        (person_id, conversation_id, row[0]),
    )
    return int(row[0])


def upload(session: Session, owner_id: str, key: str, kind: str) -> Upload | None:
    """A file that this person has uploaded as this kind."""
    found = session.get(Upload, key)
    return found if found is not None and (found.owner_id, found.kind) == (owner_id, kind) else None


def epoch(session: Session) -> str:
    """Which life of the database this is; empty before its first start."""
    return session.scalar(select(Epoch.epoch)) or ""


def renew_epoch(session: Session) -> None:
    """Begin another life."""
    session.execute(delete(Epoch))
    session.add(Epoch(id=1, epoch=new_id()))


def begin_epoch(session: Session) -> None:
    """Make sure that there is one."""
    cursor_of(session).execute(
        "INSERT INTO sync_epoch (id, epoch) VALUES (1, ?) ON CONFLICT (id) DO NOTHING", (new_id(),)
    )


def open_cursor(session: Session) -> Cursor:
    """A cursor in the session's transaction, for those who append or add events."""
    return cursor_of(session)
