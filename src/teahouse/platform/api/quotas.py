"""Daily quotas: one counter a path and day. A process takes calls in blocks, so that most calls cost no write."""

import threading

from teahouse.kit import clock
from teahouse.kit.db import Cursor, Session
from teahouse.kit.writer import Writer
from teahouse.platform.accounts import day_of
from teahouse.platform.api import repository, rules
from teahouse.platform.api.repository import Taking
from teahouse.protocol.endpoints import find_endpoint
from teahouse.protocol.errcodes import ApiError

TOPIC = "api-quotas"


class Quotas:
    """Shares of this process in the accounts' quotas. What it holds when it dies counts as used: at most 1%."""

    def __init__(self, writer: Writer) -> None:
        """`writer` of the house."""
        self._writer = writer
        self._lock = threading.Lock()
        self._held: dict[tuple[str, str, str], int] = {}

    def take_held(self, appid: str, name: str) -> bool:
        """Count one call of today, if this process holds one."""
        key = (appid, day_of(clock.now()), name)
        with self._lock:
            held = self._held.get(key, 0)
            if held:
                self._held[key] = held - 1
        return held > 0

    async def take(self, appid: str, name: str, limit: int) -> None:
        """Count one call of today. Raises 45009."""
        if self.take_held(appid, name):
            return
        key = (appid, day_of(clock.now()), name)
        granted = await self._writer.submit(repository.take_quotas, Taking(*key, rules.block_size(limit), limit))
        if not granted:
            raise ApiError(45009)
        self._hold(key, granted - 1)

    def _hold(self, key: tuple[str, str, str], calls: int) -> None:
        if calls <= 0:
            return
        with self._lock:
            if len(self._held) > 10_000:  # noqa: PLR2004 - of past days
                self._held.clear()
            self._held[key] = self._held.get(key, 0) + calls

    def take_in(self, cursor: Cursor, appid: str, path: str) -> bool:
        """As `take`, in an open transaction of the writer; False when none is left.

        Should it fail, what was taken stays held: a hundredth of a quota more than there is.
        """
        if self.take_held(appid, path):
            return True
        endpoint = find_endpoint(path)
        limit = (endpoint.daily_quota if endpoint else None) or 0
        key = (appid, day_of(clock.now()), path)
        [granted] = repository.take_quotas(cursor, [Taking(*key, rules.block_size(limit), limit)])
        self._hold(key, granted - 1)
        return granted > 0

    def held(self, appid: str, name: str) -> int:
        """How many calls of today this process holds and has not used."""
        return self._held.get((appid, day_of(clock.now()), name), 0)

    def forget(self) -> None:
        """Somebody cleared a quota."""
        with self._lock:
            self._held.clear()


def take_now(to: Session | Cursor, appid: str, period: str, name: str, limit: int) -> bool:
    """Count one in the open transaction; False when none is left."""
    return repository.take_one(to, Taking(appid, period, name, 1, limit))
