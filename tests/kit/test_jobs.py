import asyncio
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from teahouse.kit import clock, jobs
from teahouse.kit.db import Session, cursor_of, from_micros
from teahouse.kit.house import Handler, House
from teahouse.kit.jobs import Jobs, enqueue
from teahouse.kit.logs import current_request_id, request_id_bound

SECONDS = 20


def add(house: House, kind: str, payload: Mapping[str, Any] | None = None, **options: Any) -> None:  # noqa: ANN401
    with house.db.transaction() as session:
        enqueue(session, kind, payload or {}, **options)


def rows(house: House, columns: str = "kind, tries") -> list[tuple[Any, ...]]:
    with house.db.cursor() as cursor:
        return cursor.rows(f"SELECT {columns} FROM job ORDER BY id")  # noqa: S608 - named by the tests below


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not await asyncio.to_thread(condition):  # noqa: ASYNC110 - the database tells nobody
            await asyncio.sleep(0.01)


@asynccontextmanager
async def working(house: House, handlers: Mapping[str, Handler]) -> AsyncIterator[Jobs]:
    worker = Jobs(house, handlers)
    task = asyncio.create_task(worker.run())
    try:
        yield worker
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
def house(network_house: House) -> House:
    with network_house.db.transaction() as session:
        session.execute(text("CREATE TABLE effect (name TEXT)"))
    return network_house


def effect(_house: House, session: Session, payload: dict[str, Any]) -> None:
    """A plain job: its effect is a row."""
    cursor_of(session).execute("INSERT INTO effect VALUES (?)", (payload.get("name", ""),))


def effects(house: House) -> list[str]:
    with house.db.cursor() as cursor:
        return [row[0] for row in cursor.rows("SELECT name FROM effect ORDER BY name")]


class TestEnqueue:
    def test_waits_in_the_transaction_that_causes_it(self, house: House) -> None:
        def breaks() -> None:
            with house.db.transaction() as session:
                enqueue(session, "a", {})
                raise RuntimeError

        with pytest.raises(RuntimeError):
            breaks()
        assert rows(house) == []
        add(house, "a", {"茶": 1}, lane="x")
        assert rows(house, "kind, key, lane, payload, tries, worker") == [("a", None, "x", '{"茶":1}', 0, "")]

    def test_one_that_waits_under_the_same_key_stays_as_it_is(self, house: House) -> None:
        for number in (1, 2):
            add(house, "a", {"n": number}, key="k")
            add(house, "b", {"n": number}, key="k")
            add(house, "a", {"n": number})
        found = rows(house, "kind, key, payload")
        assert Counter(found) == Counter(
            [("a", "k", '{"n":1}'), ("b", "k", '{"n":1}'), ("a", None, '{"n":1}'), ("a", None, '{"n":2}')]
        )


class TestPlain:
    async def test_is_done_once_and_gone(self, house: House) -> None:
        add(house, "effect", {"name": "tea"})
        async with working(house, {"effect": effect}):
            await until(lambda: rows(house) == [])
        assert effects(house) == ["tea"]

    async def test_effects_and_removal_are_one_transaction(self, house: House) -> None:
        def breaks(house: House, session: Session, payload: dict[str, Any]) -> None:
            effect(house, session, payload)
            raise ValueError("not today")

        add(house, "breaks")
        async with working(house, {"breaks": breaks}):
            await until(lambda: rows(house) == [("breaks", 1)])
        assert effects(house) == []
        assert rows(house, "last_error, lease_ms, worker, failed_at") == [("ValueError('not today')", 0, "", None)]

    async def test_many_are_each_done_once(self, house: House) -> None:
        with house.db.transaction() as session:
            for number in range(150):
                enqueue(session, "effect", {"name": f"{number:03}"}, lane=str(number % 7))
        async with working(house, {"effect": effect}):
            await until(lambda: rows(house) == [])
        assert effects(house) == [f"{number:03}" for number in range(150)]

    async def test_may_enqueue_its_like_under_its_own_key(self, house: House) -> None:
        def again(house: House, session: Session, payload: dict[str, Any]) -> None:
            effect(house, session, payload)
            enqueue(session, "again", {}, key="daily", due=clock.now() + timedelta(days=1))

        add(house, "again", key="daily")
        async with working(house, {"again": again}):
            await until(lambda: effects(house) == [""])
        assert rows(house, "kind, key, tries") == [("again", "daily", 0)]

    async def test_one_that_lost_its_lease_before_it_began_does_nothing(self, house: House) -> None:
        add(house, "effect", {"name": "tea"})
        first = Jobs(house, {"effect": effect})
        (leased,) = first._lease(1, Counter())  # noqa: SLF001 - a worker that stalls between two steps
        with house.db.cursor() as cursor:
            cursor.execute("UPDATE job SET lease_ms = 0")
        async with working(house, {"effect": effect}):
            await until(lambda: rows(house) == [])
        first._perform_plain(effect, leased, {"name": "tea"})  # noqa: SLF001
        assert effects(house) == ["tea"]


class TestAsync:
    async def test_is_removed_after_its_effects(self, house: House) -> None:
        seen: list[Any] = []

        async def call(house: House, payload: dict[str, Any]) -> None:
            seen.append((payload, await asyncio.to_thread(rows, house)))

        add(house, "call", {"n": 1})
        async with working(house, {"call": call}):
            await until(lambda: rows(house) == [])
        assert seen == [({"n": 1}, [("call", 0)])]

    async def test_enqueued_again_while_it_runs_it_runs_again(self, house: House) -> None:
        seen: list[int] = []
        begun, go_on = asyncio.Event(), asyncio.Event()

        async def call(house: House, payload: dict[str, Any]) -> None:
            seen.append(payload["n"])
            begun.set()
            await go_on.wait()

        add(house, "call", {"n": 1}, key="k")
        async with working(house, {"call": call}):
            await asyncio.wait_for(begun.wait(), SECONDS)
            await asyncio.to_thread(add, house, "call", {"n": 2}, key="k")
            await asyncio.to_thread(add, house, "call", {"n": 3}, key="k")
            assert len(rows(house)) == 1
            go_on.set()
            await until(lambda: rows(house) == [])
        assert seen == [1, 2]

    async def test_the_request_goes_with_it(self, house: House) -> None:
        seen: list[str] = []

        async def call(house: House, payload: dict[str, Any]) -> None:
            seen.append(current_request_id())

        def plain(house: House, session: Session, payload: dict[str, Any]) -> None:
            seen.append(current_request_id())
            enqueue(session, "call", {})

        with request_id_bound("request-1234"):
            add(house, "plain")
        async with working(house, {"call": call, "plain": plain}):
            await until(lambda: len(seen) == 2)
        assert seen == ["request-1234", "request-1234"]


class TestTries:
    async def test_each_failure_waits_longer_up_to_a_bound(self, house: House) -> None:
        async def breaks(house: House, payload: dict[str, Any]) -> None:
            raise OSError("away")

        add(house, "breaks")
        waits = []
        async with working(house, {"breaks": breaks}):
            for tries in range(1, 12):
                await until(lambda tries=tries: rows(house) == [("breaks", tries)])  # type: ignore[misc]
                ((due,),) = rows(house, "due_at")
                waits.append(round((from_micros(due) - clock.now()).total_seconds()))
                clock.set_shift(clock.shift() + timedelta(minutes=6))
                house.bus.publish("clock", {})
            await until(lambda: rows(house) == [("breaks", 12)])
        expected = [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
        assert all(abs(wait - right) <= 2 for wait, right in zip(waits, expected, strict=True)), waits
        ((failed, error),) = rows(house, "failed_at, last_error")
        assert abs(from_micros(failed) - clock.now()) < timedelta(minutes=6)
        assert error == "OSError('away')"

    async def test_one_that_failed_for_good_is_left_alone_until_it_is_enqueued_again(self, house: House) -> None:
        add(house, "effect", {"name": "old"}, key="k")
        with house.db.cursor() as cursor:
            cursor.execute("UPDATE job SET failed_at = 1, tries = 12, last_error = 'x'")
        async with working(house, {"effect": effect}):
            add(house, "effect", {"name": "other"})
            await until(lambda: effects(house) == ["other"])
            assert rows(house) == [("effect", 12)]
            add(house, "effect", {"name": "new"}, key="k")
            await until(lambda: rows(house) == [])
        assert effects(house) == ["new", "other"]

    async def test_jobs_of_other_kinds_are_left_to_others(self, house: House) -> None:
        add(house, "foreign")
        add(house, "effect")
        async with working(house, {"effect": effect}):
            await until(lambda: effects(house) == [""])
        assert rows(house, "kind, lease_ms, tries") == [("foreign", 0, 0)]


class TestDue:
    async def test_follows_the_sandbox_clock(self, house: House) -> None:
        due = clock.now() + timedelta(days=3)
        add(house, "effect", {"name": "later"}, due=due)
        add(house, "effect", {"name": "now"})
        async with working(house, {"effect": effect}):
            await until(lambda: effects(house) == ["now"])
            with house.db.cursor() as cursor:
                assert jobs.next_due(cursor) == due
            clock.set_shift(timedelta(days=3, seconds=1))
            house.bus.publish("clock", {})
            await until(lambda: effects(house) == ["later", "now"])
        with house.db.cursor() as cursor:
            assert jobs.next_due(cursor) is None


class TestLanes:
    async def test_a_full_lane_leaves_room_for_others(self, house: House) -> None:
        running: Counter[str] = Counter()
        most: Counter[str] = Counter()
        go_on = asyncio.Event()

        async def call(house: House, payload: dict[str, Any]) -> None:
            lane = payload["lane"]
            running[lane] += 1
            most[lane] = max(most[lane], running[lane])
            if lane == "slow":
                await go_on.wait()
            running[lane] -= 1

        with house.db.transaction() as session:
            for _ in range(150):
                enqueue(session, "call", {"lane": "slow"}, lane="slow")
            enqueue(session, "call", {"lane": "quick"}, lane="quick")
        async with working(house, {"call": call}):
            await until(lambda: most["quick"] == 1 and running["slow"] == 32)
            go_on.set()
            await until(lambda: rows(house) == [])
        assert most == {"slow": 32, "quick": 1}

    async def test_slow_plain_jobs_do_not_hold_up_the_leases(self, house: House) -> None:
        go_on = threading.Event()
        begun = threading.Semaphore(0)

        async def quick(house: House, payload: dict[str, Any]) -> None:
            begun.release()

        def slow(house: House, session: Session, payload: dict[str, Any]) -> None:
            begun.release()
            go_on.wait(SECONDS)

        if not house.db.is_postgresql:
            pytest.skip("SQLite has one writer, so that one plain job runs at a time")
        for number in range(12):
            add(house, "slow", lane=str(number))
        async with working(house, {"slow": slow, "quick": quick}):
            try:
                for _ in range(8):
                    assert await asyncio.to_thread(begun.acquire, timeout=SECONDS)
                await asyncio.to_thread(add, house, "quick", lane="quick")
                assert await asyncio.to_thread(begun.acquire, timeout=SECONDS)
            finally:
                go_on.set()


class TestLeases:
    async def test_a_killed_worker_s_job_is_taken_over_when_the_lease_is_out(self, house: House) -> None:
        add(house, "effect", {"name": "tea"})
        assert len(Jobs(house, {"effect": effect})._lease(10, Counter())) == 1  # noqa: SLF001 - and then it is killed
        assert Jobs(house, {"effect": effect})._lease(10, Counter()) == []  # noqa: SLF001 - the lease holds
        with house.db.cursor() as cursor:
            cursor.execute("UPDATE job SET lease_ms = ?", (clock.wall_milliseconds() - 1,))
        async with working(house, {"effect": effect}):
            await until(lambda: effects(house) == ["tea"])
        assert rows(house) == []

    async def test_on_sqlite_a_new_process_takes_over_at_once(self, house: House) -> None:
        if house.db.is_postgresql:
            pytest.skip("other workers may live")
        add(house, "effect", {"name": "tea"})
        assert len(Jobs(house, {"effect": effect})._lease(10, Counter())) == 1  # noqa: SLF001
        async with working(house, {"effect": effect}):
            await until(lambda: effects(house) == ["tea"])

    async def test_a_worker_that_stops_lets_finish_what_runs(self, house: House) -> None:
        begun = asyncio.Event()

        async def call(house: House, payload: dict[str, Any]) -> None:
            begun.set()
            await asyncio.sleep(0.2)

        add(house, "call")
        async with working(house, {"call": call}):
            await asyncio.wait_for(begun.wait(), SECONDS)
        assert rows(house) == []

    async def test_a_worker_that_stops_gives_back_what_does_not_finish(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(jobs, "_LAST_WORDS_SECONDS", 0.1)
        begun = asyncio.Event()

        async def call(house: House, payload: dict[str, Any]) -> None:
            begun.set()
            await asyncio.Event().wait()

        add(house, "call")
        async with working(house, {"call": call}):
            await asyncio.wait_for(begun.wait(), SECONDS)
        assert rows(house, "lease_ms, worker, tries") == [(0, "", 0)]

    async def test_a_worker_stopped_while_it_leases_gives_back_what_it_took(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        begun, go_on = threading.Event(), threading.Event()
        lease = Jobs._lease  # noqa: SLF001

        def slowly(self: Jobs, room: int, lanes: "Counter[str]") -> Any:  # noqa: ANN401
            taken = lease(self, room, lanes)
            begun.set()
            go_on.wait(SECONDS)
            return taken

        monkeypatch.setattr(Jobs, "_lease", slowly)
        add(house, "effect")
        worker = asyncio.create_task(Jobs(house, {"effect": effect}).run())
        await asyncio.to_thread(begun.wait, SECONDS)
        worker.cancel()
        await asyncio.sleep(0)
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await worker
        assert rows(house, "lease_ms, worker, tries") == [(0, "", 0)]
        assert effects(house) == []

    async def test_two_workers_never_take_one_job_twice(self, house: House) -> None:
        if not house.db.is_postgresql:
            pytest.skip("SQLite has one process")
        done: Counter[str] = Counter()

        async def call(house: House, payload: dict[str, Any]) -> None:
            done[payload["name"]] += 1

        with house.db.transaction() as session:
            for number in range(200):
                enqueue(session, "effect", {"name": f"{number:03}"}, lane=str(number % 9))
                enqueue(session, "call", {"name": f"{number:03}"}, lane=str(number % 9))
        handlers: dict[str, Handler] = {"effect": effect, "call": call}
        async with working(house, handlers), working(house, handlers), working(house, handlers):
            await until(lambda: rows(house) == [])
        names = [f"{number:03}" for number in range(200)]
        assert effects(house) == names
        assert done == Counter(names)
