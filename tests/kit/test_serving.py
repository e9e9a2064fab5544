"""What our HTTP server adds to uvicorn's: one packet an answer, and proxies heard only where one forwarded."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState
from websockets.sync.client import connect

from teahouse.kit.serving import http_config

LARGE = b"0123456789abcdef" * 64 * 1024


async def _app(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "text": (await receive())["text"]})
        return
    body = {
        "/small": b"tea",
        "/large": LARGE,
        "/client": f"{(scope['client'] or ['nobody'])[0]} {scope['scheme']}".encode(),
    }.get(scope["path"], b"")
    if scope["path"] == "/echo":
        body = (await receive())["body"]
    await send({"type": "http.response.start", "status": 200, "headers": [(b"x-size", str(len(body)).encode())]})
    if scope["path"] == "/parts":
        for part in (b"one", b"two"):
            await send({"type": "http.response.body", "body": part, "more_body": True})
            await asyncio.sleep(0.02)
    await send({"type": "http.response.body", "body": body})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(http_config(_app, lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join(30)


@pytest.fixture
def line(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as made:
        yield made


def ask(line: socket.socket, path: str, *, method: str = "GET", headers: str = "", body: bytes = b"") -> None:
    line.sendall(f"{method} {path} HTTP/1.1\r\nHost: tea\r\n{headers}\r\n".encode() + body)


def everything(line: socket.socket, *, until: bytes = b"") -> bytes:
    received = b""
    while (part := line.recv(65536)) and not (until and (received + part).endswith(until)):
        received += part
    return received + part


class Recorder(asyncio.Transport):
    """Remembers what was written, write by write."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []
        self.wrote = asyncio.Event()

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written.append(bytes(data))
        self.wrote.set()

    def is_closing(self) -> bool:
        return False

    def resume_reading(self) -> None:
        """Nothing is read."""

    def get_extra_info(self, _name: str, default: Any = None) -> Any:  # noqa: ANN401 - as in asyncio
        return default


async def test_head_and_body_are_written_at_once() -> None:
    config, transport = http_config(_app, lifespan="off"), Recorder()
    config.load()
    protocol = config.http_protocol_class(config=config, server_state=ServerState(), app_state={})  # type: ignore[call-arg]
    protocol.connection_made(transport)
    protocol.data_received(b"GET /small HTTP/1.1\r\nHost: tea\r\n\r\n")
    await asyncio.wait_for(transport.wrote.wait(), 30)
    [answer] = transport.written
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"tea\r\n0\r\n\r\n")


def test_a_large_body_is_whole(line: socket.socket) -> None:
    ask(line, "/large", headers="Connection: close\r\n")
    answer = everything(line)
    assert b"x-size: %d\r\n" % len(LARGE) in answer
    assert LARGE in answer


def test_an_answer_in_parts_is_sent_as_they_come(line: socket.socket) -> None:
    ask(line, "/parts")
    first = line.recv(65536)
    assert b"one" in first
    assert b"two" not in first
    assert b"two" in everything(line, until=b"0\r\n\r\n")


def test_what_is_asked_behind_one_another_is_answered_in_order(line: socket.socket) -> None:
    for path in ("/small", "/client"):
        ask(line, path)
    ask(line, "/small", headers="Connection: close\r\n")
    answer = everything(line)
    assert answer.count(b"HTTP/1.1 200") == 3
    assert answer.index(b"tea") < answer.index(b"127.0.0.1 http") < answer.rindex(b"tea")


def test_head_has_no_body(line: socket.socket) -> None:
    ask(line, "/small", method="HEAD")
    assert b"x-size: 3\r\n" in line.recv(65536)


def test_a_client_that_waits_for_its_turn_is_told_to_go_on(line: socket.socket) -> None:
    ask(line, "/echo", method="POST", headers="Content-Length: 3\r\nExpect: 100-continue\r\n")
    assert line.recv(65536) == b"HTTP/1.1 100 Continue\r\n\r\n"
    line.sendall(b"cup")
    assert b"cup" in everything(line, until=b"0\r\n\r\n")


def test_nonsense_is_refused_and_the_line_closed(line: socket.socket) -> None:
    line.sendall(b"\x00\x01\x02\r\n\r\n")
    assert everything(line).startswith(b"HTTP/1.1 400")


def test_a_websocket_is_served(port: int) -> None:
    with connect(f"ws://127.0.0.1:{port}/") as chat:
        chat.send("茶")
        assert chat.recv(timeout=30) == "茶"


@pytest.mark.parametrize(
    ("headers", "client"),
    [
        ("", b"127.0.0.1 http"),
        ("X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\n", b"203.0.113.7 https"),
    ],
)
def test_a_proxy_on_this_machine_says_who_the_client_is(line: socket.socket, headers: str, client: bytes) -> None:
    ask(line, "/client", headers=f"Connection: close\r\n{headers}")
    assert client in everything(line)


def test_where_no_proxy_is_heard_the_client_is_who_connects() -> None:
    assert http_config(_app, forwarded=False).app is _app
