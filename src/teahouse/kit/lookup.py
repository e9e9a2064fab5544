"""Many keys in one query, for hot paths."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from teahouse.kit.db import Cursor

_CHUNK = 256


def rows_in(cursor: Cursor, select: str, keys: Sequence[Sequence[object]]) -> Iterator[tuple[Any, ...]]:
    """Rows of `select`, which ends with "(a, b) IN", for any number of keys (a, b), none of them NULL.

    The list is filled up to a power of two with its last key: few different statements, so that they stay prepared.
    """
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        size = 1 << (len(chunk) - 1).bit_length()
        values = [part for key in chunk for part in key]
        values += list(chunk[-1]) * (size - len(chunk))
        yield from cursor.rows(f"{select} ({_values(len(chunk[0]), size)})", values)


@cache
def _values(width: int, size: int) -> str:
    row = f"({', '.join('?' * width)})"
    return f"VALUES {', '.join([row] * size)}"
