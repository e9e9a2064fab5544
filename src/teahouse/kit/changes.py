"""Numbers that say "changed since": written into rows, compared by readers, never missed.

A number drawn before the commit may become visible after a greater one. So on PostgreSQL it is the transaction's own
id, and the horizon is the oldest transaction that still runs: whatever commits later is at the horizon or past it,
and what is read twice does no harm. SQLite has one writer at a time; there it counts up.
"""

from teahouse.kit.db import Cursor


def mark(cursor: Cursor, table: str) -> int:
    """The number for rows changed by this transaction; `table` has an indexed column `changed` for it."""
    if cursor.is_postgresql:
        row = cursor.row("SELECT pg_current_xact_id()::text::bigint")
    else:
        row = cursor.row(_next(table))
    return int(row[0]) if row else 0


def horizon(cursor: Cursor, table: str) -> int:
    """For the next reading: `changed >= horizon` finds all that this one could not see."""
    if cursor.is_postgresql:
        row = cursor.row("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    else:
        row = cursor.row(_next(table))
    return int(row[0]) if row else 0


def _next(table: str) -> str:
    return f"SELECT COALESCE(MAX(changed), 0) + 1 FROM {table}"  # noqa: S608 - a table's name from our own code
