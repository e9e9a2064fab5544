"""Alembic for both parts: one history each, the same on SQLite and PostgreSQL."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from alembic import command, context
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, text
from sqlalchemy.types import TypeDecorator

from teahouse.kit.db import Base, Database
from teahouse.kit.settings import Part

_PACKAGES = {
    "network": ("teahouse.kit.", "teahouse.messenger.", "teahouse.platform."),
    "suite": ("teahouse.kit.", "teahouse.suite."),
}
_LOCK = 7_304_001
"""PostgreSQL advisory lock: one process migrates, the others wait."""


@cache
def metadata_of(part: Part) -> MetaData:
    """The tables of one part, out of all that are imported; whoever asks has imported the part's features."""
    metadata = MetaData(naming_convention=Base.metadata.naming_convention)
    for mapper in Base.registry.mappers:
        if mapper.class_.__module__.startswith(_PACKAGES[part]):
            for table in mapper.tables:
                table.to_metadata(metadata)  # type: ignore[attr-defined]
    return metadata


def upgrade(db: Database, part: Part, to: str = "head") -> None:
    """Bring the database to the newest state, or up to one before it; safe at every start, by many processes."""
    with db.engine.connect() as connection, connection.begin():
        if db.is_postgresql:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        command.upgrade(_config(part, connection), to)


def make(db: Database, part: Part, message: str) -> None:
    """Write a new migration from the difference between tables and models. For developers."""
    with db.engine.connect() as connection, connection.begin():
        config = _config(part, connection)
        number = sum(1 for _ in ScriptDirectory.from_config(config).walk_revisions()) + 1
        command.revision(config, message=message, autogenerate=True, rev_id=f"{number:04d}")


def is_current(db: Database, part: Part) -> bool:
    """Whether the database has every migration."""
    with db.engine.connect() as connection:
        newest = ScriptDirectory.from_config(_config(part, connection)).get_current_head()
        return MigrationContext.configure(connection).get_current_revision() == newest


def differences(db: Database, part: Part) -> Sequence[object]:
    """What the models have and the migrated database has not, or the other way round; empty when they agree."""
    with db.engine.connect() as connection:
        found: Sequence[object] = compare_metadata(MigrationContext.configure(connection), metadata_of(part))
        return found


def _config(part: Part, connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent.parent / "migrations" / part))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _plain_type(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Migrations name the database's types, not ours, which may change."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{type(item.impl).__name__}()"
    return False


def run(part: Part) -> None:
    """Called by each part's env.py."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata_of(part),
        render_as_batch=True,
        render_item=_plain_type,
        transaction_per_migration=False,
    )
    context.run_migrations()
