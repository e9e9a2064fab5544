"""Outgoing HTTP to addresses that others chose.

A name is resolved by us, every address it has is checked, and the connection is made to a checked address, so that a
name cannot point elsewhere a moment later (DNS rebinding). Redirects are not followed. Answers are bounded.
"""

import asyncio
import ipaddress
import socket
import ssl
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import cache
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

import httpcore
import httpx

_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_CONNECTIONS, _KEPT = 500, 100
# Apart from the loop's own threads: a name server that does not answer must not hold up anything else.
_resolving = ThreadPoolExecutor(max_workers=32, thread_name_prefix="dns")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class OutgoingError(httpcore.ConnectError):
    """An address that may not be called, or that does not exist.

    Reasons: bad_url, port, dns, private_address; `detail` says what is wrong with what.
    """

    def __init__(self, reason: str, detail: str) -> None:
        """Both stable: `reason` for code, `detail` for people."""
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Target(NamedTuple):
    """Where an address leads."""

    host: str
    port: int
    addresses: tuple[str, ...]


def check_url(url: str, *, loopback: bool) -> SplitResult:
    """The parts of an http(s) URL. Without `loopback` only the usual ports. Raises OutgoingError."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise OutgoingError("bad_url", str(error)) from None
    if parts.scheme not in _PORTS or not parts.hostname or not url.isprintable() or " " in url:
        raise OutgoingError("bad_url", "an address begins with http:// or https:// and has a host")
    if parts.username is not None or parts.fragment:
        raise OutgoingError("bad_url", "no user, password or fragment")
    if not loopback and port not in {None, *_PORTS.values()}:
        raise OutgoingError("port", f"port {port}")
    return parts


def resolve(host: str, port: int, *, loopback: bool) -> tuple[str, ...]:
    """The checked addresses of a host. Blocks. Raises OutgoingError when there is none, or one that is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise OutgoingError("dns", f"{host}: {error}") from None
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not is_allowed(address, loopback=loopback):
            raise OutgoingError("private_address", f"{host} is {address}")
    if not addresses:
        raise OutgoingError("dns", f"{host} has no address")
    return addresses


def is_allowed(text: str, *, loopback: bool) -> bool:
    """Whether an IP address is public, or on this machine when that is allowed."""
    address = _inner(ipaddress.ip_address(text.partition("%")[0]))
    if address.is_loopback:
        return loopback
    return address.is_global and not address.is_multicast and not address.is_reserved


def _inner(address: Address) -> Address:
    """An IPv4 address may be wrapped in an IPv6 one."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def look_up(url: str, *, loopback: bool) -> Target:
    """Where a URL leads, checked. Blocks. Raises OutgoingError."""
    parts = check_url(url, loopback=loopback)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    return Target(host, port, resolve(host, port, loopback=loopback))


def knock(target: Target, seconds: float = 1.0) -> list[tuple[str, float | None]]:
    """How many milliseconds a connection to each address takes; None when there is none. Blocks."""
    return [(address, _knock(address, target.port, seconds)) for address in target.addresses]


def _knock(address: str, port: int, seconds: float) -> float | None:
    start = time.monotonic()
    try:
        socket.create_connection((address, port), timeout=seconds).close()
    except OSError:
        return None
    return (time.monotonic() - start) * 1000


class _CheckedNetwork(httpcore.AsyncNetworkBackend):
    """Connects to checked addresses only."""

    def __init__(self, *, loopback: bool) -> None:
        self._loopback = loopback
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        loop = asyncio.get_running_loop()
        addresses = await loop.run_in_executor(_resolving, lambda: resolve(host, port, loopback=self._loopback))
        failure: Exception = OutgoingError("dns", host)
        for address in addresses:
            try:
                return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def sleep(self, seconds: float) -> None:
        await self._network.sleep(seconds)


@cache
def tls() -> ssl.SSLContext:
    """The usual authorities, read once a process: that takes longer than many an exchange."""
    return httpx.create_ssl_context()


class _CheckedTransport(httpx.AsyncHTTPTransport):
    def __init__(self, *, loopback: bool) -> None:
        super().__init__(verify=tls())
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls(),
            max_connections=_CONNECTIONS,
            max_keepalive_connections=_KEPT,
            keepalive_expiry=30,
            network_backend=_CheckedNetwork(loopback=loopback),
        )


class Answer(NamedTuple):
    """What came back; `whole` is False when it was longer than the limit."""

    status: int
    headers: dict[str, str]
    body: bytes
    whole: bool


class Outgoing:
    """One client with kept-alive connections for everything a process calls. Belongs to one event loop."""

    def __init__(self, *, loopback: bool) -> None:
        """`loopback`: also this machine, on any port."""
        self.loopback = loopback
        self._client = httpx.AsyncClient(
            transport=_CheckedTransport(loopback=loopback),
            follow_redirects=False,
            timeout=None,  # noqa: S113 - `send` bounds the whole exchange
            trust_env=False,
        )

    async def send(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes, seconds: float, limit: int
    ) -> Answer:
        """One exchange. Raises TimeoutError after `seconds` in all, OutgoingError, httpx.HTTPError."""
        check_url(url, loopback=self.loopback)
        try:
            async with asyncio.timeout(seconds), self._stream(method, url, headers, body) as response:
                received = bytearray()
                async for chunk in response.aiter_bytes():
                    received += chunk
                    if len(received) > limit:
                        break
        except httpx.HTTPError as error:
            refused = _cause(error)
            if refused is not None:
                raise refused from None
            raise
        shown = dict(response.headers.items())
        return Answer(response.status_code, shown, bytes(received[:limit]), len(received) <= limit)

    @asynccontextmanager
    async def _stream(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes
    ) -> AsyncIterator[httpx.Response]:
        async with self._client.stream(method, url, headers=dict(headers), content=body) as response:
            yield response

    async def close(self) -> None:
        """Close all connections."""
        await self._client.aclose()


def _cause(error: BaseException) -> OutgoingError | None:
    found: BaseException | None = error
    while found is not None and not isinstance(found, OutgoingError):
        found = found.__cause__ or found.__context__
    return found
