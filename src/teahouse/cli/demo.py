"""`teahouse demo`: both parts on this machine, with the demo town in them."""

import argparse
import contextlib
import multiprocessing
import os
import shutil
import signal
import sys
import threading
import time
import webbrowser
from collections.abc import Iterator, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import httpx
import msgspec

from teahouse.cli import performed, serve
from teahouse.demo import Addresses, seed
from teahouse.demo.browser import DoorClosed

_HEALTHY_WITHIN_SECONDS = 180
_PROCESSES = multiprocessing.get_context("fork") if sys.platform == "linux" else multiprocessing.get_context("spawn")
"""On Linux the parts begin as copies of this process, so that what both need is loaded once: the half of a start."""
_OURS = ("network.db*", "suite.db*", "files", "start.json", "secret.key")


def run(options: argparse.Namespace) -> int:
    """Start, seed once, say where everything is, serve until stopped."""
    data: Path = options.data or Path(".teahouse")
    addresses = Addresses(f"http://127.0.0.1:{options.port}", f"http://127.0.0.1:{options.suite_port}")
    if options.fresh:
        _empty(data)
    data.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with _parts(data, options, addresses) as parts:
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
def _parts(data: Path, options: argparse.Namespace, addresses: Addresses) -> Iterator[Sequence[BaseProcess]]:
    network = argparse.Namespace(part="network", data=data, port=options.port, sandbox=True)
    suite = argparse.Namespace(part="suite", data=data, port=options.suite_port)
    parts = [_PROCESSES.Process(target=_serve_part, args=(part, addresses.network)) for part in (network, suite)]
    for part in parts:
        part.start()
    try:
        yield parts
    finally:
        for part in reversed(parts):  # the suite first, so that it never calls a network that is gone
            part.terminate()
            part.join(15)
            if part.exitcode is None:
                part.kill()


def _serve_part(options: argparse.Namespace, network: str) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.environ["TEAHOUSE_NETWORK_URL"] = network
    sys.exit(performed(serve.run, options))


def _wait_until_healthy(parts: Sequence[BaseProcess], addresses: Addresses) -> None:
    deadline = time.monotonic() + _HEALTHY_WITHIN_SECONDS
    for part, address in zip(parts, addresses, strict=True):
        while not _healthy(address):
            if part.exitcode is not None:
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


def _serve(parts: Sequence[BaseProcess]) -> int:
    while all(part.exitcode is None for part in parts):
        time.sleep(0.5)
    print("teahouse demo: one of the two parts has stopped", file=sys.stderr)
    return next(filter(None, (part.exitcode for part in parts)), 1)
