"""Identifiers: time-ordered, made without asking anybody."""

import os
import secrets
import struct
import threading

from teahouse.kit import clock

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u
_RANDOM_BITS = 52
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]
_EPOCH_MS = 1_577_836_800_000  # 2020-01-01: leaves 41 bits until 2089

_POOL = struct.Struct("<256Q")
_MASK = (1 << _RANDOM_BITS) - 1

_drawn: list[int] = []
_process = int.from_bytes(os.urandom(2)) & 0x3FF  # not the pid: in containers every process has the same
_number_lock = threading.Lock()
_last_number = 0


def new_id() -> str:
    """20 characters: 48 bits of milliseconds, then 52 random bits. Sorts by time of making."""
    bits = (clock.wall_milliseconds() << _RANDOM_BITS) | (random_bits() & _MASK)
    pairs = _PAIRS  # written out, because every request has an id: a loop takes three times as long
    return (
        f"{pairs[bits >> 90]}{pairs[bits >> 80 & 1023]}{pairs[bits >> 70 & 1023]}{pairs[bits >> 60 & 1023]}"
        f"{pairs[bits >> 50 & 1023]}{pairs[bits >> 40 & 1023]}{pairs[bits >> 30 & 1023]}{pairs[bits >> 20 & 1023]}"
        f"{pairs[bits >> 10 & 1023]}{pairs[bits & 1023]}"
    )


def random_bits() -> int:
    """64 bits from the system, fetched for many ids at a time: asking costs a system call."""
    while True:
        try:
            return _drawn.pop()  # one step for the interpreter, so that no two threads get the same
        except IndexError:
            _drawn.extend(_POOL.unpack(os.urandom(_POOL.size)))


def _draw_anew() -> None:
    global _process  # noqa: PLW0603
    _drawn.clear()
    _process = int.from_bytes(os.urandom(2)) & 0x3FF


os.register_at_fork(after_in_child=_draw_anew)  # two processes must not draw the same


def new_number() -> int:
    """A 63-bit number as WeChat's MsgId: 41 bits of milliseconds, 10 drawn by the process, 12 counted up."""
    global _last_number  # noqa: PLW0603 - the counter of this process
    with _number_lock:
        floor = ((clock.wall_milliseconds() - _EPOCH_MS) << 22) | (_process << 12)
        _last_number = max(floor, _last_number + 1)
        return _last_number


def secret_token(size: int = 32) -> str:
    """A URL-safe secret of `size` random bytes."""
    return secrets.token_urlsafe(size)
