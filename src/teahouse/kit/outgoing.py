"""Outgoing HTTP to addresses that others chose.

A name is resolved by us, every address it has is checked, and the connection is made to a checked address, so that a
name cannot point elsewhere a moment later (DNS rebinding). Redirects are not followed. Answers are bounded.
"""

import asyncio
import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import SplitResult, urlsplit

if TYPE_CHECKING:
    import aiohttp
    from aiohttp.abc import AbstractResolver, ResolveResult

_PORTS = {"http": 80, "https": 443}
_CONNECTIONS = 500
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Apart from the loop's own threads: a name server that does not answer must not hold up anything else.
_resolving = ThreadPoolExecutor(max_workers=32, thread_name_prefix="dns")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class OutgoingError(Exception):
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


@cache
def tls() -> ssl.SSLContext:
    """The usual authorities, read once a process: that takes longer than many an exchange."""
    import httpx  # noqa: PLC0415 - a tenth of a second of every start

    return httpx.create_ssl_context()


class Answer(NamedTuple):
    """What came back; `whole` is False when it was longer than the limit. `cookies` are its Set-Cookie headers."""

    status: int
    headers: dict[str, str]
    body: bytes
    whole: bool
    cookies: tuple[str, ...] = ()


class Outgoing:
    """One client with kept-alive connections for everything a process calls. Belongs to one event loop."""

    def __init__(self, *, loopback: bool) -> None:
        """`loopback`: also this machine, on any port."""
        # A third of a second of every start, and nothing goes out before somebody writes.
        import aiohttp  # noqa: PLC0415
        import yarl  # noqa: PLC0415

        self.loopback = loopback
        self._url = yarl.URL
        self._failures = (aiohttp.ClientError, OSError, ValueError)
        resolver = cast("AbstractResolver", _CheckedResolver(loopback=loopback))
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=_CONNECTIONS, resolver=resolver, use_dns_cache=False, ssl=tls()),
            cookie_jar=aiohttp.DummyCookieJar(),  # what one server sets must not go along with the next call
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),  # `send` bounds the whole exchange
            trust_env=False,
        )

    async def send(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes, seconds: float, limit: int
    ) -> Answer:
        """One exchange. Raises TimeoutError after `seconds` in all, OutgoingError."""
        check_url(url, loopback=self.loopback)
        where = self._url(url, encoded=url.isascii())
        _check_literal(where.raw_host or "", loopback=self.loopback)
        try:
            async with (
                asyncio.timeout(seconds),
                self._session.request(
                    method, where, headers=headers, data=body or None, allow_redirects=False
                ) as response,
            ):
                return await _read(response, limit)
        except TimeoutError:
            raise
        except self._failures as error:
            reason = "tls" if isinstance(error, ssl.SSLError) else "refused"
            raise OutgoingError(reason, str(error)[:200] or type(error).__name__) from None

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()


class _CheckedResolver:
    """Of aiohttp: it asks for names only, not for addresses."""

    def __init__(self, *, loopback: bool) -> None:
        self._loopback = loopback

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> "list[ResolveResult]":
        loop = asyncio.get_running_loop()
        addresses = await loop.run_in_executor(_resolving, lambda: resolve(host, port, loopback=self._loopback))
        return [_resolved(host, port, address) for address in addresses]

    async def close(self) -> None:
        """There is nothing to close."""


def _resolved(host: str, port: int, address: str) -> "ResolveResult":
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return {
        "hostname": host,
        "host": address,
        "port": port,
        "family": family,
        "proto": socket.IPPROTO_TCP,
        "flags": socket.AI_NUMERICHOST,
    }


def _check_literal(host: str, *, loopback: bool) -> None:
    """An address needs no resolving, so nobody else checks it."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return
    if not is_allowed(host, loopback=loopback):
        raise OutgoingError("private_address", host)


async def _read(response: "aiohttp.ClientResponse", limit: int) -> Answer:
    received = bytearray()
    async for chunk in response.content.iter_any():
        received += chunk
        if len(received) > limit:
            break
    headers = {name.lower(): value for name, value in response.headers.items()}
    cookies = tuple(response.headers.getall("set-cookie", ()))
    return Answer(response.status, headers, bytes(received[:limit]), len(received) <= limit, cookies)
