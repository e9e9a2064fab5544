"""Chat: messages stored (SQLite, synchronous=FULL) and delivered to online readers by one network process.

Beside it, the same messages through a plain handler with one ORM transaction a message, in the same process and run.
`python -m bench.chat --json` prints one JSON object.
"""

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import uvloop

PAIRS = 32
SECONDS = 6.0
RATE = 300
_START_SECONDS = 30


@dataclass
class Person:
    """Who sends; `peer` is the index of who reads."""

    id: str
    token: str
    csrf: str
    conversation: str


@dataclass
class Figures:
    """What one phase measured; times in milliseconds."""

    sent: int = 0
    seconds: float = 0.0
    acknowledged: list[float] = field(default_factory=list)
    delivered: list[float] = field(default_factory=list)
    server_cpu: float = 0.0
    """Seconds of processor time that the server has used."""

    def summary(self) -> dict[str, float]:
        """Rates and percentiles."""
        return {
            "messages": self.sent,
            "delivered": len(self.delivered),
            "per_second": round(self.sent / self.seconds, 1),
            "server_cpu_ms_a_message": round(self.server_cpu / self.sent * 1000, 3),
            **_percentiles("acknowledged", self.acknowledged),
            **_percentiles("delivered", self.delivered),
        }


def _percentiles(name: str, values: list[float]) -> dict[str, float]:
    if len(values) < 2:
        return {}
    cuts = statistics.quantiles(values, n=100)
    return {f"{name}_p50_ms": round(cuts[49], 2), f"{name}_p99_ms": round(cuts[98], 2)}


class Sender(asyncio.Protocol):
    """One kept-alive HTTP connection, one request at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._buffer = b""
        self._answer: asyncio.Future[int] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]

    async def request(self, data: bytes) -> int:
        """The status of the answer."""
        assert self._transport is not None  # noqa: S101
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(data)
        return await self._answer

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, body = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        if len(body) >= length and self._answer is not None:
            self._buffer = body[length:]
            self._answer.set_result(int(head[9:12]))


class Reader(asyncio.Protocol):
    """A phone's socket; tells when each message arrives."""

    def __init__(self, request: bytes, heard: Callable[[bytes], None]) -> None:
        self._request = request
        self._heard = heard
        self._buffer = b""
        self.open = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.write(self._request)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self.open.done():
            head, found, rest = self._buffer.partition(b"\r\n\r\n")
            if not found:
                return
            self.open.set_result(head.startswith(b"HTTP/1.1 101"))
            self._buffer = rest
        while (frame := self._frame()) is not None:
            self._heard(frame)

    def _frame(self) -> bytes | None:
        if len(self._buffer) < 4:
            return None
        size, start = self._buffer[1], 2
        if size == 126:
            size, start = int.from_bytes(self._buffer[2:4]), 4
        if len(self._buffer) < start + size:
            return None
        frame, self._buffer = self._buffer[start : start + size], self._buffer[start + size :]
        return frame


class Run:
    """One server under load."""

    def __init__(self, port: int, process: int, people: list[Person]) -> None:
        self._port = port
        self._process = process
        self._people = people
        self._begun: dict[str, float] = {}
        self._figures = Figures()
        self._prefix = ""

    async def connect(self) -> None:
        """Senders and readers."""
        loop = asyncio.get_running_loop()
        self._senders = [(await loop.create_connection(Sender, "127.0.0.1", self._port))[1] for _ in self._people]
        readers = []
        for one in self._people:
            make = partial(Reader, self._handshake(one), self._heard)
            readers.append((await loop.create_connection(make, "127.0.0.1", self._port))[1])
        assert all(await asyncio.gather(*(one.open for one in readers)))  # noqa: S101

    async def flood(self, path: str, prefix: str, seconds: float) -> Figures:
        """Every person sends as fast as the answers come."""
        self._start(prefix)
        until = time.perf_counter() + seconds
        begin = time.perf_counter()
        await asyncio.gather(*(self._keep_sending(index, path, until) for index in range(len(self._people))))
        return await self._finish(begin)

    async def steady(self, path: str, prefix: str, seconds: float, rate: int) -> Figures:
        """So many a second at even times, whether answers have come or not; times count from when each was due."""
        self._start(prefix)
        begin = time.perf_counter()
        free: asyncio.Queue[int] = asyncio.Queue()
        for index in range(len(self._people)):
            free.put_nowait(index)
        tasks = []
        for number in range(int(seconds * rate)):
            due = begin + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            tasks.append(asyncio.create_task(self._send_when_free(free, path, number, due)))
        await asyncio.gather(*tasks)
        return await self._finish(begin)

    def _start(self, prefix: str) -> None:
        self._figures, self._prefix = Figures(), prefix
        self._begun = {}
        self._figures.server_cpu = -cpu_seconds(self._process)

    async def _finish(self, begin: float) -> Figures:
        self._figures.seconds = time.perf_counter() - begin
        for _ in range(100):
            if len(self._figures.delivered) >= self._figures.sent:
                break
            await asyncio.sleep(0.05)
        self._figures.server_cpu += cpu_seconds(self._process)
        return self._figures

    async def _keep_sending(self, index: int, path: str, until: float) -> None:
        number = 0
        while (now := time.perf_counter()) < until:
            await self._send(index, path, f"{index}-{number}", now)
            number += 1

    async def _send_when_free(self, free: "asyncio.Queue[int]", path: str, number: int, due: float) -> None:
        index = await free.get()
        await self._send(index, path, f"s-{number}", due)
        free.put_nowait(index)

    async def _send(self, index: int, path: str, name: str, begun: float) -> None:
        client_id = f"{self._prefix}-{name}"
        self._begun[client_id] = begun
        status = await self._senders[index].request(self._message(self._people[index], path, client_id))
        assert status == 201, status  # noqa: S101
        self._figures.acknowledged.append((time.perf_counter() - begun) * 1000)
        self._figures.sent += 1

    def _heard(self, frame: bytes) -> None:
        """Both sides hear a message; the time counts when the later of them does."""
        now = time.perf_counter()
        client_id = frame.partition(b'"client_id":"')[2].partition(b'"')[0].decode()
        begun = self._begun.get(client_id)
        if begun is None:
            return
        if begun < 0:
            self._figures.delivered.append((now + begun) * 1000)
            del self._begun[client_id]
        else:
            self._begun[client_id] = -begun

    def _message(self, person: Person, path: str, client_id: str) -> bytes:
        body = json.dumps(
            {
                "conversation_id": person.conversation,
                "client_id": client_id,
                "type": "text",
                "content": {"text": "今天下午三点在老地方见，别忘了带上茶叶 [微笑]"},
            }
        ).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: th_phone={person.token}\r\n"
            f"X-CSRF-Token: {person.csrf}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def _handshake(self, person: Person) -> bytes:
        return (
            "GET /api/phone/socket HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            f"Cookie: th_phone={person.token}\r\n\r\n"
        ).encode()


def cpu_seconds(process: int) -> float:
    """Processor time a process has used so far; 0 where /proc does not tell."""
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(port: int, process: int, people: list[Person], seconds: float) -> dict[str, Any]:
    """All phases: warm-up, flood, steady, and the flood of the peer."""
    run = Run(port, process, people)
    await run.connect()
    await run.flood("/api/phone/send", "w", 1.0)
    flood = await run.flood("/api/phone/send", "f", seconds)
    steady = await run.steady("/api/phone/send", "s", seconds, RATE)
    peer = await run.flood("/peer/send", "p", seconds)
    ours, theirs = flood.summary(), peer.summary()
    return {
        "bench": "chat",
        "people": len(people),
        "flood": ours,
        "steady": {"rate": RATE, **steady.summary()},
        "peer": {"name": "one ORM transaction a message", **theirs},
        "ratio": round(ours["per_second"] / theirs["per_second"], 2),
        "goal": {"per_second": 1500, "steady_delivered_p99_ms": 100},
    }


def main() -> int:
    """Start the server in a process of its own, load it, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="length of each phase")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="teahouse-chat-") as folder:
        port = _free_port()
        command = [sys.executable, "-m", "bench.chat_server", folder, str(port), str(PAIRS)]
        server = subprocess.Popen(command)
        try:
            people = _await(server, Path(folder) / "people.json", port)
            result = uvloop.run(measure(port, server.pid, people, options.seconds))
        finally:
            server.terminate()
            server.wait(15)
    print(json.dumps(result) if options.json else json.dumps(result, indent=2))
    return 0


def _await(server: "subprocess.Popen[bytes]", people: Path, port: int) -> list[Person]:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            found = [Person(**one) for one in json.loads(people.read_text())]
            random.Random(1).shuffle(found)
            return found
    raise RuntimeError("the server did not start")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main())
