import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from teahouse.kit import batches
from teahouse.kit.db import Cursor, Database, hint
from teahouse.kit.errors import Unavailable
from teahouse.kit.house import House
from teahouse.kit.writer import Writer


class Work:
    """Stores numbers. It can be held up, so that a batch gathers; negative numbers are bad items."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.begun = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()

    def __call__(self, cursor: Cursor, items: list[int]) -> list[int]:
        self.begun.set()
        self.go_on.wait(20)
        self.batches.append(list(items))
        for item in items:
            if item < 0:
                raise ValueError(item)
            cursor.execute("INSERT INTO number (n) VALUES (?)", (item,))
        hint(cursor, "numbers", {"count": len(items)})
        return [item * 10 for item in items]


@pytest.fixture
def db(network_house: House) -> Database:
    with network_house.db.transaction() as session:
        session.execute(text("CREATE TABLE number (position INTEGER, n INTEGER)"))
    return network_house.db


@pytest.fixture
def writer(db: Database) -> Iterator[Writer]:
    made = Writer(db)
    yield made
    made.close()


@pytest.fixture
def work() -> Iterator[Work]:
    made = Work()
    yield made
    made.go_on.set()


def stored(db: Database) -> list[int]:
    with db.reading() as session:
        return sorted(session.scalars(text("SELECT n FROM number")))


async def held_up(writer: Writer, work: Work) -> "asyncio.Task[int]":
    """The writer is busy with item 0, until work.go_on."""
    work.go_on.clear()
    first = asyncio.create_task(writer.submit(work, 0))
    await asyncio.to_thread(work.begun.wait, 20)
    return first


class TestSubmit:
    async def test_what_is_acknowledged_is_committed(self, writer: Writer, work: Work, db: Database) -> None:
        assert await writer.submit(work, 4) == 40
        assert stored(db) == [4]

    async def test_what_waits_forms_one_batch_in_its_order(self, writer: Writer, work: Work) -> None:
        first = await held_up(writer, work)
        rest = [asyncio.create_task(writer.submit(work, number)) for number in range(1, 31)]
        await asyncio.sleep(0)
        work.go_on.set()
        assert await asyncio.gather(first, *rest) == [number * 10 for number in range(31)]
        assert work.batches == [[0], list(range(1, 31))]

    async def test_different_work_shares_the_transaction(self, writer: Writer, work: Work, db: Database) -> None:
        first = await held_up(writer, work)
        other = Work()
        rest = [asyncio.create_task(writer.submit(one, 5)) for one in (work, other, work)]
        await asyncio.sleep(0)
        work.go_on.set()
        await asyncio.gather(first, *rest)
        assert (work.batches, other.batches) == ([[0], [5, 5]], [[5]])
        assert stored(db) == [0, 5, 5, 5]

    async def test_a_bad_item_fails_alone(self, writer: Writer, work: Work, db: Database) -> None:
        first = await held_up(writer, work)
        rest = [asyncio.create_task(writer.submit(work, number)) for number in (1, -2, 3)]
        await asyncio.sleep(0)
        work.go_on.set()
        answers = await asyncio.gather(first, *rest, return_exceptions=True)
        assert [repr(answer) for answer in answers] == ["0", "10", "ValueError(-2)", "30"]
        assert stored(db) == [0, 1, 3]

    async def test_work_that_answers_too_little_fails(self, writer: Writer, work: Work, db: Database) -> None:
        def short(cursor: Cursor, items: list[int]) -> list[int]:
            work(cursor, items)
            return []

        with pytest.raises(ValueError, match="zip"):
            await writer.submit(short, 1)
        assert stored(db) == []

    async def test_whoever_stops_waiting_takes_the_item_back_and_the_writer_lives(
        self, writer: Writer, work: Work, db: Database
    ) -> None:
        first = await held_up(writer, work)
        left = asyncio.create_task(writer.submit(work, 1))
        await asyncio.sleep(0)
        left.cancel()
        first.cancel()  # this one is being written already
        await asyncio.gather(first, left, return_exceptions=True)
        work.go_on.set()
        assert await writer.submit(work, 2) == 20
        assert stored(db) == [0, 2]

    async def test_hints_leave_after_the_commit(self, network_house: House, db: Database, work: Work) -> None:
        async with network_house.bus.subscribe(["numbers"]) as hints:
            assert await network_house.writer.submit(work, 1) == 10
            if not db.is_postgresql:  # elsewhere the bus has to be started to hear itself
                assert await asyncio.wait_for(hints.get(), 5) == ("numbers", {"count": 1})
        assert stored(db) == [1]


class TestPost:
    async def test_what_nobody_waits_for_is_stored_with_what_somebody_does(
        self, writer: Writer, work: Work, db: Database
    ) -> None:
        first = await held_up(writer, work)
        for number in range(1, 5):
            writer.post(work, number)  # type: ignore[arg-type]  # its answers go nowhere
        last = asyncio.create_task(writer.submit(work, 5))
        await asyncio.sleep(0.01)
        work.go_on.set()
        assert (await asyncio.gather(first, last))[1] == 50
        assert stored(db)[-5:] == [1, 2, 3, 4, 5]
        assert work.batches[-1] == [1, 2, 3, 4, 5]

    async def test_many_wait_for_more_and_are_stored_at_the_end(
        self, writer: Writer, work: Work, db: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(batches, "_POST_PAUSE_SECONDS", 3600)
        for number in range(1, 31):
            writer.post(work, number)  # type: ignore[arg-type]
        assert await writer.submit(work, 100) == 1000
        for number in range(31, 41):
            writer.post(work, number)  # type: ignore[arg-type]
        assert work.batches == [[100]]
        writer.close()
        assert work.batches == [[100], list(range(1, 41))]
        assert stored(db) == [*range(1, 41), 100]

    async def test_many_wait_no_longer_than_a_moment(self, writer: Writer, work: Work) -> None:
        for number in range(30):
            writer.post(work, number)  # type: ignore[arg-type]
        await asyncio.to_thread(work.begun.wait, 20)
        assert await writer.submit(work, 30) == 300
        assert work.batches[0] == list(range(30))

    async def test_a_bad_item_fails_alone_and_is_logged(self, writer: Writer, work: Work, db: Database) -> None:
        with capture_logs() as logged:
            for number in (1, -2):
                writer.post(work, number)  # type: ignore[arg-type]
            assert await writer.submit(work, 3) == 30
            writer.close()  # and so all is told
        assert stored(db) == [1, 3]
        assert [line["event"] for line in logged] == ["batch.failed", "batch.lost"]

    async def test_what_comes_after_the_end_is_logged(self, writer: Writer, work: Work) -> None:
        writer.close()
        with capture_logs() as logged:
            writer.post(work, 1)  # type: ignore[arg-type]
            await asyncio.sleep(0)
        assert work.batches == []
        assert [line["event"] for line in logged] == ["batch.lost"]


class TestCall:
    def test_threads_without_a_loop_get_their_answers(self, writer: Writer, work: Work, db: Database) -> None:
        with ThreadPoolExecutor(8) as pool:
            assert sorted(pool.map(lambda number: writer.call(work, number), range(50))) == list(range(0, 500, 10))
        assert stored(db) == list(range(50))


class TestClose:
    async def test_finishes_what_is_queued_and_refuses_the_rest(self, writer: Writer, work: Work, db: Database) -> None:
        first = await held_up(writer, work)
        second = asyncio.create_task(writer.submit(work, 1))
        await asyncio.sleep(0)
        closing = asyncio.create_task(asyncio.to_thread(writer.close))
        work.go_on.set()
        await closing
        assert [await first, await second] == [0, 10]
        with pytest.raises(Unavailable):
            await writer.submit(work, 2)
        assert stored(db) == [0, 1]

    def test_one_that_never_began_closes_at_once(self, db: Database) -> None:
        writer = Writer(db)
        writer.close()
        writer.close()
        with pytest.raises(Unavailable):
            writer.call(Work(), 1)
