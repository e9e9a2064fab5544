"""Other people's programs, each in an environment of its own, installed from the registry at test time."""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts import web

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
        with _building(folder) as building:
            uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}") or "uv"
            subprocess.run(
                [uv, "venv", "-q", "--allow-existing", "--python", sys.executable, str(building)], check=True
            )
            install = [uv, "pip", "install", "-q", "--python", str(building / "bin" / "python"), "-r", str(wanted)]
            subprocess.run(install, check=True)
    return python


def node_modules() -> Path:
    """Where the packages of package-lock.json are installed; once, kept by its content."""
    lock = HERE / "package-lock.json"
    folder = ROOT / ".compat" / f"node-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"
    if not (folder / "ready").exists():
        with _building(folder) as building:
            for name in ("package.json", "package-lock.json"):
                shutil.copy(HERE / name, building)
            web.npm(_node(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", where=building, quiet=True)
    return folder / "node_modules"


def run(environment: str, program: str, *arguments: str, led: dict[str, str] | None = None) -> str:
    """Run one of programs/ to its end; what it printed. `led` are variables that lead it to the network."""
    started, variables = command(environment, HERE / "programs" / program)
    done = subprocess.run(
        [*started, *arguments], check=False, capture_output=True, text=True, timeout=60, env=variables | (led or {})
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def serving(environment: str, program: str, port: int, *arguments: str) -> Iterator[str]:
    """Keep one of programs/ running on a port, which is its first argument; its URL."""
    with serving_file(environment, HERE / "programs" / program, port, str(port), *arguments) as url:
        yield url


@contextmanager
def serving_file(
    environment: str, program: Path, port: int, *arguments: str, led: dict[str, str] | None = None
) -> Iterator[str]:
    """Keep a program running that listens on a port; its URL."""
    started, variables = command(environment, program)
    with tempfile.TemporaryDirectory() as where:  # some leave files where they run
        server = subprocess.Popen(
            [*started, *arguments],
            cwd=where,
            env=variables | (led or {}),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _await_port(port, server)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(timeout=10)


def command(environment: str, program: Path) -> tuple[list[str], dict[str, str]]:
    """How a program is started, and with which variables."""
    path = str(program)
    if environment == "node":
        return [str(_node() / "node"), path], os.environ | {"NODE_PATH": str(node_modules())}
    return [str(python_of(environment)), path], dict(os.environ)


def _node() -> Path:
    found = web.find_node()
    assert found is not None, "there is no Node"
    return found


@contextmanager
def _building(folder: Path) -> Iterator[Path]:
    """A folder that takes this one's place when all has gone well; a second worker that was quicker is as good."""
    building = folder.with_name(f"{folder.name}.{os.getpid()}")
    building.mkdir(parents=True)
    try:
        yield building
        (building / "ready").touch()
        if not folder.exists():
            building.rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _await_port(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, "the program has stopped"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the program does not listen")
