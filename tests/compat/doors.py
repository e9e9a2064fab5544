"""The TLS door of a network that runs inside the test, so that a test has both its house and the WeChat host names."""

import asyncio
import contextlib
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from teahouse.kit.authority import papers
from teahouse.protocol.hosts import WECHAT_HOSTS
from teahouse.testing.tunnel import Target, environment, tunnelling

_CHUNK = 64 * 1024


@contextmanager
def led(port: int, folder: Path) -> Iterator[dict[str, str]]:
    """Open the door before a network at `port` of loopback; the environment that leads programs through it."""
    found = papers(folder, WECHAT_HOSTS)
    speaks = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    speaks.load_cert_chain(found.certificate, found.key)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="door", daemon=True)
    thread.start()
    started = asyncio.start_server(_Relay(port), "127.0.0.1", 0, ssl=speaks)
    server = asyncio.run_coroutine_threadsafe(started, loop).result()
    target = Target("127.0.0.1", server.sockets[0].getsockname()[1], found.authority)
    try:
        with tunnelling(target, WECHAT_HOSTS) as proxy:
            yield environment(f"http://127.0.0.1:{proxy}", target, WECHAT_HOSTS)
    finally:
        asyncio.run_coroutine_threadsafe(_closed(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


class _Relay:
    """Hands every connection on to a port."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection("127.0.0.1", self._port)
        await asyncio.gather(_pipe(reader, there[1]), _pipe(there[0], writer))


async def _pipe(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError, ssl.SSLError):
        while data := await source.read(_CHUNK):
            sink.write(data)
            await sink.drain()
    sink.close()


async def _closed(server: asyncio.Server) -> None:
    server.close()
    open_ones = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in open_ones:
        task.cancel()
    await asyncio.gather(*open_ones, return_exceptions=True)
