"""`teahouse demo`: both parts on this machine, with the demo town in them."""

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec

from teahouse.demo import Addresses, seed
from teahouse.demo.browser import DoorClosed

_HEALTHY_WITHIN_SECONDS = 180
_OURS = ("network.db*", "suite.db*", "files", "start.json", "secret.key")


def run(options: argparse.Namespace) -> int:
    """Start, seed once, say where everything is, serve until stopped."""
    data: Path = options.data or Path(".teahouse")
    addresses = Addresses(f"http://127.0.0.1:{options.port}", f"http://127.0.0.1:{options.suite_port}")
    if options.fresh:
        _empty(data)
    data.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with _parts(data, options) as parts:
        try:
            _wait_until_healthy(parts, addresses)
            summary = _seeded(data, addresses)
        except (DoorClosed, httpx.HTTPError) as error:
            print(f"teahouse demo: {error}", file=sys.stderr)
            return 1
        _announce(summary, options)
        return _serve(parts)


def _empty(data: Path) -> None:
    """Remove what Teahouse keeps in the folder, and nothing else."""
    for pattern in _OURS:
        for path in data.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


@contextlib.contextmanager
def _parts(data: Path, options: argparse.Namespace) -> Iterator[list[subprocess.Popen[bytes]]]:
    network = ["network", "--sandbox", "--port", str(options.port)]
    suite = ["suite", "--port", str(options.suite_port)]
    command = [sys.executable, "-m", "teahouse.cli"]
    environment = os.environ | {"TEAHOUSE_NETWORK_URL": f"http://127.0.0.1:{options.port}"}
    parts = [subprocess.Popen([*command, *part, "--data", str(data)], env=environment) for part in (network, suite)]
    try:
        yield parts
    finally:
        for part in parts:
            part.terminate()
        for part in parts:
            try:
                part.wait(timeout=15)
            except subprocess.TimeoutExpired:
                part.kill()


def _wait_until_healthy(parts: list[subprocess.Popen[bytes]], addresses: Addresses) -> None:
    deadline = time.monotonic() + _HEALTHY_WITHIN_SECONDS
    for part, address in zip(parts, addresses, strict=True):
        while not _healthy(address):
            if part.poll() is not None:
                message = f"the part at {address} has stopped; is the port taken? Its last words are above."
                raise DoorClosed(message)
            if time.monotonic() > deadline:
                message = f"{address} does not answer"
                raise DoorClosed(message)
            time.sleep(0.05)


def _healthy(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz", timeout=2).is_success
    except httpx.HTTPError:
        return False


def _seeded(data: Path, addresses: Addresses) -> dict[str, Any]:
    """What the seed made, now or at an earlier start of the same folder."""
    path = data / "start.json"
    if path.is_file():
        known: dict[str, Any] = msgspec.json.decode(path.read_bytes())
        if (known["network"], known["suite"]) == addresses:
            return known
        message = f"{data} belongs to {known['network']} and {known['suite']}; use these ports, or --fresh"
        raise DoorClosed(message)
    summary = seed(addresses, lambda line: print(line, file=sys.stderr, flush=True))
    path.write_bytes(msgspec.json.format(msgspec.json.encode(summary), indent=2))
    return summary


def _announce(summary: dict[str, Any], options: argparse.Namespace) -> None:
    if options.json:
        print(msgspec.json.encode(summary).decode(), flush=True)
        return
    print(f"\n  Teahouse 茶馆    {summary['start']}\n")
    for person in summary["phone"]:
        print(f"  手机 phone    {person['name']}    {person['sign_in_url']}")
    mp, account = summary["mp"], summary["account"]
    print(f"  公众平台 mp    {mp['name']}    {summary['network']}/mp/    {mp['email']} / {mp['password']}")
    for who in summary["console"]:
        print(f"  控制台 console    {who['name']} ({who['role']})    {who['email']} / {who['password']}")
    print(f"  控制台 console    {summary['suite']}/console/")
    print(f"  AppID {account['appid']}    AppSecret {account['secret']}\n  Ctrl+C 停止 stops.\n", flush=True)
    if not options.no_open:
        threading.Thread(target=webbrowser.open, args=(summary["start"],), daemon=True).start()


def _serve(parts: list[subprocess.Popen[bytes]]) -> int:
    while True:
        for part in parts:
            code = part.poll()
            if code is not None:
                print("teahouse demo: one of the two parts has stopped", file=sys.stderr)
                return code or 1
        time.sleep(0.5)
