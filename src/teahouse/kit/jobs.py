"""Outbox and jobs: one table, written in the transaction that causes the work, performed at least once.

A worker leases due jobs, runs their handlers, and removes each in the transaction of its effects (a plain handler)
or right after them (an async handler, which must be idempotent). The lease of a killed worker runs out and somebody
else takes the job. A job that fails waits longer each time; after the last try it stays in the table, marked failed.

`worker` says who performs a job; empty while it waits. Who finds another name there has lost the job and leaves it
alone. A job enqueued under the key of one that is being performed empties the name: it is performed once more.
"""

import asyncio
import inspect
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any, NamedTuple

import msgspec
import structlog
from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit import clock
from teahouse.kit.bulk import rows_with
from teahouse.kit.db import Base, Cursor, Id, Session, cursor_of, from_micros, hint, to_micros
from teahouse.kit.house import Handler, House
from teahouse.kit.ids import new_id
from teahouse.kit.logs import current_request_id, request_id_bound

TOPIC = "jobs"
_LEASE_MS = 60_000
_HEARTBEAT_SECONDS = 20
_POLL_SECONDS = 1.0
_IN_FLIGHT = 256
_IN_FLIGHT_A_LANE = 32
_PLAIN_AT_ONCE = 8
_LAST_WORDS_SECONDS = 10
_LAST_TRY = 12
_LONGEST_WAIT_SECONDS = 300
_log = structlog.get_logger(__name__)


class Job(Base):
    """One piece of work to be done once."""

    __tablename__ = "job"
    __table_args__ = (UniqueConstraint("kind", "key"), Index(None, "failed_at", "due_at"))

    id: Mapped[Id] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key: Mapped[str | None]
    """Two waiting jobs of a kind never have the same key."""
    lane: Mapped[str]
    """Jobs of one lane do not crowd out the others."""
    payload: Mapped[str]
    trace: Mapped[str]
    """The request that caused it, for the logs."""
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    lease_ms: Mapped[int] = mapped_column(default=0)
    """Wall clock in Unix milliseconds until which nobody else takes it."""
    worker: Mapped[str] = mapped_column(default="")
    """Who performs it."""
    last_error: Mapped[str | None]
    failed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class _Leased(NamedTuple):
    id: str
    kind: str
    lane: str
    payload: str
    trace: str
    tries: int


def enqueue(
    to: Session | Cursor,
    kind: str,
    payload: Mapping[str, Any],
    *,
    key: str | None = None,
    due: datetime | None = None,
    lane: str = "",
) -> None:
    """Add a job to the open transaction. With a `key`, one that waits already stays as it is.

    One that is being performed may have begun before this transaction's changes: it is performed again. One that has
    failed for good begins anew.
    """
    cursor = cursor_of(to)
    now = clock.now()
    content = (msgspec.json.encode(payload).decode(), current_request_id(), to_micros(due or now))
    while not (
        (added := _insert(cursor, (new_id(), kind, key, lane, *content, to_micros(now))))
        or (added := _renew(cursor, (*content, kind, key)))
        or _waits(cursor, kind, key)
    ):
        continue  # it was taken or done between two of these statements
    if added and (due is None or due <= now):  # others are found by looking
        hint(to, TOPIC, {})


def _insert(cursor: Cursor, row: tuple[object, ...]) -> bool:
    statement = (
        "INSERT INTO job (id, kind, key, lane, payload, trace, due_at, tries, lease_ms, worker, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, '', ?) ON CONFLICT (kind, key) DO NOTHING"
    )
    return cursor.execute(statement, row) == 1


def _renew(cursor: Cursor, values: tuple[object, ...]) -> bool:
    """Of a job that does not wait."""
    statement = (
        "UPDATE job SET payload = ?, trace = ?, due_at = ?, tries = 0, worker = '', failed_at = NULL"
        " WHERE kind = ? AND key = ? AND (worker <> '' OR failed_at IS NOT NULL)"
    )
    return cursor.execute(statement, values) == 1


def _waits(cursor: Cursor, kind: str, key: str | None) -> bool:
    """Whether it waits, and will until this transaction's end: then whoever performs it sees the changes."""
    lock = " FOR SHARE" if cursor.is_postgresql else ""
    row = cursor.row(f"SELECT worker FROM job WHERE kind = ? AND key = ?{lock}", (kind, key))  # noqa: S608
    return row is not None and row[0] == ""


class Jobs:
    """The worker of one process."""

    def __init__(self, house: House, handlers: Mapping[str, Handler]) -> None:
        """`handlers` by kind; jobs of other kinds are left to other workers."""
        self._house = house
        self._handlers = dict(handlers)
        self._name = new_id()
        self._running: dict[str, asyncio.Task[None]] = {}
        self._lanes: Counter[str] = Counter()
        self._wake = asyncio.Event()
        self._leasing: asyncio.Future[list[_Leased]] | None = None
        self._threads: ThreadPoolExecutor | None = None

    async def run(self) -> None:
        """Work until cancelled, then let what runs finish."""
        if not self._house.db.is_postgresql:  # the only process: whoever held a lease is gone
            await asyncio.to_thread(self._release_all)
        # Apart from the loop's own threads: many jobs must not hold up the leases.
        self._threads = ThreadPoolExecutor(_PLAIN_AT_ONCE, thread_name_prefix="job")
        helpers = [asyncio.create_task(self._listen()), asyncio.create_task(self._heartbeat())]
        try:
            while True:
                await self._round()
        finally:
            for helper in helpers:
                helper.cancel()
            await self._finish()

    async def _finish(self) -> None:
        """Let what runs finish within reason; the rest is given back for others to take at once."""
        if self._leasing is not None:
            await asyncio.wait([self._leasing])
        if self._running:
            await asyncio.wait(self._running.values(), timeout=_LAST_WORDS_SECONDS)
        left = list(self._running.values())
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
        try:
            await asyncio.to_thread(self._give_back)
        except Exception as error:  # noqa: BLE001 - the leases run out by themselves
            _log.warning("jobs.not_given_back", exc_info=error)

    async def _round(self) -> None:
        self._wake.clear()
        room = _IN_FLIGHT - len(self._running)
        leased: list[_Leased] = []
        self._lanes = +self._lanes  # without those that are empty
        if room > 0:
            self._leasing = asyncio.ensure_future(asyncio.to_thread(self._lease, room, self._lanes.copy()))
            leased = await asyncio.shield(self._leasing)
        for job in leased:
            self._lanes[job.lane] += 1
            self._running[job.id] = asyncio.create_task(self._perform(job))
        if not leased:
            with suppress(TimeoutError):
                async with asyncio.timeout(_POLL_SECONDS):  # wait_for may swallow a cancellation in Python 3.11
                    await self._wake.wait()

    async def _listen(self) -> None:
        async with self._house.bus.subscribe([TOPIC, "clock"]) as hints:
            while True:
                await hints.get()
                self._wake.set()

    async def _heartbeat(self) -> None:
        while True:
            await asyncio.sleep(_HEARTBEAT_SECONDS)
            if self._running:
                await asyncio.to_thread(self._extend, list(self._running))

    async def _perform(self, job: _Leased) -> None:
        handler = self._handlers[job.kind]
        payload = msgspec.json.decode(job.payload)
        with request_id_bound(job.trace):
            try:
                if inspect.iscoroutinefunction(handler):
                    await handler(self._house, payload)
                    await self._house.writer.submit(_remove, (job.id, self._name))
                else:
                    work = partial(copy_context().run, self._perform_plain, handler, job, payload)
                    await asyncio.get_running_loop().run_in_executor(self._threads, work)
            except Exception as error:  # noqa: BLE001 - a job that fails is tried again
                _log.warning("job.failed", kind=job.kind, job=job.id, tries=job.tries + 1, exc_info=error)
                await self._house.writer.submit(_postpone, (job.id, self._name, job.tries + 1, repr(error)))
            finally:
                del self._running[job.id]
                self._lanes[job.lane] -= 1
                self._wake.set()

    def _perform_plain(self, handler: Any, job: _Leased, payload: dict[str, Any]) -> None:  # noqa: ANN401
        with self._house.db.transaction() as session:
            # Removed first: whoever took it over waits here, and finds nothing; the handler may enqueue its like.
            if _remove(cursor_of(session), [(job.id, self._name)]) == [True]:
                handler(self._house, session, payload)

    def _lease(self, room: int, lanes: Counter[str]) -> list[_Leased]:
        full = [lane for lane, count in lanes.items() if count >= _IN_FLIGHT_A_LANE]
        kinds = list(self._handlers) or [""]
        now_ms = clock.wall_milliseconds()
        with self._house.db.cursor() as cursor:
            found = cursor.rows(
                _due_jobs(len(kinds), len(full), locking=cursor.is_postgresql),
                (clock.micros(), now_ms, *kinds, *full, min(room, 100)),
            )
            jobs = _within_lanes([_Leased(*row) for row in found], lanes)
            cursor.many(
                "UPDATE job SET lease_ms = ?, worker = ? WHERE id = ?",
                [(now_ms + _LEASE_MS, self._name, job.id) for job in jobs],
            )
        return jobs

    def _extend(self, ids: list[str]) -> None:
        lease = clock.wall_milliseconds() + _LEASE_MS
        with self._house.db.cursor() as cursor:
            cursor.many(
                "UPDATE job SET lease_ms = ? WHERE id = ? AND worker IN (?, '')",
                [(lease, job, self._name) for job in ids],
            )

    def _give_back(self) -> None:
        with self._house.db.cursor() as cursor:  # but what a handler's transaction still holds
            lock = " FOR UPDATE SKIP LOCKED" if cursor.is_postgresql else ""
            mine = f"SELECT id FROM job WHERE worker = ?{lock}"  # noqa: S608
            cursor.execute(f"UPDATE job SET lease_ms = 0, worker = '' WHERE id IN ({mine})", (self._name,))  # noqa: S608

    def _release_all(self) -> None:
        with self._house.db.cursor() as cursor:
            cursor.execute("UPDATE job SET lease_ms = 0, worker = '' WHERE lease_ms > 0")


def _within_lanes(jobs: list[_Leased], lanes: Counter[str]) -> list[_Leased]:
    taken = []
    for job in jobs:
        if lanes[job.lane] < _IN_FLIGHT_A_LANE:
            lanes[job.lane] += 1
            taken.append(job)
    return taken


@cache
def _due_jobs(kinds: int, full_lanes: int, *, locking: bool) -> str:
    return (
        "SELECT id, kind, lane, payload, trace, tries FROM job"  # noqa: S608 - only question marks are put in
        f" WHERE failed_at IS NULL AND due_at <= ? AND lease_ms < ? AND kind IN ({_marks(kinds)})"
        f"{f' AND lane NOT IN ({_marks(full_lanes)})' if full_lanes else ''}"
        f" ORDER BY due_at, id LIMIT ?{' FOR UPDATE SKIP LOCKED' if locking else ''}"
    )


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _remove(cursor: Cursor, done: list[tuple[str, str]]) -> list[bool]:
    """Jobs with who performed them; whether each is gone. One enqueued again meanwhile is free at once."""
    statement = "DELETE FROM job WHERE (id, worker) IN (SELECT column1, column2 FROM {values}) RETURNING id"
    removed = {row[0] for row in rows_with(cursor, statement, done)}
    _free(cursor, [job for job, _ in done if job not in removed])
    return [job in removed for job, _ in done]


def _postpone(cursor: Cursor, failures: list[tuple[str, str, int, str]]) -> list[None]:
    now = clock.now()
    for job, worker, tries, error in failures:
        wait = timedelta(seconds=min(2**tries, _LONGEST_WAIT_SECONDS))
        failed = to_micros(now) if tries >= _LAST_TRY else None
        cursor.execute(
            "UPDATE job SET tries = ?, last_error = ?, due_at = ?, lease_ms = 0, worker = '', failed_at = ?"
            " WHERE id = ? AND worker = ?",
            (tries, error[:2000].replace("\0", ""), to_micros(now + wait), failed, job, worker),
        )
    _free(cursor, [failure[0] for failure in failures])
    return [None] * len(failures)


def _free(cursor: Cursor, ids: list[str]) -> None:
    cursor.many("UPDATE job SET lease_ms = 0 WHERE id = ? AND worker = ''", [(job,) for job in ids])


def next_due(cursor: Cursor) -> datetime | None:
    """When the next waiting job is due; None when none waits."""
    row = cursor.row("SELECT MIN(due_at) FROM job WHERE failed_at IS NULL")
    return from_micros(row[0]) if row and row[0] is not None else None
