"""Rate limits at the doors: so many hits of a key in a fixed window.

Counters are not truth: the embedded ones are lost with the process, the shared ones live in Redis.
"""

import threading
from typing import Protocol

import structlog

from teahouse.kit import clock
from teahouse.kit.bus import connect
from teahouse.kit.errors import TooMany

_KEYS_KEPT = 100_000
_log = structlog.get_logger(__name__)


class Limits(Protocol):
    """Counts hits."""

    def hit(self, key: str, count: int, seconds: int) -> None:
        """One more hit; raises TooMany past `count` in the current window of `seconds`."""


class LocalLimits:
    """Counters inside the process."""

    def __init__(self) -> None:
        """Empty."""
        self._lock = threading.Lock()
        self._hits: dict[tuple[str, int], int] = {}

    def hit(self, key: str, count: int, seconds: int) -> None:
        """See Limits."""
        window, left = _window(seconds)
        with self._lock:
            if len(self._hits) > _KEYS_KEPT:
                self._hits.clear()
            hits = self._hits[key, window] = self._hits.get((key, window), 0) + 1
        if hits > count:
            raise TooMany(left)


class RedisLimits:
    """Counters shared by all processes."""

    def __init__(self, url: str, prefix: str) -> None:
        """`prefix` keeps installations on one server apart."""
        self._redis, self._away = connect(url)
        self._prefix = prefix

    def hit(self, key: str, count: int, seconds: int) -> None:
        """See Limits. Lets everybody pass while the server is away: a limit is not worth an outage."""
        window, left = _window(seconds)
        name = f"{self._prefix}limit:{key}:{window}"
        try:
            pipe = self._redis.pipeline()
            pipe.incr(name)
            pipe.expire(name, seconds)
            hits = int(pipe.execute()[0])
        except self._away as error:
            _log.warning("limits.unavailable", error=repr(error))
            return
        if hits > count:
            raise TooMany(left)


def _window(seconds: int) -> tuple[int, int]:
    now = clock.wall_milliseconds() // 1000
    return now // seconds, seconds - now % seconds
