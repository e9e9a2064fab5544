"""An empty, migrated database for each test, copied from a template that is made once a run."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from functools import partial
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import psycopg
from psycopg.sql import SQL, Identifier

from teahouse.kit import migrations
from teahouse.kit.db import Database
from teahouse.kit.settings import Part


class Databases(AbstractContextManager["Databases"], Protocol):
    """Where empty databases come from."""

    def prepare(self, part: Part, data: Path) -> str:
        """Make the part's database for an installation in `data`; what its setting database_url is."""

    def empty(self, part: Part, data: Path) -> str:
        """The same without any table."""

    def drop(self, url: str) -> None:
        """Remove what was made; nobody uses it any more."""


class SqliteDatabases:
    """A copied file in the installation's folder."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds the templates."""
        self._folder = folder

    def prepare(self, part: Part, data: Path) -> str:
        """See Databases."""
        template = self._folder / f"{part}.db"
        if not template.exists():
            _migrate(f"sqlite:///{template}", part)
        data.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(template, data / f"{part}.db")
        return ""

    def empty(self, part: Part, data: Path) -> str:
        """See Databases; the file comes with the first table."""
        return ""

    def drop(self, url: str) -> None:
        """See Databases; the folder goes with the test."""

    def __enter__(self) -> Self:
        """Nothing to open."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to close."""


_BEGIN_AGAIN = """
DO $$
DECLARE used text;
BEGIN
  FOR used IN SELECT quote_ident(sequencename) FROM pg_sequences
      WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
    PERFORM setval(used, 1, false);
  END LOOP;
END $$
"""
"""Numbers count from one again."""


_END_SESSIONS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> %s"


class PostgresDatabases:
    """A database cloned inside the server, emptied after a test and used again; to clone takes fifty times as long."""

    def __init__(self, server: str, name: str) -> None:
        """`server` is a URL without a database; `name` keeps the workers apart."""
        self._server = server
        self._name = f"teahouse_test_{name}"
        self._numbers = count(1)
        self._templates: dict[Part, str] = {}
        self._parts: dict[str, Part] = {}
        self._keepers: dict[str, psycopg.Connection[Any]] = {}
        self._tables: dict[Part, set[str]] = {}
        self._free: dict[Part, list[str]] = {"network": [], "suite": []}
        self._connection = psycopg.connect(f"{server}/postgres", autocommit=True)

    def prepare(self, part: Part, data: Path) -> str:
        """See Databases."""
        if self._free[part]:
            return self._free[part].pop()
        url = self._create(self._templates.get(part) or self._make_template(part))
        self._parts[url] = part
        self._keepers[url] = psycopg.connect(url, autocommit=True, prepare_threshold=0)  # warm, unlike a new one
        self._keepers[url].execute("SET session_replication_role = replica")  # no foreign keys in the way
        return url

    def empty(self, part: Part, data: Path) -> str:
        """See Databases."""
        return self._create("template0")

    def drop(self, url: str) -> None:
        """See Databases."""
        name = url.rpartition("/")[2]
        if url not in self._parts:
            self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            return
        keeper = self._keepers[url]
        self._connection.execute(_END_SESSIONS, [name, keeper.info.backend_pid])
        for table in sorted(_tables(keeper) - self._tables[self._parts[url]]):
            keeper.execute(SQL("DROP TABLE {} CASCADE").format(Identifier(table)))  # the test's own
        for table in filled(self._tables[self._parts[url]] - {"alembic_version"}, partial(_ask, keeper)):
            keeper.execute(SQL("DELETE FROM {}").format(Identifier(table)))
        keeper.execute(_BEGIN_AGAIN)
        self._free[self._parts[url]].append(url)

    def _create(self, template: str) -> str:
        name = f"{self._name}_{next(self._numbers)}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY WAL_LOG')
        return f"{self._server}/{name}"

    def _make_template(self, part: Part) -> str:
        name = f"{self._name}_{part}"
        self._run(f'CREATE DATABASE "{name}"')
        _migrate(f"{self._server}/{name}".replace("postgresql://", "postgresql+psycopg://", 1), part)
        self._templates[part] = name
        with psycopg.connect(f"{self._server}/{name}") as connection:
            self._tables[part] = _tables(connection)
        return name

    def _run(self, statement: str) -> None:
        self._connection.execute(statement.encode())

    def __enter__(self) -> Self:
        """Connected already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Drop the templates and what was used again."""
        for keeper in self._keepers.values():
            keeper.close()
        with suppress(psycopg.Error):
            for name in [*self._templates.values(), *(url.rpartition("/")[2] for url in self._parts)]:
                self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._connection.close()


def filled(tables: Iterable[str], ask: Callable[[str], Iterable[Sequence[Any]]]) -> list[str]:
    """Those tables that hold rows, in their order; `ask` puts one query to the database."""
    looks = [f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in tables]  # noqa: S608 - our own
    return [name for (name,) in ask(" UNION ALL ".join(looks))]


def _ask(connection: "psycopg.Connection[Any]", query: str) -> list[tuple[str]]:
    return connection.execute(query.encode()).fetchall()


def _tables(connection: "psycopg.Connection[tuple[str]]") -> set[str]:
    return {row[0] for row in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}


def _migrate(url: str, part: Part) -> None:
    """Tables by the migrations; what they lack, another test tells, comes from the models."""
    db = Database(url, durability="normal")
    try:
        migrations.upgrade(db, part)
        migrations.metadata_of(part).create_all(db.engine)
        if not db.is_postgresql:
            with db.engine.connect() as connection:  # so that the file alone is the database
                connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    finally:
        db.close()
