"""Queries of customer service: it has no tables of its own, only the caller's transaction."""

from teahouse.kit.db import Cursor, Session, cursor_of


def cursor_for(to: Session | Cursor) -> Cursor:
    """A cursor in the caller's own transaction."""
    return to if isinstance(to, Cursor) else cursor_of(to)
