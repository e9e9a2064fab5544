import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
import redis

from teahouse.kit.bus import OVERFLOW, Bus, RedisBus, Subscription
from tests.support import servers

SECONDS = 20


async def got(hints: Subscription) -> tuple[str, Any]:
    return await asyncio.wait_for(hints.get(), SECONDS)


@pytest.fixture(params=["in process", "redis"])
async def pair(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Bus, Bus]]:
    """Where hints go in, and where they come out: one bus, or those of two processes."""
    if request.param == "in process":
        bus = Bus()
        yield bus, bus
        return
    url = request.getfixturevalue("valkey_url")
    sender, receiver = RedisBus(url, "test:"), RedisBus(url, "test:")
    await receiver.start()
    await connected(receiver)
    yield sender, receiver
    await receiver.stop()
    await sender.stop()


async def connected(bus: RedisBus) -> None:
    """The first thing a listener hears from a bus that connects is that it may have missed something."""
    async with bus.subscribe(["connecting"]) as hints:
        assert await got(hints) == (OVERFLOW, {})


class TestBus:
    async def test_a_listener_hears_its_topics_in_order(self, pair: tuple[Bus, Bus]) -> None:
        sender, receiver = pair
        async with receiver.subscribe(["a", "b"]) as hints:
            sender.publish_all([("a", {"n": 1}), ("c", {"n": 2}), ("b", {"茶": [3]})])
            sender.publish("a", {"n": 4})
            assert [await got(hints) for _ in range(3)] == [("a", {"n": 1}), ("b", {"茶": [3]}), ("a", {"n": 4})]

    async def test_every_listener_hears(self, pair: tuple[Bus, Bus]) -> None:
        sender, receiver = pair
        async with AsyncExitStack() as stack:
            listeners = [await stack.enter_async_context(receiver.subscribe(["a"])) for _ in range(3)]
            sender.publish("a", {})
            assert [await got(hints) for hints in listeners] == [("a", {})] * 3

    async def test_who_stays_still_hears_when_another_leaves(self, pair: tuple[Bus, Bus]) -> None:
        sender, receiver = pair
        async with receiver.subscribe(["a", "b"]) as stays:
            async with receiver.subscribe(["a", "c"]):
                pass
            async with receiver.subscribe(["c"]) as comes:
                sender.publish("c", {"n": 0})
                sender.publish("a", {"n": 1})
                assert await got(comes) == ("c", {"n": 0})
                assert await got(stays) == ("a", {"n": 1})

    async def test_threads_may_publish(self, pair: tuple[Bus, Bus]) -> None:
        sender, receiver = pair
        async with receiver.subscribe(["a"]) as hints:
            threads = [threading.Thread(target=sender.publish, args=("a", {"n": n})) for n in range(20)]
            for thread in threads:
                thread.start()
            assert sorted([(await got(hints))[1]["n"] for _ in range(20)]) == list(range(20))
            for thread in threads:
                thread.join()

    async def test_a_slow_listener_is_told_that_it_lost_hints(self, pair: tuple[Bus, Bus]) -> None:
        sender, receiver = pair
        async with receiver.subscribe(["a", "end"]) as slow, receiver.subscribe(["end"]) as quick:
            for _ in range(11):
                sender.publish_all([("a", {})] * 100)
            sender.publish("end", {})
            assert await got(quick) == ("end", {})
            assert await got(slow) == (OVERFLOW, {})
            topic = "a"
            while topic == "a":
                topic, _ = await got(slow)
            assert topic == "end"

    async def test_hints_to_nobody_are_gone(self, pair: tuple[Bus, Bus]) -> None:
        sender, receiver = pair
        sender.publish("a", {"n": 1})
        async with receiver.subscribe(["a"]) as hints:
            sender.publish("a", {"n": 2})
            assert await got(hints) == ("a", {"n": 2})

    async def test_listeners_in_another_loop_are_woken(self) -> None:
        bus, heard, ready = Bus(), [], threading.Event()

        async def listen() -> None:
            async with bus.subscribe(["a"]) as hints:
                ready.set()
                heard.append(await got(hints))

        thread = threading.Thread(target=asyncio.run, args=(listen(),))
        thread.start()
        await asyncio.to_thread(ready.wait, SECONDS)
        bus.publish("a", {"n": 1})
        await asyncio.to_thread(thread.join, SECONDS)
        assert heard == [("a", {"n": 1})]

    async def test_a_listener_whose_loop_has_closed_harms_nobody(self) -> None:
        bus = Bus()
        orphan = bus.subscribe(["a"])

        def forsaken() -> None:
            loop = asyncio.new_event_loop()
            loop.run_until_complete(orphan.__aenter__())
            loop.close()

        await asyncio.to_thread(forsaken)
        async with bus.subscribe(["a"]) as hints:
            bus.publish("a", {})
            assert await got(hints) == ("a", {})


class TestRedis:
    @pytest.fixture
    def server(self, valkey_url: str) -> Iterator["redis.Redis"]:
        with redis.Redis.from_url(valkey_url) as client:
            yield client

    @pytest.fixture
    async def bus(self, valkey_url: str) -> AsyncIterator[RedisBus]:
        made = RedisBus(valkey_url, "one:")
        await made.start()
        await connected(made)
        yield made
        await made.stop()

    async def test_parts_on_one_server_do_not_hear_each_other(self, bus: RedisBus, valkey_url: str) -> None:
        other = RedisBus(valkey_url, "two:")
        async with bus.subscribe(["a"]) as hints:
            other.publish("a", {"n": 1})
            bus.publish("a", {"n": 2})
            assert await got(hints) == ("a", {"n": 2})
        await other.stop()

    async def test_a_broken_connection_ends_in_an_overflow(self, bus: RedisBus, server: "redis.Redis") -> None:
        async with bus.subscribe(["a"]) as hints:
            server.client_kill_filter(_type="pubsub")
            assert await got(hints) == (OVERFLOW, {})
            bus.publish("a", {"n": 1})
            assert await got(hints) == ("a", {"n": 1})

    async def test_what_is_no_hint_is_passed_over(self, bus: RedisBus, server: "redis.Redis") -> None:
        async with bus.subscribe(["a"]) as hints:
            server.publish("one:a", b"{")
            bus.publish("a", {"n": 1})
            assert await got(hints) == ("a", {"n": 1})

    async def test_a_server_that_is_away_costs_neither_the_process_nor_its_own_hints(self) -> None:
        bus = RedisBus(f"redis://127.0.0.1:{servers.free_port()}", "one:")
        await bus.start()
        async with bus.subscribe(["a"]) as hints:
            await asyncio.wait_for(asyncio.to_thread(bus.publish, "a", {"n": 1}), 5)
            assert await got(hints) == ("a", {"n": 1})
        await bus.stop()


@pytest.mark.parametrize("steps", range(12))
async def test_a_bus_stops_however_far_it_has_come(valkey_url: str, steps: int) -> None:
    bus = RedisBus(valkey_url, "one:")
    await bus.start()
    for _ in range(steps):
        await asyncio.sleep(0)
    await asyncio.wait_for(bus.stop(), SECONDS)


@pytest.mark.parametrize("make", [Bus, lambda: RedisBus("redis://127.0.0.1:1", "x:")])
async def test_a_bus_that_never_began_can_stop(make: Callable[[], Bus]) -> None:
    await make().stop()
