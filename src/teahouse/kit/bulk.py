"""Many rows in few statements, for hot paths: every statement costs a trip to the database and a turn at the GIL.

The numbers of rows are powers of two, so that there are few different statements and they stay prepared.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any

from teahouse.kit.db import Cursor

_CHUNK = 256


def rows_in(cursor: Cursor, select: str, keys: Sequence[Sequence[object]]) -> Iterator[tuple[Any, ...]]:
    """Rows of `select`, which ends with "(a, b) IN", for any number of keys (a, b), none of them NULL."""
    for width, size, parameters in _padded(keys):
        yield from cursor.rows(_followed_by_values(f"{select} (", width, size, ")"), parameters)


def rows_with(cursor: Cursor, statement: str, keys: Sequence[Sequence[object]]) -> Iterator[tuple[Any, ...]]:
    """Rows of a statement that has "{values}" for a table v of columns column1, column2 ... and no other parameters.

    A key may stand in the table more than once.
    """
    for width, size, parameters in _padded(keys):
        yield from cursor.rows(_with_values(statement, width, size), parameters)


def update_with(cursor: Cursor, statement: str, rows: Sequence[Sequence[object]]) -> None:
    """Run an UPDATE ... FROM {values}, as for `rows_with`; a row is changed once, however often its key is there."""
    for width, size, parameters in _padded(rows):
        cursor.execute(_with_values(statement, width, size), parameters)


def change_in(cursor: Cursor, change: str, keys: Sequence[str], *before: object) -> None:
    """Run an UPDATE or DELETE that ends with "key IN"; `before` are its other parameters."""
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        size = 1 << (len(chunk) - 1).bit_length()
        marks = _followed_by_marks(change, size)
        cursor.execute(marks, [*before, *chunk, *[chunk[-1]] * (size - len(chunk))])


def insert_rows(cursor: Cursor, insert: str, rows: Sequence[Sequence[object]], clash: str = "") -> None:
    """Run `insert`, which ends with the list of columns, for all rows; `clash` is its ON CONFLICT."""
    start = 0
    while start < len(rows):
        size = min(_CHUNK, 1 << ((len(rows) - start).bit_length() - 1))
        chunk = rows[start : start + size]
        cursor.execute(_followed_by_values(f"{insert} ", len(chunk[0]), size, clash), list(chain.from_iterable(chunk)))
        start += size


def lock_rows(cursor: Cursor, table: str, ids: Sequence[str]) -> None:
    """Lock rows in the order of their ids until the commit. SQLite has one writer anyway."""
    if not cursor.is_postgresql:
        return
    for start in range(0, len(ids), _CHUNK):
        chunk = sorted(ids)[start : start + _CHUNK]
        marks = ", ".join("?" * len(chunk))
        cursor.rows(f"SELECT id FROM {table} WHERE id IN ({marks}) ORDER BY id FOR UPDATE", chunk)  # noqa: S608


def _padded(keys: Sequence[Sequence[object]]) -> Iterator[tuple[int, int, list[object]]]:
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        size = 1 << (len(chunk) - 1).bit_length()
        parameters = list(chain.from_iterable(chunk))
        parameters += list(chunk[-1]) * (size - len(chunk))  # the last key fills the list up
        yield len(chunk[0]), size, parameters


# The same object for the same statement: the driver finds it prepared without reading all its question marks.


@cache
def _with_values(statement: str, width: int, size: int) -> str:
    return statement.replace("{values}", f"({_values(width, size)}) AS v")


@cache
def _followed_by_values(before: str, width: int, size: int, after: str) -> str:
    return f"{before}{_values(width, size)}{after}"


@cache
def _followed_by_marks(before: str, size: int) -> str:
    return f"{before} ({', '.join('?' * size)})"


def _values(width: int, size: int) -> str:
    row = f"({', '.join('?' * width)})"
    return f"VALUES {', '.join([row] * size)}"
