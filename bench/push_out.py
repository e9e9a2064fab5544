"""Pushes out: messages of people to accounts whose servers answer at once, from one network process (SQLite,
synchronous=FULL), each stored, leased, signed, sent, its exchange kept for the inspector.

First as many as it can, of messages that wait; then 200 a second, alone and beside an account whose server takes five
seconds for every answer: the ratio of the two p99 says how much one slow account costs the others.
"""

import argparse
import asyncio
import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from bench.chat import cpu_seconds
from bench.push_in import cores, free_port, serving

WAITING, RATE, SLOW_RATE, SECONDS = 8_000, 200, 20, 8.0
_SLOW_SECONDS = 5.0
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 7\r\n\r\nsuccess"
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_WRITTEN = re.compile(rb"\[CDATA\[at ([0-9.]+)\]")
_WAIT_SECONDS = 60


class Arrival(NamedTuple):
    """A push: when it came, and when its message was written; Unix seconds."""

    at: float
    written: float


@asynccontextmanager
async def receiving(seconds: float = 0) -> AsyncIterator[tuple[int, list[Arrival]]]:
    """An account's server that answers after `seconds`: its port and what came."""
    came: list[Arrival] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):  # they went, or the end
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = _LENGTH.search(head)
                body = await reader.readexactly(int(length[1]) if length else 0)
                if found := _WRITTEN.search(body):
                    came.append(Arrival(time.time(), float(found[1])))
                await asyncio.sleep(seconds)
                writer.write(_ANSWER)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1], came
    finally:
        server.close()


async def stage(core: int | None, waiting: int, rate: float, slow_rate: float) -> dict[str, float]:
    """One run of the network."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="teahouse-push-out-") as name:
        async with receiving() as (fast, came), receiving(_SLOW_SECONDS) as (slow, _):
            folder = Path(name) / "network"
            urls = [f"http://127.0.0.1:{one}/" for one in (fast, slow)]
            figures = [str(one) for one in (waiting, rate, slow_rate, SECONDS)]
            command = [sys.executable, "-m", "bench.push_out_server", str(folder), str(port), *urls, *figures]
            with await asyncio.to_thread(_started, command, folder, port, core) as process:
                await _all(came, waiting or int(rate * SECONDS * 0.9))
                used = cpu_seconds(process)
    return _figures(came, used, waiting=bool(waiting))


def _started(command: list[str], folder: Path, port: int, core: int | None) -> Any:  # noqa: ANN401
    return serving(command, folder, port, core)


async def _all(came: list[Arrival], wanted: int) -> None:
    deadline = time.monotonic() + _WAIT_SECONDS
    while len(came) < wanted:
        if time.monotonic() > deadline:
            raise RuntimeError(f"only {len(came)} of {wanted} pushes came")
        await asyncio.sleep(0.05)


def _figures(came: list[Arrival], used: float, *, waiting: bool) -> dict[str, float]:
    if waiting:
        middle = came[len(came) // 10 : len(came) * 9 // 10]
        span = middle[-1].at - middle[0].at
        return {"pushes": len(came), "per_second": round(len(middle) / span, 1), "server_cpu_s": round(used, 2)}
    cuts = statistics.quantiles(((one.at - one.written) * 1000 for one in came[len(came) // 10 :]), n=100)
    return {"pushes": len(came), "p50_ms": round(cuts[49], 1), "p99_ms": round(cuts[98], 1)}


def measure() -> dict[str, Any]:
    """All stages, one after another."""
    server_core, load_core = cores()
    if load_core is not None:
        os.sched_setaffinity(0, {load_core})
    flood = asyncio.run(stage(server_core, WAITING, 0, 0))
    alone = asyncio.run(stage(server_core, 0, RATE, 0))
    beside = asyncio.run(stage(server_core, 0, RATE, SLOW_RATE))
    return {
        "bench": "push_out",
        "flood": flood,
        "steady": {"rate": RATE, **alone},
        "peer": {"name": "beside a slow account", "slow_rate": SLOW_RATE, **beside},
        "ratio": round(beside["p99_ms"] / alone["p99_ms"], 2),
        "goal": {"flood_per_second": 1000, "ratio_below": 1.5},
    }


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    options = parser.parse_args()
    result = measure()
    print(json.dumps(result) if options.json else json.dumps(result, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
