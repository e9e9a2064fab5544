"""Identifiers: time-ordered, made without asking anybody."""

import os
import secrets
import threading

from teahouse.kit import clock

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u
_RANDOM_BITS = 52
_ID_LENGTH = 20
_EPOCH_MS = 1_577_836_800_000  # 2020-01-01: leaves 41 bits until 2089

_number_lock = threading.Lock()
_last_number = 0


def new_id() -> str:
    """20 characters: 48 bits of milliseconds, then 52 random bits. Sorts by time of making."""
    value = (clock.wall_milliseconds() << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
    digits = []
    for _ in range(_ID_LENGTH):
        digits.append(_ALPHABET[value & 31])
        value >>= 5
    return "".join(reversed(digits))


def new_number() -> int:
    """A 63-bit number as WeChat's MsgId: 41 bits of milliseconds, 10 of the process, 12 counted up."""
    global _last_number  # noqa: PLW0603 - the counter of this process
    with _number_lock:
        floor = ((clock.wall_milliseconds() - _EPOCH_MS) << 22) | ((os.getpid() & 0x3FF) << 12)
        _last_number = max(floor, _last_number + 1)
        return _last_number


def secret_token(size: int = 32) -> str:
    """A URL-safe secret of `size` random bytes."""
    return secrets.token_urlsafe(size)
