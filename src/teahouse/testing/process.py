"""A network in a process of its own: free ports, its own data folder, sandbox on."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx

from teahouse.testing.tunnel import Target

_START_SECONDS = 90
_STOP_SECONDS = 15
_CHANCES = 3
_LAST_WORDS = 2000


class NotStarted(RuntimeError):
    """The network did not start; says its last words."""


class Served(NamedTuple):
    """Where a network is: its plain door, and the one that speaks TLS for the WeChat host names."""

    url: str
    tls: Target


@contextmanager
def running_network(data: Path) -> Iterator[Served]:
    """Run a network until the block ends. Raises NotStarted."""
    process, served = _started(data)
    try:
        yield served
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _started(data: Path) -> tuple[subprocess.Popen[bytes], Served]:
    for chance in range(1, _CHANCES + 1):
        port, tls_port = free_port(), free_port()
        served = Served(f"http://127.0.0.1:{port}", Target("127.0.0.1", tls_port, data / "tls" / "ca.pem"))
        process = _spawn(data, port, tls_port)
        if _comes_up(process, served.url):
            return process, served
        process.kill()
        process.wait()
        if chance == _CHANCES:  # before, somebody else may have been quicker on that port
            words = (data / "network.log").read_text(encoding="utf-8", errors="replace")[-_LAST_WORDS:]
            raise NotStarted(f"the network did not start:\n{words}")
    raise AssertionError


def _spawn(data: Path, port: int, tls_port: int) -> subprocess.Popen[bytes]:
    data.mkdir(parents=True, exist_ok=True)
    # Settings of the developer's own network must not reach this one.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TEAHOUSE_")}
    environment |= {"TEAHOUSE_DURABILITY": "normal", "TEAHOUSE_LOG_LEVEL": "warning"}
    command = [sys.executable, "-m", "teahouse.cli", "network", "--sandbox", "--port", str(port), "--data", str(data)]
    command += ["--tls", "--tls-port", str(tls_port)]
    with (data / "network.log").open("wb") as log:
        return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)  # noqa: S603 - our own


def _comes_up(process: subprocess.Popen[bytes], url: str) -> bool:
    deadline = time.monotonic() + _START_SECONDS
    with httpx.Client(trust_env=False, timeout=5) as http:
        while process.poll() is None and time.monotonic() < deadline:
            try:
                if http.get(f"{url}/healthz").is_success:
                    return process.poll() is None
            except httpx.TransportError:
                time.sleep(0.05)
    return False


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
