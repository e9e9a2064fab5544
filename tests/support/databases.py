"""An empty, migrated database for each test, copied from a template that is made once a run."""

import shutil
from contextlib import AbstractContextManager, suppress
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import psycopg

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


class PostgresDatabases:
    """A database cloned inside the server."""

    def __init__(self, server: str, name: str) -> None:
        """`server` is a URL without a database; `name` keeps the workers apart."""
        self._server = server
        self._name = f"teahouse_test_{name}"
        self._numbers = count(1)
        self._templates: dict[Part, str] = {}
        self._connection = psycopg.connect(f"{server}/postgres", autocommit=True)

    def prepare(self, part: Part, data: Path) -> str:
        """See Databases."""
        return self._create(self._templates.get(part) or self._make_template(part))

    def empty(self, part: Part, data: Path) -> str:
        """See Databases."""
        return self._create("template0")

    def drop(self, url: str) -> None:
        """See Databases."""
        self._run(f'DROP DATABASE IF EXISTS "{url.rpartition("/")[2]}" WITH (FORCE)')

    def _create(self, template: str) -> str:
        name = f"{self._name}_{next(self._numbers)}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY WAL_LOG')
        return f"{self._server}/{name}"

    def _make_template(self, part: Part) -> str:
        name = f"{self._name}_{part}"
        self._run(f'CREATE DATABASE "{name}"')
        _migrate(f"{self._server}/{name}".replace("postgresql://", "postgresql+psycopg://", 1), part)
        self._templates[part] = name
        return name

    def _run(self, statement: str) -> None:
        self._connection.execute(statement.encode())

    def __enter__(self) -> Self:
        """Connected already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Drop the templates."""
        with suppress(psycopg.Error):
            for name in self._templates.values():
                self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._connection.close()


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
