"""A part as it runs: its house, and a server on a free port of loopback."""

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import uvicorn

from teahouse import network, suite_app
from teahouse.kit import clock
from teahouse.kit.house import AsgiApp, House
from teahouse.kit.serving import http_config
from teahouse.kit.settings import Part, Settings
from tests.support.databases import Databases

_APPS: dict[Part, Callable[[House], AsgiApp]] = {"network": network.app, "suite": suite_app.app}
_START_SECONDS = 30
_STOP_SECONDS = 5
_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Without authorities, whose reading takes longer than many a test."""

OpenHouse = Callable[..., House]
"""open_house(part, **settings) -> House; with empty=True its database has no tables."""


@dataclass(frozen=True)
class Running:
    """A part that answers at `url`. Tests may look into its house."""

    url: str
    house: House

    def client(self, **options: Any) -> httpx.Client:  # noqa: ANN401 - httpx's own options
        """A client of its own cookies; the caller closes it."""
        return httpx.Client(base_url=self.url, timeout=30, verify=_NO_TLS, **options)


@pytest.fixture(autouse=True)
def true_time() -> Iterator[None]:
    """The house's clock is the wall clock when a test begins and when it ends."""
    clock.set_shift(clock.shift() * 0)
    yield
    clock.set_shift(clock.shift() * 0)


@pytest.fixture
def open_house(databases: Databases, redis_url: str, tmp_path: Path) -> Iterator[OpenHouse]:
    """Opens houses with an empty database, in the column under test; each part has a folder of its own."""
    with ExitStack() as stack:

        def opened(part: Part, *, empty: bool = False, **settings: Any) -> House:  # noqa: ANN401 - fields of Settings
            data = tmp_path / part
            url = databases.empty(part, data) if empty else databases.prepare(part, data)
            stack.callback(databases.drop, url)
            values: dict[str, Any] = {
                "data": data,
                "database_url": url,
                "redis_url": redis_url,
                "durability": "normal",
            } | settings
            house = House.open(part, Settings(**values))
            stack.callback(house.close)
            return house

        yield opened


@pytest.fixture
def network_house(open_house: OpenHouse) -> House:
    """The network's house with the sandbox on; nothing runs in it."""
    return open_house("network", sandbox=True)


@pytest.fixture
def suite_house(open_house: OpenHouse) -> House:
    """The suite's house; nothing runs in it."""
    return open_house("suite")


@pytest.fixture
def running_network(network_house: House) -> Iterator[Running]:
    """The network, serving."""
    with serving(network_house) as running:
        yield running


@pytest.fixture
def running_suite(suite_house: House) -> Iterator[Running]:
    """The suite, serving."""
    with serving(suite_house) as running:
        yield running


@contextmanager
def serving(house: House) -> Iterator[Running]:
    """Serve a house from a thread of this process until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        house.settings = msgspec.structs.replace(house.settings, port=port)
        config = http_config(_APPS[house.part](house), lifespan="on", timeout_graceful_shutdown=_STOP_SECONDS)
        server = _Server(config)
        thread = threading.Thread(target=server.run, args=([listener],), name=f"{house.part}-server", daemon=True)
        thread.start()
        _await(server, thread)
        try:
            yield Running(f"http://127.0.0.1:{port}", house)
        finally:
            server.stop()
            thread.join(_START_SECONDS)


class _Server(uvicorn.Server):
    """Stops as soon as it can; the real one looks every tenth of a second whether it should or may."""

    async def main_loop(self) -> None:
        """Until `stop`."""
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        await self.on_tick(0)
        await self._stopped.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Nobody new comes, those who are here get their answers, then the part ends."""
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with suppress(TimeoutError):
            async with asyncio.timeout(_STOP_SECONDS):
                while self.server_state.connections or self.server_state.tasks:  # noqa: ASYNC110 - uvicorn only has sets
                    await asyncio.sleep(0.001)
        await self.lifespan.shutdown()

    def stop(self) -> None:
        """From another thread."""
        self.should_exit = True
        self._loop.call_soon_threadsafe(self._stopped.set)


def _await(server: uvicorn.Server, thread: threading.Thread) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise RuntimeError("the server did not start; its log says why")
        time.sleep(0.005)
