"""How a part is served over HTTP: uvicorn, with what it writes in one go."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import uvicorn
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from teahouse.kit.house import AsgiApp, Receive, Scope, Send

_HELD_BYTES = 64 * 1024


def http_config(app: AsgiApp, *, forwarded: bool = True, **more: Any) -> uvicorn.Config:  # noqa: ANN401 - uvicorn's own
    """What every server of the house has in common, and `more`. `forwarded`: a proxy may say who the client is."""
    config = uvicorn.Config(
        app,
        interface="asgi3",
        loop="uvloop",
        http=_Protocol,
        proxy_headers=False,
        access_log=False,
        log_config=None,
        server_header=False,
        **{"ws": "websockets-sansio", "timeout_graceful_shutdown": 10, **more},
    )
    if forwarded:
        config.app = _listening(app, ProxyHeadersMiddleware(app, config.forwarded_allow_ips))  # type: ignore[arg-type]
    return config


def _listening(app: AsgiApp, to_proxies: Any) -> AsgiApp:  # noqa: ANN401 - uvicorn's types of ASGI are narrower
    """As uvicorn's own, but only for requests that a proxy forwarded: most have come straight here."""

    def choose(scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        for name, _ in scope.get("headers", ()):
            if name.startswith(b"x-forwarded-"):
                forwarded: Awaitable[None] = to_proxies(scope, receive, send)
                return forwarded
        return app(scope, receive, send)

    return choose


class _Protocol(HttpToolsProtocol):
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        super().connection_made(_Gathering(transport, self.loop))


class _Gathering(asyncio.Transport):
    """Writes once a turn of the loop what is written in it: a head and its body are one packet, not two.

    uvloop sends what it is given at once, and a system call costs as much as a tenth of a push.
    """

    __slots__ = ("_held", "_loop", "_size", "_transport")

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._transport = transport
        self._loop = loop
        self._held: list[bytes | bytearray | memoryview] = []
        self._size = 0

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send soon, or at once when much is held: the transport says when it has had too much."""
        if not self._held:
            self._loop.call_soon(self._release)
        self._held.append(data)
        self._size += len(data)
        if self._size > _HELD_BYTES:
            self._release()

    def _release(self) -> None:
        if self._held and not self._transport.is_closing():
            self._transport.write(self._held[0] if len(self._held) == 1 else b"".join(self._held))
        self._held, self._size = [], 0

    def close(self) -> None:
        """Send what is held, then close."""
        self._release()
        self._transport.close()

    def is_closing(self) -> bool:
        """Whether nothing more can be sent."""
        return self._transport.is_closing()

    def pause_reading(self) -> None:
        """Nothing more is received."""
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Go on receiving."""
        self._transport.resume_reading()

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """Who hears of what comes in: another one after the upgrade to a websocket."""
        self._transport.set_protocol(protocol)

    def get_extra_info(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - as in asyncio
        """What is known of the connection."""
        return self._transport.get_extra_info(name, default)
