"""The database: SQLite or PostgreSQL behind one face.

A write session holds SQLite's only write lock from its first statement, taken through a lock of our own so that
threads queue up instead of polling. `hint` collects messages for the bus that leave after the commit, never before.
"""

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Protocol

import msgspec
import structlog
from sqlalchemy import BigInteger, Dialect, Engine, Integer, MetaData, String, Text, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from teahouse.kit.errors import Unavailable

__all__ = [
    "Base",
    "Cursor",
    "Database",
    "Id",
    "Json",
    "Session",
    "UtcTime",
    "cursor_of",
    "from_micros",
    "has_full_text",
    "hint",
    "is_unstorable",
    "to_micros",
]

_LOCK_WAIT_SECONDS = 30
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_log = structlog.get_logger(__name__)

Hint = tuple[str, Mapping[str, Any]]


def to_micros(moment: datetime) -> int:
    """A moment as it is stored: microseconds since 1970, exact."""
    since = moment - _EPOCH  # divided by hand: a timedelta takes four times as long
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def from_micros(micros: int) -> datetime:
    """The stored moment again: aware, UTC."""
    return _EPOCH + timedelta(microseconds=micros)


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime, stored as microseconds since 1970, the same in both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """To the database."""
        return None if value is None else to_micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        return None if value is None else from_micros(value)


class Json(TypeDecorator[Any]):
    """Plain JSON, stored as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401
        """From the database."""
        return None if value is None else msgspec.json.decode(value)


Id = Annotated[str, mapped_column(String(20))]


class Base(DeclarativeBase):
    """Base of every table. A part's own tables are found by the package they are declared in."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: UtcTime,
        int: BigInteger().with_variant(Integer, "sqlite"),
        str: Text,
        dict[str, Any]: Json,
        list[Any]: Json,
    }


class _Connection(Protocol):
    def cursor(self) -> Any: ...  # noqa: ANN401 - sqlite3's and psycopg's have no common type


@lru_cache(maxsize=1024)
def _percent_style(sql: str) -> str:
    return sql.replace("%", "%%").replace("?", "%s")


class Cursor:
    """Hand-written SQL for hot paths, `?` for parameters in both databases. Belongs to one open transaction."""

    __slots__ = ("_cursor", "_translate", "hints", "is_postgresql")

    def __init__(self, connection: _Connection, *, is_postgresql: bool, hints: list[Hint]) -> None:
        """`hints` is the transaction's list of what the bus hears after the commit."""
        self._cursor = connection.cursor()
        self._translate = _percent_style if is_postgresql else str
        self.is_postgresql = is_postgresql
        self.hints = hints

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a statement that returns rows."""
        self._cursor.execute(self._translate(sql), parameters)
        found: list[tuple[Any, ...]] = self._cursor.fetchall()
        return found

    def row(self, sql: str, parameters: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """The first row, or None."""
        self._cursor.execute(self._translate(sql), parameters)
        found: tuple[Any, ...] | None = self._cursor.fetchone()
        return found

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Run a statement; how many rows it touched."""
        self._cursor.execute(self._translate(sql), parameters)
        return int(self._cursor.rowcount)

    def many(self, sql: str, parameters: Sequence[Sequence[object]]) -> None:
        """Run a statement once for each row of parameters."""
        if parameters:
            self._cursor.executemany(self._translate(sql), parameters)


def cursor_of(to: Session | Cursor) -> Cursor:
    """A cursor in the caller's own transaction; what a session holds back is flushed first. A cursor is itself."""
    if isinstance(to, Cursor):
        return to
    to.flush()
    connection = to.connection()
    driver: Any = connection.connection.driver_connection
    return Cursor(
        driver,
        is_postgresql=connection.dialect.name == "postgresql",
        hints=to.info.setdefault("hints", []),
    )


def hint(to: Session | Cursor, topic: str, data: Mapping[str, Any]) -> None:
    """Tell the bus after the commit. A hint may get lost; whoever needs the truth reads the database."""
    hints = to.hints if isinstance(to, Cursor) else to.info.setdefault("hints", [])
    hints.append((topic, data))


def is_unstorable(error: Exception) -> bool:
    """A zero byte in a text, a number without end: what a database, whichever driver's (PEP 249), does not take."""
    return isinstance(error, OverflowError) or any(one.__name__ == "DataError" for one in type(error).__mro__)


def has_full_text() -> bool:
    """Whether this Python's SQLite can search in text."""
    with closing(sqlite3.connect(":memory:")) as connection:
        return any("ENABLE_FTS5" in row[0] for row in connection.execute("PRAGMA compile_options"))


class Publisher(Protocol):
    """Where hints go: the bus."""

    def publish_all(self, hints: Sequence[Hint]) -> None:
        """From any thread; must not block and must not fail."""


class Database:
    """One part's database. `publisher` is set once the bus stands."""

    def __init__(self, url: str, *, durability: str = "full") -> None:
        """`url` is SQLAlchemy's: sqlite:///… or postgresql+psycopg://…."""
        self.url = url
        self.is_postgresql = url.startswith("postgresql")
        self.durability = durability
        self.publisher: Publisher | None = None
        self.write_lock = threading.Lock()
        if self.is_postgresql:
            self.engine: Engine = create_engine(url, pool_size=20, max_overflow=20, pool_pre_ping=True)
            self.read_engine: Engine = self.engine.execution_options(
                postgresql_readonly=True, isolation_level="REPEATABLE READ"
            )
        else:
            Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
            self.engine = self._sqlite(read_only=False)
            self.read_engine = self._sqlite(read_only=True)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One transaction for writing: committed at the end, rolled back on any error. For edges only."""
        session = Session(self.engine, expire_on_commit=False)
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.close()
        self.publish(session.info.pop("hints", []))

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database and cannot change it."""
        session = Session(self.read_engine, autoflush=False, expire_on_commit=False)
        try:
            yield session
        finally:
            session.expunge_all()  # what was read stays readable
            session.close()

    @contextmanager
    def cursor(self) -> Iterator[Cursor]:
        """A transaction of hand-written SQL. The caller publishes the cursor's hints after the commit."""
        if self.is_postgresql:
            with self.engine.connect() as connection, connection.begin():
                driver: Any = connection.connection.driver_connection
                yield Cursor(driver, is_postgresql=True, hints=[])
            return
        pooled = self.engine.raw_connection()  # a connection of SQLAlchemy's costs as much as ten statements
        try:
            with self._writing(pooled.driver_connection):
                yield Cursor(pooled, is_postgresql=False, hints=[])
        finally:
            pooled.close()

    @contextmanager
    def reading_cursor(self) -> Iterator[Cursor]:
        """Hand-written SQL that sees one state of the database and cannot change it."""
        if self.is_postgresql:
            with self.read_engine.connect() as connection, connection.begin():
                driver: Any = connection.connection.driver_connection
                yield Cursor(driver, is_postgresql=True, hints=[])
            return
        pooled = self.read_engine.raw_connection()  # a connection of SQLAlchemy's costs as much as ten reads
        try:
            pooled.cursor().execute("BEGIN")
            yield Cursor(pooled, is_postgresql=False, hints=[])
        finally:
            pooled.close()  # the pool rolls back

    @contextmanager
    def _writing(self, connection: Any) -> Iterator[None]:  # noqa: ANN401
        """SQLite's write transaction, as `_begin_immediate` and what follows it do for sessions."""
        if not self.write_lock.acquire(timeout=_LOCK_WAIT_SECONDS):
            raise Unavailable
        try:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        finally:
            self.write_lock.release()

    def publish(self, hints: Sequence[Hint]) -> None:
        """Hand hints to the bus; the caller has committed, so nothing that goes wrong here may reach them."""
        if not hints or self.publisher is None:
            return
        try:
            self.publisher.publish_all(hints)
        except Exception as error:  # noqa: BLE001 - what is committed is done
            _log.error("hints.lost", count=len(hints), exc_info=error)

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()
        self.read_engine.dispose()

    def _sqlite(self, *, read_only: bool) -> Engine:
        engine = create_engine(
            self.url, pool_size=16, max_overflow=24, connect_args={"check_same_thread": False, "timeout": 10}
        )
        synchronous = "FULL" if self.durability == "full" else "NORMAL"

        @event.listens_for(engine, "connect")
        def _connected(connection: Any, _record: object) -> None:  # noqa: ANN401
            connection.isolation_level = None  # BEGIN is ours, below
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA synchronous = {synchronous}")
            connection.execute("PRAGMA foreign_keys = ON")
            # Hot pages change in every batch: the fewer checkpoints, the fewer times each is copied to the file.
            connection.execute("PRAGMA wal_autocheckpoint = 8000")
            connection.execute("PRAGMA cache_size = -16000")
            if read_only:
                connection.execute("PRAGMA query_only = ON")

        if read_only:
            event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        else:
            event.listen(engine, "begin", self._begin_immediate)
            event.listen(engine, "commit", self._commit_and_release)
            event.listen(engine, "rollback", self._rollback_and_release)
        return engine

    # SQLAlchemy fires "commit" and "rollback" before the driver acts, so the driver acts here: the lock is free
    # only after the write is done. The driver's own call that follows finds no transaction and does nothing.

    def _begin_immediate(self, connection: Any) -> None:  # noqa: ANN401
        if not self.write_lock.acquire(timeout=_LOCK_WAIT_SECONDS):
            raise Unavailable
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except BaseException:
            self.write_lock.release()
            raise
        connection.info["holds_write_lock"] = True

    def _commit_and_release(self, connection: Any) -> None:  # noqa: ANN401
        try:
            connection.connection.driver_connection.execute("COMMIT")
        except BaseException:  # a full disk, a deferred key: SQLAlchemy will not fire "rollback" after this
            self._rollback_and_release(connection)
            raise
        self._release(connection)

    def _rollback_and_release(self, connection: Any) -> None:  # noqa: ANN401
        driver = connection.connection.driver_connection
        try:
            if driver.in_transaction:
                driver.execute("ROLLBACK")
        finally:
            self._release(connection)

    def _release(self, connection: Any) -> None:  # noqa: ANN401
        if connection.info.pop("holds_write_lock", False):
            self.write_lock.release()
