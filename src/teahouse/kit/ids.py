"""Identifiers: time-ordered, made without asking anybody."""

import os
import secrets
import threading

from teahouse.kit import clock

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u
_RANDOM_BITS = 52
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]
_SHIFTS = range(90, -1, -10)
_EPOCH_MS = 1_577_836_800_000  # 2020-01-01: leaves 41 bits until 2089

_POOL_BYTES = 7 * 256
_MASK = (1 << _RANDOM_BITS) - 1

_pool_lock = threading.Lock()
_pool = b""
_process = int.from_bytes(os.urandom(2)) & 0x3FF  # not the pid: in containers every process has the same
_number_lock = threading.Lock()
_last_number = 0


def new_id() -> str:
    """20 characters: 48 bits of milliseconds, then 52 random bits. Sorts by time of making."""
    value = (clock.wall_milliseconds() << _RANDOM_BITS) | _random_bits()
    return "".join([_PAIRS[(value >> shift) & 1023] for shift in _SHIFTS])


def _random_bits() -> int:
    """From the system, fetched for many ids at a time: every request has one, and asking costs a system call."""
    global _pool  # noqa: PLW0603 - the pool of this process
    with _pool_lock:
        if not _pool:
            _pool = os.urandom(_POOL_BYTES)
        taken, _pool = _pool[:7], _pool[7:]
    return int.from_bytes(taken) & _MASK


def _draw_anew() -> None:
    global _pool, _process  # noqa: PLW0603
    _pool = b""
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
