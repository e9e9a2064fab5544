"""Kept-alive HTTP connections by origin.

httpcore's own pool looks at every connection for every request: with two hundred of them a request takes longer than
its answer. Here a request looks at the one connection that it takes.
"""

import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import cast

import anyio
import httpcore

_KEPT = 100
_KEPT_SECONDS = 30.0
_Origin = tuple[bytes, bytes, int]


class Connections:
    """As many connections as there are requests at a time; of those that idle the newest hundred are kept."""

    def __init__(self, context: ssl.SSLContext, network: httpcore.AsyncNetworkBackend | None = None) -> None:
        """`network` makes the connections."""
        self._context = context
        self._network = network
        self._idle: OrderedDict[httpcore.AsyncHTTPConnection, _Origin] = OrderedDict()
        self._by_origin: dict[_Origin, list[httpcore.AsyncHTTPConnection]] = {}

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        """One exchange; the connection comes back when the answer's stream is closed."""
        connection = await self._taken(request.url.origin)
        try:
            response = await connection.handle_async_request(request)
        except BaseException:
            await _closed(connection)
            raise
        stream = cast("AsyncIterator[bytes]", response.stream)
        return httpcore.Response(
            status=response.status,
            headers=response.headers,
            content=_Stream(stream, lambda: self._give_back(connection, request.url.origin)),
            extensions=response.extensions,
        )

    async def _taken(self, origin: httpcore.Origin) -> httpcore.AsyncHTTPConnection:
        waiting = self._by_origin.get(_key(origin), [])
        while waiting:
            connection = waiting.pop()
            del self._idle[connection]
            if connection.is_available() and not connection.has_expired():
                return connection
            await _closed(connection)
        self._by_origin.pop(_key(origin), None)
        return httpcore.AsyncHTTPConnection(
            origin, ssl_context=self._context, keepalive_expiry=_KEPT_SECONDS, network_backend=self._network
        )

    async def _give_back(self, connection: httpcore.AsyncHTTPConnection, origin: httpcore.Origin) -> None:
        if not connection.is_idle():
            await _closed(connection)
            return
        self._idle[connection] = _key(origin)
        self._by_origin.setdefault(_key(origin), []).append(connection)
        if len(self._idle) > _KEPT:
            oldest, whose = self._idle.popitem(last=False)
            self._by_origin[whose].remove(oldest)
            await _closed(oldest)

    async def aclose(self) -> None:
        """Close those that idle."""
        idle = list(self._idle)
        self._idle.clear()
        self._by_origin.clear()
        for connection in idle:
            await _closed(connection)


class _Stream:
    """An answer's body."""

    def __init__(self, body: AsyncIterator[bytes], at_end: Callable[[], Awaitable[None]]) -> None:
        self._body = body
        self._at_end = at_end
        self._open = True

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._body:
            yield part

    async def aclose(self) -> None:
        if not self._open:
            return
        self._open = False
        with anyio.CancelScope(shield=True):
            await self._body.aclose()  # type: ignore[attr-defined]  # httpcore's own streams have it
            await self._at_end()


def _key(origin: httpcore.Origin) -> _Origin:
    return origin.scheme, origin.host, origin.port


async def _closed(connection: httpcore.AsyncHTTPConnection) -> None:
    with anyio.CancelScope(shield=True):
        await connection.aclose()
