"""`teahouse demo` on a folder that has been used before: seconds until both parts answer, and their memory.

The peer is a bare interpreter that imports the web framework and the database library both parts stand on; the ratio
says how many of those starts one start of Teahouse takes. Goal: under 5 s, under 300 MB for all three processes.
"""

import argparse
import json
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

ROUNDS = 3
_LIMIT_SECONDS = 240


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object, and nothing else")
    parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="teahouse-demo-"))
    ports = free_port(), free_port()
    try:
        first, _ = start(folder, ports)
        again = [start(folder, ports) for _ in range(ROUNDS)]
        peer = [import_seconds() for _ in range(ROUNDS)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    seconds = sorted(one for one, _ in again)[ROUNDS // 2]
    result = {
        "bench": "demo_start",
        "teahouse": {
            "healthy_seconds": round(seconds, 2),
            "first_healthy_seconds": round(first, 2),
            "resident_mb": round(sorted(memory for _, memory in again)[ROUNDS // 2]),
        },
        "imports_alone_seconds": round(sorted(peer)[ROUNDS // 2], 2),
        "ratio": round(seconds / sorted(peer)[ROUNDS // 2], 2),
        "goal": {"healthy_seconds_below": 5, "resident_mb_below": 300},
    }
    print(json.dumps(result))
    return 0


def start(folder: Path, ports: tuple[int, int]) -> tuple[float, float]:
    """Start, wait for both parts and for the end of the seed, stop; seconds until healthy, and MB resident."""
    command = [sys.executable, "-m", "teahouse.cli", "demo", "--data", str(folder), "--no-open", "--json"]
    command += ["--port", str(ports[0]), "--suite-port", str(ports[1])]
    begun = time.monotonic()
    demo = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        for port in ports:
            await_healthy(demo, port, begun)
        seconds = time.monotonic() - begun
        if demo.stdout is not None:
            demo.stdout.readline()  # seeded
        return seconds, sum(map(resident_mb, family(demo.pid)))
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.wait(timeout=60)


def await_healthy(demo: "subprocess.Popen[str]", port: int, begun: float) -> None:
    """Until the part on the port answers."""
    while time.monotonic() - begun < _LIMIT_SECONDS:
        if demo.poll() is not None:
            raise RuntimeError("the demo has stopped")
        try:
            if httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=2).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.02)
    raise RuntimeError("the demo does not answer")


def family(pid: int) -> list[int]:
    """A process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *map(int, children)]


def resident_mb(pid: int) -> float:
    """Memory that only this process holds, plus its share of what it shares with others."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def import_seconds() -> float:
    """The peer."""
    begun = time.monotonic()
    subprocess.run([sys.executable, "-c", "import litestar, sqlalchemy.orm, uvicorn"], check=True)
    return time.monotonic() - begun


def free_port() -> int:
    """A port of loopback that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main())
