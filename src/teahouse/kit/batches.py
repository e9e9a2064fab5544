"""Many small pieces of work in one transaction, for the hot paths: one thread, so that nobody waits for a lock.

It drains what has queued up while the last transaction went on, so batches form by themselves; a timer is only for
what nobody waits for.
"""

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, suppress
from typing import Any, Generic, TypeVar

import structlog

from teahouse.kit.db import Cursor, Hint
from teahouse.kit.errors import Unavailable

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[Cursor, list[Any]], list[Any]]

_LARGEST_BATCH = 1000
"""Soon after so many a transaction ends, and others get their turn."""
_MANY_POSTED = 16
_POST_PAUSE_SECONDS = 0.1
"""Of many that nobody waits for, more are awaited so long: together they change fewer pages of the database."""
_log = structlog.get_logger(__name__)


class _Entry(Generic[Result]):
    __slots__ = ("error", "item", "result", "waiter", "work")

    result: Result

    def __init__(self, work: Work, item: object, waiter: "Future[Result] | asyncio.Future[Result] | None") -> None:
        self.work = work
        self.item = item
        self.waiter = waiter
        self.error: Exception | None = None

    def begins(self) -> bool:
        """Whether somebody still waits for it."""
        if isinstance(self.waiter, Future):
            return self.waiter.set_running_or_notify_cancel()
        return self.waiter is None or not self.waiter.cancelled()

    def tell(self) -> None:
        """Answer who waits; in the loop, if it is one that waits."""
        if self.waiter is None:
            if self.error is not None:
                _log.error("batch.lost", work=repr(self.work), exc_info=self.error)
        elif isinstance(self.waiter, asyncio.Future) and self.waiter.done():
            return  # it went away
        elif self.error is not None:
            self.waiter.set_exception(self.error)
        else:
            self.waiter.set_result(self.result)


class Batches:
    """Runs `work(cursor, items)` for all items that wait, in one transaction; `work` answers one result an item."""

    def __init__(self, name: str) -> None:
        """Starts its thread, which gets this name, with the first item."""
        self._queue: queue.SimpleQueue[list[_Entry[Any]] | None] = queue.SimpleQueue()
        self._gathered: dict[asyncio.AbstractEventLoop, list[_Entry[Any]]] = {}
        self._posted: dict[asyncio.AbstractEventLoop, list[_Entry[Any]]] = {}
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._door = threading.Lock()
        self._started = self._closed = False

    async def submit(self, work: Callable[[Cursor, list[Item]], list[Result]], item: Item) -> Result:
        """Queue one item; returns after its transaction has ended. Raises what `work` raised for it.

        Whoever stops waiting before its batch has begun takes the item back; later it is done all the same.
        """
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[Result] = loop.create_future()
        gathered = self._gathered.get(loop)
        if gathered is None:  # the first in this turn of the loop, all of which is handed over at once
            gathered = self._gathered[loop] = []
            loop.call_soon(self._hand_over, loop)
        gathered.append(_Entry(work, item, waiter))
        return await waiter

    def post(self, work: Callable[[Cursor, list[Item]], list[None]], item: Item) -> None:
        """The same for what nobody waits for; in a loop. What fails is logged."""
        loop = asyncio.get_running_loop()
        posted = self._posted.get(loop)
        if posted is None:
            posted = self._posted[loop] = []
            loop.call_soon(self._look_at_posted, loop)
        posted.append(_Entry[None](work, item, None))

    def _look_at_posted(self, loop: asyncio.AbstractEventLoop) -> None:
        if len(self._posted.get(loop, ())) < _MANY_POSTED:
            self._hand_over_posted(loop)
        else:
            loop.call_later(_POST_PAUSE_SECONDS, self._hand_over_posted, loop)

    def _hand_over_posted(self, loop: asyncio.AbstractEventLoop) -> None:
        self._try_to_put(self._posted.pop(loop, []))  # none, if it was closed meanwhile

    def _hand_over(self, loop: asyncio.AbstractEventLoop) -> None:
        self._try_to_put(self._gathered.pop(loop))

    def _try_to_put(self, entries: list[_Entry[Any]]) -> None:
        try:
            self._put(entries)
        except Unavailable as error:
            for entry in entries:
                entry.error = error
            _tell_here(entries)

    def call(self, work: Callable[[Cursor, list[Item]], list[Result]], item: Item) -> Result:
        """The same from a thread without a loop."""
        waiter: Future[Result] = Future()
        self._put([_Entry(work, item, waiter)])
        return waiter.result()

    def transaction(self) -> AbstractContextManager[Cursor]:
        """What a batch runs in."""
        raise NotImplementedError

    def ended(self, hints: Sequence[Hint]) -> None:
        """A transaction has ended well; these are its hints."""

    def close(self) -> None:
        """Finish what is queued, then stop; what comes later is refused."""
        with self._door:
            while self._posted:
                self._take_in(self._posted.popitem()[1])
            self._closed = True
            self._queue.put(None)
        if self._started:
            self._thread.join(timeout=30)

    def _put(self, entries: list[_Entry[Any]]) -> None:
        with self._door:  # nothing is queued behind the last one
            if self._closed:
                raise Unavailable
            self._take_in(entries)

    def _take_in(self, entries: list[_Entry[Any]]) -> None:
        if not self._started:
            self._started = True
            self._thread.start()
        self._queue.put(entries)

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            batch, stop = self._drain(first)
            wanted = [entry for entry in batch if entry.begins()]
            if wanted:
                self._perform(wanted)
                _tell(wanted)
            if stop:
                return

    def _drain(self, first: list[_Entry[Any]]) -> tuple[list[_Entry[Any]], bool]:
        batch = [*first]
        while len(batch) < _LARGEST_BATCH:
            try:
                entries = self._queue.get_nowait()
            except queue.Empty:
                break
            if entries is None:
                return batch, True
            batch += entries
        return batch, False

    def _perform(self, batch: list[_Entry[Any]]) -> None:
        try:
            results, hints = self._commit(batch)
        except Exception as error:  # noqa: BLE001 - handed to whoever submitted
            self._refuse(batch, error)
            return
        self.ended(hints)
        for entry, result in results:
            entry.result = result

    def _refuse(self, batch: list[_Entry[Any]], error: Exception) -> None:
        if len(batch) == 1:
            batch[0].error = error
            return
        _log.warning("batch.failed", size=len(batch), error=repr(error))
        for entry in batch:  # alone, so that one bad item fails only itself
            self._perform([entry])

    def _commit(self, batch: list[_Entry[Any]]) -> tuple[list[tuple[_Entry[Any], Any]], list[Any]]:
        groups: dict[Work, list[_Entry[Any]]] = {}
        for entry in batch:
            groups.setdefault(entry.work, []).append(entry)
        results: list[tuple[_Entry[Any], Any]] = []
        with self.transaction() as cursor:
            for work, entries in groups.items():
                answers = work(cursor, [entry.item for entry in entries])
                results += zip(entries, answers, strict=True)
            hints = list(cursor.hints)
        return results, hints


def _tell(entries: list[_Entry[Any]]) -> None:
    """Answer all who wait; a loop is woken once, because every waking costs a system call."""
    loops: dict[asyncio.AbstractEventLoop, list[_Entry[Any]]] = {}
    for entry in entries:
        if isinstance(entry.waiter, asyncio.Future):
            loops.setdefault(entry.waiter.get_loop(), []).append(entry)
        else:
            entry.tell()
    for loop, waiting in loops.items():
        with suppress(RuntimeError):  # it has closed
            loop.call_soon_threadsafe(_tell_here, waiting)


def _tell_here(entries: list[_Entry[Any]]) -> None:
    for entry in entries:
        entry.tell()
