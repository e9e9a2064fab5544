"""The only clock of the house, so that the sandbox can move time.

The shift is per process. The sandbox stores it in its database and tells every process over the bus.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

_shift = timedelta(0)
_pinned: ContextVar[datetime | None] = ContextVar("pinned", default=None)


def now() -> datetime:
    """The time in the house: aware, UTC."""
    return _pinned.get() or datetime.now(UTC) + _shift


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """What is done inside is done at that moment: for histories that the sandbox makes up."""
    token = _pinned.set(moment)
    try:
        yield
    finally:
        _pinned.reset(token)


def timestamp() -> int:
    """`now` in whole Unix seconds."""
    return int(now().timestamp())


def shift() -> timedelta:
    """How far the house is ahead of the wall clock."""
    return _shift


def set_shift(shift: timedelta) -> None:
    """Move the house's time; zero is the wall clock."""
    global _shift  # noqa: PLW0603 - one clock a process is the point
    _shift = shift


def wall_milliseconds() -> int:
    """Unix milliseconds of the wall clock: for ids, leases and rates, which the sandbox must not bend."""
    return time.time_ns() // 1_000_000
