"""Connections are used again, and never one that the other side has closed."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpcore

from teahouse.kit.connections import Connections

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@asynccontextmanager
async def serving(answer: bytes = ANSWER, *, answers: int = 1000) -> AsyncIterator[tuple[str, list[int]]]:
    """A server that closes each connection after so many answers: its address, and the requests of each connection."""
    served: list[int] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        mine = len(served)
        served.append(0)
        for _ in range(answers):
            if not await reader.readline():
                break
            while (await reader.readline()).strip():
                pass
            served[mine] += 1
            writer.write(answer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", served
    finally:
        server.close()


async def get(connections: Connections, url: str) -> bytes:
    request = httpcore.Request("GET", url, headers=[(b"Host", b"127.0.0.1")])
    response = await connections.handle_async_request(request)
    try:
        return await response.aread()
    finally:
        await response.aclose()


@asynccontextmanager
async def opened() -> AsyncIterator[Connections]:
    connections = Connections(ssl.create_default_context())
    try:
        yield connections
    finally:
        await connections.aclose()


async def test_one_after_the_other_go_through_one_connection() -> None:
    async with serving() as (url, served), opened() as connections:
        assert [await get(connections, url) for _ in range(3)] == [b"ok"] * 3
        assert served == [3]


async def test_at_the_same_time_each_has_its_own() -> None:
    async with serving() as (url, served), opened() as connections:
        for _ in range(2):
            await asyncio.gather(*(get(connections, url) for _ in range(5)))
        assert (len(served), sum(served)) == (5, 10)


async def test_a_closed_one_is_not_taken() -> None:
    async with serving(answers=1) as (url, served), opened() as connections:
        for _ in range(3):
            assert await get(connections, url) == b"ok"
            (idle,) = connections._idle  # noqa: SLF001
            for _ in iter(idle.has_expired, True):  # until we hear that it was closed
                await asyncio.sleep(0.001)
        assert served == [1, 1, 1]


async def test_one_that_says_so_is_closed() -> None:
    last = ANSWER.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    async with serving(last) as (url, served), opened() as connections:
        assert [await get(connections, url) for _ in range(2)] == [b"ok"] * 2
        assert served == [1, 1]


async def test_one_whose_answer_was_not_read_is_closed() -> None:
    async with serving(ANSWER.replace(b"Length: 2", b"Length: 9")) as (url, served), opened() as connections:
        for _ in range(2):
            request = httpcore.Request("GET", url, headers=[(b"Host", b"127.0.0.1")])
            await (await connections.handle_async_request(request)).aclose()
        assert len(served) == 2


async def test_two_servers_do_not_share() -> None:
    async with serving() as (one, first), serving() as (two, second), opened() as connections:
        for url in (one, two, one, two):
            await get(connections, url)
        assert (first, second) == ([2], [2])
