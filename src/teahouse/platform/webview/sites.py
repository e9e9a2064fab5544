"""Sites as the phone's browser shows them: each at a port of its own beside the network's.

Another port is another origin, so that a page reaches nothing of the phone's; but the same site, so that the cookies
of both work in the frame.
"""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast
from urllib.parse import urlsplit

import uvicorn

from teahouse.kit.door import Door
from teahouse.kit.house import AsgiApp, House
from teahouse.kit.outgoing import Outgoing
from teahouse.kit.serving import http_config
from teahouse.platform.webview.proxy import Proxy
from teahouse.platform.webview.rules import origin_of

_MOST = 64
_SECONDS = 5.0


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The process's signals are its own server's."""
        yield


class Sites:
    """Opens a port for each site that is asked for, and keeps it while the network runs."""

    def __init__(self, house: House) -> None:
        """`house` for settings."""
        self._house = house
        self._loop: asyncio.AbstractEventLoop | None = None
        self._outgoing: Outgoing | None = None
        self._ports: dict[str, int] = {}
        self._running: list[tuple[_Server, asyncio.Task[None]]] = []

    def start(self) -> None:
        """In the loop that is to serve. Behind a public address only its port can be reached: nothing is opened."""
        if self._house.settings.public_url:
            return
        self._loop = asyncio.get_running_loop()
        self._outgoing = Outgoing(loopback=self._house.settings.sandbox)

    async def stop(self) -> None:
        """Close all ports."""
        self._loop = None
        for server, _ in self._running:
            server.should_exit = server.force_exit = True
        await asyncio.gather(*(task for _, task in self._running))
        if self._outgoing is not None:
            await self._outgoing.close()

    def shown(self, address: str, host: str) -> str:
        """The address under which the browser of a phone at `host` (a Host header) shows a page; the same for the
        network's own pages, and where no port can be opened. Blocks, in a thread.
        """
        origin, name = origin_of(address), urlsplit(f"//{host}").hostname or ""
        if self._loop is None or origin is None or origin in self._own(host):
            return address
        if urlsplit(address).hostname == name and urlsplit(address).port in self._ports.values():
            return address
        port = asyncio.run_coroutine_threadsafe(self._port(origin), self._loop).result(_SECONDS)
        if port is None:
            return address
        parts = urlsplit(address)
        shown = f"[{name}]" if ":" in name else name
        return f"http://{shown}:{port}" + (address[len(f"{parts.scheme}://{parts.netloc}") :] or "/")

    def real(self, address: str) -> str:
        """The address of a page as its site knows it."""
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError:
            return address
        for origin, taken in self._ports.items():
            if taken == port and parts.scheme == "http":
                return origin + address[len(f"{parts.scheme}://{parts.netloc}") :]
        return address

    def _own(self, host: str) -> set[str | None]:
        return {origin_of(self._house.settings.base_url), origin_of(f"http://{host}")}

    async def _port(self, origin: str) -> int | None:
        if origin in self._ports:
            return self._ports[origin]
        if len(self._ports) >= _MOST or self._outgoing is None:
            return None
        settings = self._house.settings
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        listener = socket.create_server((settings.host, 0), family=family)
        port: int = listener.getsockname()[1]
        home = urlsplit(settings.base_url).port or 80
        app = cast("AsgiApp", Door(Proxy(origin, home, self._outgoing), settings))
        config = http_config(app, lifespan="off", ws="none")
        server = _Server(config)
        self._ports[origin] = port
        self._running.append((server, asyncio.ensure_future(server.serve(sockets=[listener]))))
        return port
