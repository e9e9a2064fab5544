"""A CONNECT proxy that leads some host names to one door, and refuses all others.

A program finds it by HTTPS_PROXY and keeps its literal https:// URLs. What passes is TLS between the program and the
door; the proxy sees host names only. Plain http:// URLs of those names (the old file.api host) are led there too: the
proxy speaks TLS for them.
"""

import asyncio
import contextlib
import json
import os
import socket
import ssl
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

_LONGEST_HEAD = 16 * 1024
_HEAD_SECONDS = 30
_CHUNK = 64 * 1024
_HTTPS = 443
_DROPPED = (b"proxy-", b"connection:", b"keep-alive:")


class Target(NamedTuple):
    """The door: its address, and the file of the CA that speaks for it."""

    host: str
    port: int
    authority: Path


class _Refused(Exception):
    """Why a request is not led anywhere."""

    def __init__(self, status: str, why: str) -> None:
        self.status, self.why = status, why


class Tunnel:
    """Leads `hosts` to the target."""

    def __init__(self, target: Target, hosts: Collection[str]) -> None:
        """`hosts` in lower case."""
        self._target = target
        self._hosts = frozenset(hosts)
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def start(self, host: str, port: int) -> int:
        """Listen; the port."""
        self._server = await asyncio.start_server(self._serve, host, port, limit=_LONGEST_HEAD)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Listen no more, and cut what is open."""
        if self._server is not None:
            self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._open.add(task)
            task.add_done_callback(self._open.discard)
        with contextlib.suppress(ConnectionError, ssl.SSLError, asyncio.CancelledError):
            try:
                await self._lead(reader, writer)
            except _Refused as refusal:
                writer.write(_answer(refusal.status, refusal.why))
                await writer.drain()
            finally:
                writer.close()

    async def _lead(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await _head(reader)
        method, _, rest = head.partition(b" ")
        target = rest.partition(b" ")[0].decode("latin-1")
        if method == b"CONNECT":
            self._check(*_authority(target))
            there = await self._connect(None)
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            host = urlsplit(target).hostname or ""
            self._check(host, _HTTPS)
            there = await self._connect(host)
            there[1].write(_in_origin_form(head, target))
        up = asyncio.create_task(_pipe(reader, there[1], writer.get_extra_info("socket")))
        try:
            await _pipe(there[0], writer)  # what the door has said last ends it
        finally:
            up.cancel()
            there[1].close()

    def _check(self, host: str, port: int) -> None:
        if host.lower().rstrip(".") not in self._hosts or port != _HTTPS:
            names = "\n".join(sorted(self._hosts))
            raise _Refused("403 Forbidden", f"{host}:{port} is not led anywhere. This proxy knows only:\n{names}")

    async def _connect(self, host: str | None) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """To the door; speaking TLS under a name when one is given."""
        context = ssl.create_default_context(cafile=self._target.authority) if host else None
        where = self._target.host, self._target.port
        try:
            return await asyncio.open_connection(*where, ssl=context, server_hostname=host)
        except OSError as error:
            why = f"The network's TLS door {where[0]}:{where[1]} does not answer: {error}"
            raise _Refused("502 Bad Gateway", f"{why}\nIs `teahouse network --tls` running?") from error


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        async with asyncio.timeout(_HEAD_SECONDS):
            return await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError):
        raise _Refused("400 Bad Request", "This is a proxy for HTTP.") from None


def _authority(target: str) -> tuple[str, int]:
    try:
        parts = urlsplit(f"//{target}")
        return parts.hostname or "", parts.port or _HTTPS
    except ValueError:
        raise _Refused("400 Bad Request", f"{target} is not HOST:PORT") from None


def _in_origin_form(head: bytes, target: str) -> bytes:
    """As a server wants the request: a path, and no word to the proxy; one request a connection."""
    parts = urlsplit(target)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    first, *lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    method, _, version = first.partition(b" ")[0], b"", first.rpartition(b" ")[2]
    kept = [line for line in lines if not line.lower().startswith(_DROPPED)]
    return b"\r\n".join([b" ".join([method, path.encode("latin-1"), version]), *kept, b"Connection: close", b"", b""])


async def _pipe(source: asyncio.StreamReader, sink: asyncio.StreamWriter, heard: socket.socket | None = None) -> None:
    """Hand on all that comes. What comes from the socket `heard` is acknowledged at once.

    Python's urllib3 leaves Nagle's algorithm on towards proxies, so its body waits for the acknowledgement of its head,
    which would take 40 ms.
    """
    with contextlib.suppress(ConnectionError):
        while data := await source.read(_CHUNK):
            if heard is not None and hasattr(socket, "TCP_QUICKACK"):
                heard.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            sink.write(data)
            await sink.drain()
    with contextlib.suppress(OSError, NotImplementedError):
        if sink.can_write_eof():
            sink.write_eof()
        else:
            sink.close()


def _answer(status: str, why: str) -> bytes:
    body = f"{why}\n".encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Connection: close\r\n\r\n".encode() + body


def environment(proxy: str, target: Target, hosts: Collection[str]) -> dict[str, str]:
    """The variables that lead a program to the target: Python (requests, httpx, urllib), curl, Node.

    Python and curl go through the proxy. Node is led by a file that is loaded before the program, because its versions
    before 22.21 and many of its libraries know nothing of proxies.
    """
    ca = str(target.authority.absolute())
    proxies = {"HTTPS_PROXY": proxy, "HTTP_PROXY": proxy, "NO_PROXY": "localhost,127.0.0.1,::1"}
    given = os.environ.get("NODE_OPTIONS", "")
    loads = "--require " + json.dumps(str(Path(__file__).with_name("lead.cjs")), ensure_ascii=False)
    return {
        **proxies,
        **{name.lower(): value for name, value in proxies.items()},  # many programs read these first, some only these
        "REQUESTS_CA_BUNDLE": ca,
        "SSL_CERT_FILE": ca,
        "CURL_CA_BUNDLE": ca,
        "NODE_EXTRA_CA_CERTS": ca,
        "NODE_OPTIONS": given if loads in given else f"{given} {loads}".strip(),
        "TEAHOUSE_DOOR": f"{target.host}:{target.port}",
        "TEAHOUSE_DOOR_HOSTS": ",".join(hosts),
    }


@contextmanager
def tunnelling(target: Target, hosts: Collection[str], *, host: str = "127.0.0.1", port: int = 0) -> Iterator[int]:
    """Run the proxy in a thread until the block ends; its port. Raises OSError when the port is taken."""
    loop = asyncio.new_event_loop()
    tunnel = Tunnel(target, hosts)
    try:
        taken = loop.run_until_complete(tunnel.start(host, port))
    except OSError:
        loop.close()
        raise
    thread = threading.Thread(target=loop.run_forever, name="tunnel", daemon=True)
    thread.start()
    try:
        yield taken
    finally:
        asyncio.run_coroutine_threadsafe(tunnel.stop(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
