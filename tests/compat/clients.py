"""Other people's programs, each in an environment of its own, installed from the registry at test time."""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
_START_SECONDS = 30


def python_of(name: str) -> Path:
    """The interpreter of the environment that requirements-<name>.txt describes; made once, kept by its content."""
    wanted = HERE / f"requirements-{name}.txt"
    digest = hashlib.sha256(wanted.read_bytes()).hexdigest()[:12]
    folder = ROOT / ".compat" / f"{name}-{digest}"
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        building = folder.with_name(f"{folder.name}.{os.getpid()}")
        uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}") or "uv"
        subprocess.run([uv, "venv", "-q", "--python", sys.executable, str(building)], check=True)
        install = [uv, "pip", "install", "-q", "--python", str(building / "bin" / "python"), "-r", str(wanted)]
        subprocess.run(install, check=True)
        (building / "ready").touch()
        if not folder.exists():
            building.rename(folder)  # a second worker that was quicker is as good
        shutil.rmtree(building, ignore_errors=True)
    return python


def run(name: str, program: str, *arguments: str) -> str:
    """Run one of programs/ to its end; what it printed."""
    command = [str(python_of(name)), str(HERE / "programs" / program), *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def serving(name: str, program: str, port: int, *arguments: str) -> Iterator[str]:
    """Keep one of programs/ running on a port; its URL."""
    command = [str(python_of(name)), str(HERE / "programs" / program), str(port), *arguments]
    # In its environment's folder, because some leave files where they run.
    where = python_of(name).parent
    server = subprocess.Popen(command, cwd=where, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await_port(port, server)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=10)


def _await_port(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, "the program has stopped"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the program does not listen")
