"""One writer a process for the hot paths: many small writes, one durable transaction."""

from collections.abc import Sequence
from contextlib import AbstractContextManager

from teahouse.kit.batches import Batches
from teahouse.kit.db import Cursor, Database, Hint


class Writer(Batches):
    """Whoever submitted is answered after the commit."""

    def __init__(self, db: Database) -> None:
        """`db` of the house."""
        super().__init__("writer")
        self._db = db

    def transaction(self) -> AbstractContextManager[Cursor]:
        """For writing."""
        return self._db.cursor()

    def ended(self, hints: Sequence[Hint]) -> None:
        """What was written is told."""
        self._db.publish(hints)
