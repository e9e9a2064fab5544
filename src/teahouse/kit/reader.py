"""One reader a process for the hot paths: many small reads of one state of the database."""

from contextlib import AbstractContextManager

from teahouse.kit.batches import Batches
from teahouse.kit.db import Cursor, Database


class Reader(Batches):
    """What is submitted after a commit sees it."""

    def __init__(self, db: Database) -> None:
        """`db` of the house."""
        super().__init__("reader")
        self._db = db

    def transaction(self) -> AbstractContextManager[Cursor]:
        """For reading only."""
        return self._db.reading_cursor()
