"""Hints between threads and processes: something changed, look. Never the truth, may be lost.

Embedded: inside the process. Scale-out: Redis or Valkey carries the same hints to every process.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

import msgspec
import structlog

from teahouse.kit.db import Hint

if TYPE_CHECKING:
    import redis
    import redis.asyncio

OVERFLOW = "overflow"
"""Topic of the hint that says: some were lost, read everything again."""

_QUEUE_SIZE = 1000
_RECONNECT_SECONDS = 1.0
_ANSWER_SECONDS = 2.0
_CANCEL_SECONDS = 0.1
_log = structlog.get_logger(__name__)


class Subscription:
    """A bounded queue of hints for one listener, so that a slow one costs memory to nobody."""

    def __init__(self, topics: Sequence[str]) -> None:
        """To be made in the loop that will read it."""
        self.topics = tuple(topics)
        self.loop = asyncio.get_running_loop()
        self._queue: asyncio.Queue[Hint] = asyncio.Queue()

    async def get(self) -> Hint:
        """The next hint; its topic is OVERFLOW when hints were lost."""
        return await self._queue.get()

    def put(self, hints: Sequence[Hint]) -> None:
        """In the subscription's own loop."""
        if self._queue.qsize() + len(hints) > _QUEUE_SIZE:
            while not self._queue.empty():
                self._queue.get_nowait()
            hints = [(OVERFLOW, {})]
        for hint in hints:
            self._queue.put_nowait(hint)


class Bus:
    """The bus inside one process; also the local end of RedisBus."""

    def __init__(self) -> None:
        """Nothing to connect to."""
        self._lock = threading.Lock()
        self._listeners: dict[str, set[Subscription]] = {}

    async def start(self) -> None:
        """Begin to listen to other processes."""

    async def stop(self) -> None:
        """Stop listening."""

    def publish(self, topic: str, data: Mapping[str, Any]) -> None:
        """One hint, from any thread."""
        self.publish_all([(topic, data)])

    def publish_all(self, hints: Sequence[Hint]) -> None:
        """Some hints, from any thread; each listener's loop is woken once."""
        waiting: dict[Subscription, list[Hint]] = {}
        with self._lock:
            for hint in hints:
                for listener in self._listeners.get(hint[0], ()):
                    waiting.setdefault(listener, []).append(hint)
        for listener, mine in waiting.items():
            _deliver(listener, mine)

    @asynccontextmanager
    async def subscribe(self, topics: Sequence[str]) -> AsyncIterator[Subscription]:
        """Listen to some topics."""
        subscription = Subscription(topics)
        with self._lock:
            for topic in topics:
                self._listeners.setdefault(topic, set()).add(subscription)
        try:
            await self._topics_changed()
            await self._heard(topics)
            yield subscription
        finally:
            with self._lock:
                for topic in topics:
                    self._listeners[topic].discard(subscription)
                    if not self._listeners[topic]:
                        del self._listeners[topic]
            await self._topics_changed()

    async def _topics_changed(self) -> None:
        """For buses that must tell somebody."""

    async def _heard(self, topics: Sequence[str]) -> None:
        """For buses that must wait until they were understood."""


def connect(url: str) -> "tuple[redis.Redis, type[redis.RedisError]]":
    """A client that gives up soon, for what may get lost, and what it raises then."""
    import redis  # noqa: PLC0415 - a tenth of the start, and most houses have none
    from redis.backoff import NoBackoff  # noqa: PLC0415
    from redis.retry import Retry  # noqa: PLC0415

    once = Retry(NoBackoff(), 1)  # a connection that idled may be dead
    client = redis.Redis.from_url(
        url, retry=once, socket_timeout=_ANSWER_SECONDS, socket_connect_timeout=_ANSWER_SECONDS
    )
    return client, redis.RedisError


def _connect_to_listen(url: str) -> "redis.asyncio.Redis":
    """Without tries of its own: who was not connected for a while must say so."""
    import redis.asyncio  # noqa: PLC0415
    from redis.asyncio.retry import Retry  # noqa: PLC0415
    from redis.backoff import NoBackoff  # noqa: PLC0415

    return redis.asyncio.Redis.from_url(url, retry=Retry(NoBackoff(), 0), socket_keepalive=True)


class RedisBus(Bus):
    """The bus over Redis or Valkey pub/sub. Every process hears its own hints back through the server."""

    def __init__(self, url: str, prefix: str) -> None:
        """`prefix` keeps parts and installations on one server apart."""
        super().__init__()
        self._prefix = prefix
        self._out, self._away = connect(url)
        self._in = _connect_to_listen(url)
        self._task: asyncio.Task[None] | None = None
        self._pubsub: redis.asyncio.client.PubSub | None = None
        self._subscribed: dict[str, asyncio.Event] = {}
        """Channels; the event: the server has confirmed."""

    async def start(self) -> None:
        """Connect and keep connected."""
        self._task = asyncio.create_task(self._listen())

    async def stop(self) -> None:
        """Disconnect."""
        while self._task is not None and not self._task.done():
            self._task.cancel()  # while it connects, the client may swallow one
            await asyncio.wait([self._task], timeout=_CANCEL_SECONDS)
        await self._in.aclose()
        self._out.close()

    def publish_all(self, hints: Sequence[Hint]) -> None:
        """To the server; a server that is away loses the hints, which they may be."""
        try:
            pipe = self._out.pipeline(transaction=False)
            for topic, data in hints:
                pipe.publish(self._prefix + topic, msgspec.json.encode(data))
            pipe.execute()
        except self._away as error:
            _log.warning("bus.hints_lost", count=len(hints), error=repr(error))
            super().publish_all(hints)

    async def _listen(self) -> None:
        while True:
            try:
                async with self._in.pubsub() as pubsub:
                    await pubsub.subscribe(f"{self._prefix}{OVERFLOW}")
                    self._pubsub = pubsub
                    await self._topics_changed()
                    self._tell_overflow()
                    await self._read(pubsub)
            except (self._away, OSError) as error:
                _log.warning("bus.connection_lost", error=repr(error))
            finally:
                self._pubsub = None
                for confirmed in self._subscribed.values():
                    confirmed.set()  # nobody waits for a server that is away
                self._subscribed = {}
            await asyncio.sleep(_RECONNECT_SECONDS)

    async def _read(self, pubsub: "redis.asyncio.client.PubSub") -> None:
        async for message in pubsub.listen():
            channel = message["channel"].decode()
            if message["type"] == "subscribe" and channel in self._subscribed:
                self._subscribed[channel].set()
            elif message["type"] == "message":
                self._pass_on(channel.removeprefix(self._prefix), message["data"])

    def _pass_on(self, topic: str, text: bytes) -> None:
        try:
            super().publish_all([(topic, msgspec.json.decode(text))])
        except msgspec.DecodeError as error:  # somebody else's
            _log.warning("bus.not_a_hint", topic=topic, error=repr(error))

    async def _topics_changed(self) -> None:
        if self._pubsub is None:
            return
        with self._lock:
            wanted = {self._prefix + topic for topic in self._listeners}
        new, old = wanted - self._subscribed.keys(), self._subscribed.keys() - wanted
        for channel in old:
            del self._subscribed[channel]
        for channel in new:
            self._subscribed[channel] = asyncio.Event()
        try:
            if new:
                await self._pubsub.subscribe(*new)
            if old:
                await self._pubsub.unsubscribe(*old)
        except self._away as error:  # the listener reconnects and subscribes again
            _log.warning("bus.subscribe_failed", error=repr(error))

    async def _heard(self, topics: Sequence[str]) -> None:
        """A hint published from now on arrives; while the server is away, an overflow when it is back."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_ANSWER_SECONDS):
                for topic in topics:
                    if confirmed := self._subscribed.get(self._prefix + topic):
                        await confirmed.wait()

    def _tell_overflow(self) -> None:
        with self._lock:
            everyone = {listener for listeners in self._listeners.values() for listener in listeners}
        for listener in everyone:
            _deliver(listener, [(OVERFLOW, {})])


def _deliver(listener: Subscription, hints: Sequence[Hint]) -> None:
    with suppress(RuntimeError):  # its loop has closed
        listener.loop.call_soon_threadsafe(listener.put, hints)
