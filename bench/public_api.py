"""The public API: customer-service messages stored (SQLite, synchronous=FULL) and delivered, profiles of followers,
and tokens, of one network process. Every call passes the whole door: token, power, daily quota, log of calls.

wrk (or, without it, an asyncio generator) keeps 64 connections busy and looks at every answer; with two cores or more,
server and load have one each. The peer is the same server's /healthz, one read through the web framework: the ratio
says how many of those a call costs.
"""

import argparse
import asyncio
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any, NamedTuple

from bench.chat import cpu_seconds
from bench.push_in import cores, free_port, serving

CONNECTIONS = 64
PREPARED = 12_000
"""Different calls that wrk sends in turn."""
ACCOUNTS, FOLLOWERS = 40, 150
SECONDS = 4.0
GOALS = {"custom_send": 800, "user_info": 2_500, "token": 3_000}

_LUA = """
local calls, expected, sent, bad, threads = {{}}, {expected}, 0, 0, {{}}
for call in io.open("{file}", "rb"):read("*a"):gmatch("(.-)%z") do calls[#calls + 1] = call end
setup = function(thread) threads[#threads + 1] = thread end
request = function()
  sent = sent + 1
  return calls[sent % #calls + 1]
end
response = function(status, headers, body)
  if not body:find(expected, 1, true) then bad = bad + 1; wrong = body end
  wrongs = bad
end
done = function(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("RESULT %d %d %d %d %d %s\\n", summary.requests, summary.duration,
    failed + (threads[1]:get("wrongs") or 0), latency:percentile(50), latency:percentile(99),
    threads[1]:get("wrong") or ""))
end
"""

Request = tuple[bytes, bytes]
"""What is sent, and what the answer must hold."""


def request(method: str, target: str, expected: bytes, body: Mapping[str, Any] | None = None) -> Request:
    """One call, ready to be written."""
    content = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
    head = f"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content, expected


def custom_send(accounts: list[dict[str, Any]]) -> Iterator[Request]:
    """Messages to all followers in turn."""
    for number in count():
        account = accounts[number % len(accounts)]
        openid = account["openids"][number // len(accounts) % len(account["openids"])]
        target = f"/cgi-bin/message/custom/send?access_token={account['token']}"
        body = {"touser": openid, "msgtype": "text", "text": {"content": f"您好，第 {number} 条"}}
        yield request("POST", target, b'"errcode":0', body)


def user_info(accounts: list[dict[str, Any]]) -> Iterator[Request]:
    """Who are the followers."""
    calls = [
        f"/cgi-bin/user/info?access_token={account['token']}&openid={openid}&lang=zh_CN"
        for account in accounts
        for openid in account["openids"]
    ]
    return (request("GET", target, b'"subscribe":1') for target in cycle(calls))


def token(accounts: list[dict[str, Any]]) -> Iterator[Request]:
    """A new token each time."""
    for account in cycle(accounts):
        query = f"grant_type=client_credential&appid={account['appid']}&secret={account['secret']}"
        yield request("GET", f"/cgi-bin/token?{query}", b'"access_token"')


def healthz(_accounts: list[dict[str, Any]]) -> Iterator[Request]:
    """The peer."""
    return (request("GET", "/healthz", b'"ok"') for _ in count())


async def exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, call: Request) -> bytes:
    """One call's answer. Raises RuntimeError when it is not the expected one."""
    writer.write(call[0])
    head = await reader.readuntil(b"\r\n\r\n")
    size = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
    body = await reader.readexactly(size)
    if call[1] not in body:
        raise RuntimeError(f"{call[0][:200]!r} was answered with {body[:200]!r}")
    return body


async def load(port: int, calls: Iterator[Request], seconds: float) -> list[float]:
    """Milliseconds of each call."""
    until = time.perf_counter() + seconds
    times: list[float] = []

    async def connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (begun := time.perf_counter()) < until:
            await exchange(reader, writer, next(calls))
            times.append((time.perf_counter() - begun) * 1000)
        writer.close()

    await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))
    return times


async def sign_in(port: int, accounts: list[dict[str, Any]]) -> None:
    """A token for each account."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for account, call in zip(accounts, token(accounts), strict=False):
        account["token"] = json.loads(await exchange(reader, writer, call))["access_token"]
    writer.close()


class Loaded(NamedTuple):
    """What a server did in some seconds."""

    calls: int
    seconds: float
    p50_ms: float
    p99_ms: float


def put_under_load(port: int, calls: Iterator[Request], seconds: float) -> Loaded:
    """By wrk where there is one. Raises RuntimeError when an answer is not the expected one."""
    if shutil.which("wrk"):
        return by_wrk(port, list(islice(calls, PREPARED)), seconds)
    times = asyncio.run(load(port, calls, seconds))
    cuts = statistics.quantiles(times, n=100)
    return Loaded(len(times), seconds, cuts[49], cuts[98])


def by_wrk(port: int, calls: list[Request], seconds: float) -> Loaded:
    """The same by wrk, which sends these calls in turn."""
    with tempfile.TemporaryDirectory(prefix="teahouse-wrk-") as name:
        prepared, script = Path(name) / "calls", Path(name) / "calls.lua"
        prepared.write_bytes(b"".join(call + b"\0" for call, _ in calls))
        expected = calls[0][1].decode()
        script.write_text(_LUA.format(file=prepared, expected=f"'{expected}'"))
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", "--timeout", "10s", "-s", str(script)]
        out = subprocess.run([*command, f"http://127.0.0.1:{port}"], check=True, capture_output=True, text=True).stdout
    count, micros, failed, p50, p99, *wrong = out.partition("RESULT ")[2].split(maxsplit=5)
    if int(failed):
        raise RuntimeError(f"{failed} calls failed: {' '.join(wrong)[:200]}")
    return Loaded(int(count), int(micros) / 1e6, int(p50) / 1000, int(p99) / 1000)


def figures(port: int, process: int, calls: Iterator[Request], seconds: float) -> dict[str, float]:
    """One kind of call under load."""
    put_under_load(port, calls, 1)  # caches are warm
    used = -cpu_seconds(process)
    done = put_under_load(port, calls, seconds)
    used += cpu_seconds(process)
    return {
        "per_second": round(done.calls / done.seconds, 1),
        "p50_ms": round(done.p50_ms, 2),
        "p99_ms": round(done.p99_ms, 2),
        "server_cpu_us": round(used / done.calls * 1e6),
    }


def measure(seconds: float) -> dict[str, Any]:
    """All kinds of calls against one server."""
    server_core, load_core = cores()
    if load_core is not None:
        os.sched_setaffinity(0, {load_core})
    port = free_port()
    kinds: list[Callable[[list[dict[str, Any]]], Iterator[Request]]] = [healthz, custom_send, user_info, token]
    with tempfile.TemporaryDirectory(prefix="teahouse-public-api-") as name:
        folder = Path(name) / "network"
        command = [sys.executable, "-m", "bench.public_api_server", str(folder), str(port)]
        with serving([*command, str(ACCOUNTS), str(FOLLOWERS)], folder, port, server_core) as process:
            accounts: list[dict[str, Any]] = json.loads((folder / "known.json").read_text())
            asyncio.run(sign_in(port, accounts))
            run = partial(figures, port, process, seconds=seconds)
            found = {kind.__name__: run(kind(accounts)) for kind in kinds}
    peer = found.pop("healthz")["per_second"]
    return {
        "bench": "public_api",
        "load": "wrk" if shutil.which("wrk") else "asyncio",
        "connections": CONNECTIONS,
        **found,
        "peer": {"name": "/healthz", "per_second": peer},
        "ratio": {name: round(one["per_second"] / peer, 2) for name, one in found.items()},
        "goal": {f"{name}_per_second": goal for name, goal in GOALS.items()},
    }


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="length of each phase")
    options = parser.parse_args()
    result = measure(options.seconds)
    print(json.dumps(result) if options.json else json.dumps(result, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
