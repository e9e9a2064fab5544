"""Every query about desk conversations."""

from collections.abc import Sequence

from teahouse.kit.db import Cursor


def open_waiting(cursor: Cursor, rows: Sequence[tuple[str, str, str, str, str, int, int]]) -> None:
    """New conversations: (brand, id, follower, account, reason, act they are read up to, time in microseconds)."""
    cursor.many(
        "INSERT INTO desk_conversation (brand_id, id, follower_id, account_id, state, agent_id, reason, read_seq,"
        " draft, waiting_since, updated_at) VALUES (?, ?, ?, ?, 'waiting', '', ?, ?, '', ?, ?)",
        [(*row, row[-1]) for row in rows],
    )


def touch(cursor: Cursor, rows: Sequence[tuple[int, str, str]]) -> None:
    """Something was said: (time, brand, id)."""
    cursor.many("UPDATE desk_conversation SET updated_at = ? WHERE brand_id = ? AND id = ?", rows)
