"""Pushes in: text messages of an account that one suite process checks, dedupes, stores (SQLite, synchronous=FULL),
matches against 10,000 keyword rules and answers, beside WeRoBot 1.13.1 behind gunicorn, which answers every text with
the same words: without session storage, so without any storage at all, and as shipped, with its SQLite session.

Each message is unique and signed; wrk (or, without it, an asyncio generator) keeps 64 connections busy. The servers
take turns in one run; with two cores or more, server and load have one each.
"""

import argparse
import asyncio
import hashlib
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.chat import cpu_seconds

HERE = Path(__file__).parent
ROOT = HERE.parent
TOKEN = "benchmark-token"  # noqa: S105 - of an account that exists for a minute
PUSH_KEY = "robot"
CONNECTIONS = 64
FOLLOWERS = 5_000
ROUNDS = 3
SECONDS = 5.0
THREADS = {"werobot": 8, "werobot_as_shipped": 1}
"""Of gunicorn. With more than one thread WeRoBot's SQLite session answers 500: database is locked."""

_START_SECONDS = 120

_BODY = (
    "<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName>"
    "<FromUserName><![CDATA[oFan%022d]]></FromUserName><CreateTime>%d</CreateTime>"
    "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[我家的空调%05d坏了，怎么办？]]></Content>"
    "<MsgId>%d</MsgId></xml>"
)

_LUA = """
local count, now, first = 0, {now}, {first}
local signed = {{ {signed} }}
local body = [==[{body}]==]
request = function()
  count = count + 1
  local path = "/wx/{key}?" .. signed[count % #signed + 1]
  local text = string.format(body, (count * 7919) % {followers}, now, (count * 104729) % 10000, first + count)
  return wrk.format("POST", path, {{["Content-Type"] = "text/xml"}}, text)
end
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\\n", summary.requests, summary.duration,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
"""


class Load:
    """Unique messages against one server, round by round."""

    def __init__(self, core: int | None) -> None:
        self._core = core
        self._first = time.time_ns() // 1_000_000 * 1_000_000
        self.tool = "wrk" if shutil.which("wrk") else "asyncio"

    def run(self, port: int, seconds: float) -> dict[str, float]:
        """Requests a second, p50 and p99 in milliseconds. Raises RuntimeError when a request failed."""
        self._first += 10_000_000
        result = self._wrk(port, seconds) if self.tool == "wrk" else asyncio.run(self._generate(port, seconds))
        if result.pop("errors") or not result["per_second"]:
            raise RuntimeError(f"requests to port {port} failed")
        return result

    def _wrk(self, port: int, seconds: float) -> dict[str, float]:
        signed = ", ".join(f'"{query}"' for query in queries())
        script = _LUA.format(
            now=int(time.time()), first=self._first, signed=signed, body=_BODY, key=PUSH_KEY, followers=FOLLOWERS
        )
        with tempfile.NamedTemporaryFile("w", suffix=".lua", encoding="utf-8") as file:
            file.write(script)
            file.flush()
            command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", "--timeout", "10s", "-s", file.name]
            command.append(f"http://127.0.0.1:{port}")
            out = subprocess.run(
                command,
                check=True,
                capture_output=True,
                text=True,
                preexec_fn=pinned(self._core),
            ).stdout
        figures = out.partition("RESULT ")[2].split()
        requests, micros, errors, p50, p99 = (int(figure) for figure in figures[:5])
        return {"per_second": requests / micros * 1e6, "p50_ms": p50 / 1000, "p99_ms": p99 / 1000, "errors": errors}

    async def _generate(self, port: int, seconds: float) -> dict[str, float]:
        if self._core is not None:
            os.sched_setaffinity(0, {self._core})
        until = time.perf_counter() + seconds
        tasks = [self._connection(port, number, until) for number in range(CONNECTIONS)]
        times = [took for times in await asyncio.gather(*tasks) for took in times]
        cuts = statistics.quantiles((abs(took) for took in times), n=100)
        failed = sum(took < 0 for took in times)
        return {"per_second": len(times) / seconds, "p50_ms": cuts[49], "p99_ms": cuts[98], "errors": failed}

    async def _connection(self, port: int, number: int, until: float) -> list[float]:
        """Milliseconds of each request; negative when it failed."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        signed, times, count = queries(), [], 0
        while (begun := time.perf_counter()) < until:
            count += 1
            unique = number + count * CONNECTIONS
            body = (_BODY % (unique % FOLLOWERS, int(time.time()), unique % 10_000, self._first + unique)).encode()
            head = f"POST /wx/{PUSH_KEY}?{signed[count % len(signed)]} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            writer.write(f"{head}Content-Type: text/xml\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            size = int(answer.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            await reader.readexactly(size)
            took = (time.perf_counter() - begun) * 1000
            times.append(took if answer.startswith(b"HTTP/1.1 200") else -took)
        writer.close()
        return times


def queries() -> list[str]:
    """Signed queries; the signature covers time and nonce, not the body."""
    stamp, found = str(int(time.time())), []
    for number in range(1000):
        nonce = f"{number:010d}"
        signature = hashlib.sha1("".join(sorted([TOKEN, stamp, nonce])).encode(), usedforsecurity=False).hexdigest()
        found.append(f"signature={signature}&timestamp={stamp}&nonce={nonce}&openid=oFan")
    return found


def pinned(core: int | None) -> Any:  # noqa: ANN401 - a callable or None
    """For subprocess: keep the child on one core."""
    return None if core is None else lambda: os.sched_setaffinity(0, {core})


def cores() -> tuple[int | None, int | None]:
    """One for the server and one for the load, where there are two."""
    if not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2:
        return None, None
    first, second, *_ = sorted(os.sched_getaffinity(0))
    return first, second


def werobot() -> Path:
    """The interpreter of WeRoBot's own environment, made at the first run."""
    wanted = HERE / "peers" / "requirements-werobot.txt"
    folder = ROOT / ".bench" / f"werobot-{hashlib.sha256(wanted.read_bytes()).hexdigest()[:12]}"
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}") or "uv"
        subprocess.run([uv, "venv", "-q", "--clear", "--python", sys.executable, folder], check=True)
        subprocess.run([uv, "pip", "install", "-q", "--python", python, "-r", wanted], check=True)
        (folder / "ready").touch()
    return python


@contextmanager
def serving(command: list[str], folder: Path, port: int, core: int | None, **environment: str) -> Iterator[int]:
    """Run a server in a folder, on one core; its process once it listens."""
    folder.mkdir()
    server = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{HERE / 'peers'}"} | environment,
        preexec_fn=pinned(core),  # noqa: PLW1509 - nothing else runs in this process
    )
    try:
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and server.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    yield server.pid
                    return
            time.sleep(0.05)
        raise RuntimeError(f"did not start: {command}")
    finally:
        server.terminate()
        try:
            server.wait(5)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def measure(seconds: float, rounds: int) -> dict[str, Any]:
    """All three servers, taking turns; each figure is the median of its rounds."""
    server_core, load_core = cores()
    load = Load(load_core)
    python = str(werobot())
    with tempfile.TemporaryDirectory(prefix="teahouse-push-in-") as name:
        folder = Path(name)
        runs: dict[str, list[dict[str, float]]] = {"teahouse": [], "werobot": [], "werobot_as_shipped": []}
        for number in range(rounds):
            for server, results in runs.items():
                port = free_port()
                where = folder / f"{server}-{number}"
                command = _ours(where, port) if server == "teahouse" else _gunicorn(python, port, THREADS[server])
                session = "1" if server == "werobot_as_shipped" else "0"
                with serving(command, where, port, server_core, TOKEN=TOKEN, SESSION=session) as process:
                    load.run(port, 2)  # followers exist, caches are warm
                    used = -_cpu(process)
                    result = load.run(port, seconds)
                    used += _cpu(process)
                    result["server_cpu_us"] = used / (result["per_second"] * seconds) * 1e6
                    results.append(result)
    figures = {server: _median(results) for server, results in runs.items()}
    ours, bare, shipped = figures["teahouse"], figures["werobot"], figures["werobot_as_shipped"]
    return {
        "bench": "push_in",
        "load": load.tool,
        "connections": CONNECTIONS,
        "rounds": rounds,
        **figures,
        "ratio": round(ours["per_second"] / bare["per_second"], 2),
        "ratio_as_shipped": round(ours["per_second"] / shipped["per_second"], 2),
        "p99_ratio": round(ours["p99_ms"] / bare["p99_ms"], 2),
        "goal": {"ratio": 3, "ratio_as_shipped": 15, "p99_ratio_below": 1},
    }


def _cpu(process: int) -> float:
    """Processor time of a server and its workers."""
    children = Path(f"/proc/{process}/task/{process}/children")
    workers = children.read_text().split() if children.exists() else []
    return cpu_seconds(process) + sum(cpu_seconds(int(worker)) for worker in workers)


def _ours(folder: Path, port: int) -> list[str]:
    return [sys.executable, "-m", "bench.push_in_server", str(folder), str(port), TOKEN, PUSH_KEY]


def _gunicorn(python: str, port: int, threads: int) -> list[str]:
    options = ["--workers", "1", "--worker-class", "gthread", "--threads", str(threads), "--log-level", "warning"]
    return [python, "-m", "gunicorn", *options, "--bind", f"127.0.0.1:{port}", "werobot_app:app"]


def _median(results: list[dict[str, float]]) -> dict[str, float]:
    return {name: round(statistics.median(result[name] for result in results), 2) for name in results[0]}


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="length of each phase")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="turns of each server")
    options = parser.parse_args()
    result = measure(options.seconds, options.rounds)
    print(json.dumps(result) if options.json else json.dumps(result, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
