"""The only clock of the house, so that the sandbox can move time.

The shift is per process. The sandbox stores it in its database and tells every process over the bus.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_shift = timedelta(0)
_shift_micros = 0
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


def micros() -> int:
    """`now` as it is stored, in microseconds since 1970; for hot paths."""
    pinned = _pinned.get()
    return time.time_ns() // 1000 + _shift_micros if pinned is None else (pinned - _EPOCH) // _MICROSECOND


def timestamp() -> int:
    """`now` in whole Unix seconds."""
    return micros() // 1_000_000


def shift() -> timedelta:
    """How far the house is ahead of the wall clock."""
    return _shift


def set_shift(shift: timedelta) -> None:
    """Move the house's time; zero is the wall clock."""
    global _shift, _shift_micros
    _shift, _shift_micros = shift, shift // _MICROSECOND


def wall_milliseconds() -> int:
    """Unix milliseconds of the wall clock: for ids, leases and rates, which the sandbox must not bend."""
    return time.time_ns() // 1_000_000
