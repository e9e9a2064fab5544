"""`teahouse doctor`: what is wrong with an installation, and how to mend it."""

import argparse
import socket
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError

from teahouse.kit import settings
from teahouse.kit.bus import connect
from teahouse.kit.crypto import Vault
from teahouse.kit.db import Database, has_full_text
from teahouse.kit.migrations import is_current
from teahouse.kit.settings import Part, Settings, SettingsError
from teahouse.kit.web import STATIC

_PORTS = {"network": 8000, "suite": 8100}
_PARTS: tuple[Part, ...] = ("network", "suite")
_SURFACES = ("phone", "mp", "console", "h5")


class Finding(NamedTuple):
    """One thing that was looked at; `mend` says what to do when it is not right."""

    what: str
    ok: bool
    seen: str
    mend: str = ""


def run(options: argparse.Namespace) -> int:
    """Print every finding; 0 when all is well."""
    findings = list(examine(options.data))
    for finding in findings:
        print(f"{'ok  ' if finding.ok else 'FIX '} {finding.what}: {finding.seen}")
        if not finding.ok:
            print(f"     -> {finding.mend}")
    return 0 if all(finding.ok for finding in findings) else 1


def examine(data: Path | None) -> Iterator[Finding]:
    """Look at everything a running house leans on."""
    yield _python()
    yield _full_text()
    try:
        loaded = settings.load(overrides={"data": data})
    except SettingsError as error:
        yield Finding("settings", ok=False, seen="; ".join(error.problems), mend="correct teahouse.toml or TEAHOUSE_*")
        return
    yield Finding("settings", ok=True, seen=f"data in {loaded.data.absolute()}")
    yield _folder(loaded)
    yield _key(loaded)
    for part in _PARTS:
        yield _database(loaded, part)
    if loaded.redis_url:
        yield _redis(loaded.redis_url)
    yield _pages()
    for name, port in _PORTS.items():
        yield _port(name, port)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", sys.version_info >= (3, 11), version, "install Python 3.11 or newer")


def _full_text() -> Finding:
    mend = "use a Python whose SQLite has FTS5"
    return Finding("SQLite", has_full_text(), f"{sqlite3.sqlite_version}, full-text search needs FTS5", mend)


def _folder(loaded: Settings) -> Finding:
    probe = loaded.data / ".probe"
    try:
        loaded.data.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        return Finding("data folder", ok=False, seen=str(error), mend=f"make {loaded.data} writable, or use --data")
    return Finding("data folder", ok=True, seen="writable")


def _key(loaded: Settings) -> Finding:
    try:
        vault = Vault.open(loaded.data)
        vault.decrypt(vault.encrypt("probe"))
    except (OSError, ValueError, SettingsError) as error:
        mend = "restore secret.key from a backup; without it stored secrets cannot be read"
        return Finding("key", ok=False, seen=str(error), mend=mend)
    return Finding("key", ok=True, seen="secrets can be read and written")


def _database(loaded: Settings, part: Part) -> Finding:
    url = loaded.database(part)
    name = f"{part} database"
    if url.startswith("sqlite") and not Path(url.removeprefix("sqlite:///")).exists():
        return Finding(name, ok=True, seen="not there yet; made at the first start")
    try:
        engine = create_engine(url)
        engine.connect().close()
        engine.dispose()
        db = Database(url)
        current = is_current(db, part)
        db.close()
    except SQLAlchemyError as error:
        return Finding(name, ok=False, seen=str(error).splitlines()[0], mend="start the server, check database_url")
    if not current:
        return Finding(name, ok=False, seen="older than this version", mend=f"teahouse migrate {part}")
    return Finding(name, ok=True, seen="up to date")


def _redis(url: str) -> Finding:
    server, away = connect(url)
    try:
        server.ping()
        server.close()
    except away as error:
        return Finding("redis", ok=False, seen=str(error), mend="start Redis or Valkey, check redis_url")
    return Finding("redis", ok=True, seen="answers")


def _pages() -> Finding:
    missing = [name for name in _SURFACES if not (STATIC / name / "index.html").is_file()]
    if missing:
        return Finding("pages", ok=False, seen=f"not built: {', '.join(missing)}", mend="make web")
    return Finding("pages", ok=True, seen="built")


def _port(part: str, port: int) -> Finding:
    with socket.socket() as probe:
        probe.settimeout(1)
        taken = probe.connect_ex(("127.0.0.1", port)) == 0
    # A running house is no fault, so a taken port is told, not complained about.
    return Finding(f"port {port} ({part})", ok=True, seen="in use" if taken else "free")
