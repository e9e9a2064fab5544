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
from functools import cache
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

import httpcore
import httpx

from teahouse.kit.connections import Connections

_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Apart from the loop's own threads: a name server that does not answer must not hold up anything else.
_resolving = ThreadPoolExecutor(max_workers=32, thread_name_prefix="dns")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class OutgoingError(httpcore.ConnectError):
    """An address that may not be called or does not exist, or a server that does not speak HTTP with us.

    Reasons: bad_url, port, dns, private_address, refused, tls; `detail` says what is wrong with what.
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


class Answer(NamedTuple):
    """What came back; `whole` is False when it was longer than the limit. `cookies` are its Set-Cookie headers."""

    status: int
    headers: dict[str, str]
    body: bytes
    whole: bool
    cookies: tuple[str, ...] = ()


class Outgoing:
    """One client with kept-alive connections for everything a process calls. Belongs to one event loop.

    It stands on httpcore: what an httpx client does besides costs as much again as the exchange.
    """

    def __init__(self, *, loopback: bool) -> None:
        """`loopback`: also this machine, on any port."""
        self.loopback = loopback
        self._connections = Connections(tls(), _CheckedNetwork(loopback=loopback))

    async def send(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes, seconds: float, limit: int
    ) -> Answer:
        """One exchange. Raises TimeoutError after `seconds` in all, OutgoingError."""
        check_url(url, loopback=self.loopback)
        try:
            request = _request(method, httpx.URL(url), headers, body)
            async with asyncio.timeout(seconds):
                return await self._exchanged(request, limit)
        except (OutgoingError, TimeoutError):
            raise
        except httpx.InvalidURL as error:
            raise OutgoingError("bad_url", str(error)) from None
        except (httpx.DecodingError, OSError, *_FAILURES) as error:
            reason = "tls" if _is_tls(error) else "refused"
            raise OutgoingError(reason, str(error)[:200] or type(error).__name__) from None

    async def _exchanged(self, request: httpcore.Request, limit: int) -> Answer:
        response = await self._connections.handle_async_request(request)
        received = bytearray()
        headers = httpx.Headers(response.headers)
        try:
            async for chunk in _decoded(response, headers):
                received += chunk
                if len(received) > limit:
                    break
        finally:
            await response.aclose()
        cookies = tuple(headers.get_list("set-cookie"))
        whole = len(received) <= limit
        return Answer(response.status, dict(headers.items()), bytes(received[:limit]), whole, cookies)

    async def close(self) -> None:
        """Close all connections."""
        await self._connections.aclose()


_FAILURES = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
    httpcore.UnsupportedProtocol,
    httpcore.ConnectionNotAvailable,
)


def _request(method: str, url: httpx.URL, headers: Mapping[str, str], body: bytes) -> httpcore.Request:
    lines = [(b"Host", url.netloc)]
    lines += [(name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in headers.items()]
    if body or method in {"POST", "PUT", "PATCH"}:
        lines.append((b"Content-Length", str(len(body)).encode()))
    where = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    return httpcore.Request(method, where, headers=lines, content=body)


async def _decoded(response: httpcore.Response, headers: httpx.Headers) -> AsyncIterator[bytes]:
    """The body as it was before its Content-Encoding."""
    raw = response.aiter_stream()
    if "content-encoding" in headers:
        raw = httpx.Response(response.status, headers=headers, stream=_Body(raw)).aiter_bytes()
    async for chunk in raw:
        yield chunk


class _Body(httpx.AsyncByteStream):
    def __init__(self, raw: AsyncIterator[bytes]) -> None:
        self._raw = raw

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._raw:
            yield chunk


def _is_tls(error: BaseException) -> bool:
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, ssl.SSLError):
            return True
        found = found.__cause__ or found.__context__
    return False
