import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from teahouse.kit import db as kit_db
from teahouse.kit.db import Database, Json, UtcTime, cursor_of, from_micros, has_full_text, hint, to_micros
from teahouse.kit.errors import Unavailable
from teahouse.kit.house import House
from teahouse.kit.logins import LoginRow, sign_in

SAMPLES = Table(
    "sample",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", UtcTime),
    Column("data", Json),
)


class Heard:
    """A bus that remembers, and what the database held when it heard."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.hints: list[tuple[str, dict[str, Any]]] = []
        self.rows_then: list[int] = []

    def publish_all(self, hints: Sequence[Any]) -> None:
        self.hints += hints
        self.rows_then.append(count(self.db))


@pytest.fixture
def db(network_house: House) -> Database:
    with network_house.db.engine.begin() as connection:
        SAMPLES.create(connection)
    return network_house.db


def count(db: Database) -> int:
    with db.reading() as session:
        return len(session.execute(select(SAMPLES)).all())


def insert(number: int) -> Any:  # noqa: ANN401 - a statement
    return SAMPLES.insert().values(id=number)


class TestTransaction:
    def test_is_committed_at_the_end(self, db: Database) -> None:
        with db.transaction() as session:
            session.execute(insert(1))
            assert count(db) == 0
        assert count(db) == 1

    def test_is_rolled_back_on_any_error(self, db: Database) -> None:
        def breaks() -> None:
            with db.transaction() as session:
                session.execute(insert(1))
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            breaks()
        assert count(db) == 0

    def test_writes_of_many_threads_queue_up(self, db: Database) -> None:
        def write(first: int) -> None:
            for number in range(first, first + 20):
                with db.transaction() as session:
                    session.execute(insert(number))

        threads = [threading.Thread(target=write, args=(first,)) for first in range(0, 100, 20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert count(db) == 100


class TestWriteLock:
    """Of SQLite; on PostgreSQL the same steps must end as well."""

    def write(self, db: Database) -> None:
        with db.transaction() as session:
            session.execute(insert(99))

    @pytest.fixture(autouse=True)
    def short_wait(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(kit_db, "_LOCK_WAIT_SECONDS", 0.2)

    def test_is_free_after_a_statement_failed(self, db: Database) -> None:
        def breaks() -> None:
            with db.transaction() as session:
                session.execute(insert(1))
                session.execute(insert(1))

        with pytest.raises(IntegrityError):
            breaks()
        self.write(db)
        assert count(db) == 1

    def test_is_free_after_the_commit_itself_failed(self, db: Database) -> None:
        with db.engine.begin() as connection:
            connection.execute(text("CREATE TABLE parent (id INTEGER PRIMARY KEY)"))
            connection.execute(
                text("CREATE TABLE child (id INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)")
            )

        def breaks() -> None:
            with db.transaction() as session:
                session.execute(insert(1))
                session.execute(text("INSERT INTO child VALUES (7)"))

        with pytest.raises(Exception, match=r"(?i)foreign key"):
            breaks()
        assert not db.write_lock.locked()
        self.write(db)
        assert count(db) == 1

    def test_is_free_after_hand_written_sql_failed(self, db: Database) -> None:
        with pytest.raises(Exception, match="nowhere"), db.cursor() as cursor:
            cursor.execute("INSERT INTO nowhere VALUES (1)")
        self.write(db)

    def test_whoever_waits_too_long_is_told(self, db: Database) -> None:
        if db.is_postgresql:
            pytest.skip("PostgreSQL has many writers")
        with db.transaction() as session:
            session.execute(insert(1))
            with pytest.raises(Unavailable):
                self.write(db)
        self.write(db)
        assert count(db) == 2

    def test_a_session_that_only_waits_to_write_does_not_hold_it(self, db: Database) -> None:
        with db.transaction():
            self.write(db)


class TestReading:
    def test_cannot_write(self, db: Database) -> None:
        with db.reading() as session, pytest.raises(DBAPIError):
            session.execute(insert(1))
        assert count(db) == 0

    def test_sees_one_state_while_others_write(self, db: Database) -> None:
        with db.reading() as session:
            assert session.execute(select(SAMPLES)).all() == []
            with db.transaction() as writing:
                writing.execute(insert(1))
            assert session.execute(select(SAMPLES)).all() == []
        assert count(db) == 1

    def test_leaves_the_connections_as_they_were(self, db: Database) -> None:
        for number in range(50):  # more than the pool keeps: each connection serves readers and writers
            assert count(db) == number
            with db.transaction() as session:
                session.execute(insert(number))
                if db.is_postgresql:
                    level = session.execute(text("SHOW transaction_isolation")).scalar_one()
                    assert (level, session.execute(text("SHOW transaction_read_only")).scalar_one()) == (
                        "read committed",
                        "off",
                    )

    def test_what_was_read_stays_readable(self, network_house: House) -> None:
        with network_house.db.transaction() as session:
            sign_in(session, "phone", "p", "Browser")
        with network_house.db.reading() as session:
            row = session.scalars(select(LoginRow)).one()
        assert row.subject_id == "p"


class TestHints:
    def test_leave_after_the_commit(self, db: Database) -> None:
        db.publisher = heard = Heard(db)
        with db.transaction() as session:
            session.execute(insert(1))
            hint(session, "a", {"n": 1})
            hint(cursor_of(session), "b", {"n": 2})
            assert heard.hints == []
        assert heard.hints == [("a", {"n": 1}), ("b", {"n": 2})]
        assert heard.rows_then == [1]

    def test_never_leave_after_a_rollback(self, db: Database) -> None:
        db.publisher = heard = Heard(db)

        def breaks() -> None:
            with db.transaction() as session:
                hint(session, "a", {})
                raise RuntimeError

        with pytest.raises(RuntimeError):
            breaks()
        assert heard.hints == []

    def test_a_publisher_that_fails_does_not_reach_who_has_committed(self, db: Database) -> None:
        class Broken:
            def publish_all(self, hints: Sequence[Any]) -> None:
                raise TypeError

        db.publisher = Broken()
        with db.transaction() as session:
            session.execute(insert(1))
            hint(session, "a", {})
        assert count(db) == 1


class TestCursor:
    def test_speaks_one_sql_on_both_databases(self, db: Database) -> None:
        with db.cursor() as cursor:
            assert cursor.execute("INSERT INTO sample (id, at) VALUES (?, ?)", (1, 10)) == 1
            cursor.many("INSERT INTO sample (id, at) VALUES (?, ?)", [(2, 20), (3, 30)])
            cursor.many("INSERT INTO sample (id, at) VALUES (?, ?)", [])
        with db.cursor() as cursor:
            assert cursor.rows("SELECT id FROM sample WHERE at >= ? ORDER BY id", (20,)) == [(2,), (3,)]
            assert cursor.row("SELECT at FROM sample WHERE id = ?", (1,)) == (10,)
            assert cursor.row("SELECT at FROM sample WHERE id = ?", (9,)) is None
            assert cursor.execute("UPDATE sample SET at = 0 WHERE at > ?", (15,)) == 2

    def test_a_percent_sign_is_itself(self, db: Database) -> None:
        with db.cursor() as cursor:
            assert cursor.row("SELECT 7 % 4, CAST(? AS TEXT) LIKE '5%'", ("50",)) in {(3, 1), (3, True)}
            assert cursor.row("SELECT 7 % 4") == (3,)

    def test_is_in_the_transaction_of_its_session(self, db: Database) -> None:
        def breaks() -> None:
            with db.transaction() as session:
                session.execute(insert(1))
                cursor = cursor_of(session)
                assert cursor_of(cursor) is cursor
                assert cursor.row("SELECT COUNT(*) FROM sample") == (1,)
                cursor_of(session).execute("INSERT INTO sample (id) VALUES (2)")
                raise RuntimeError

        with pytest.raises(RuntimeError):
            breaks()
        assert count(db) == 0

    def test_rolls_back_on_an_error(self, db: Database) -> None:
        def breaks() -> None:
            with db.cursor() as cursor:
                cursor.execute("INSERT INTO sample (id) VALUES (1)")
                raise RuntimeError

        with pytest.raises(RuntimeError):
            breaks()
        assert count(db) == 0


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), inner, max_size=3)
    ),
    max_leaves=8,
)
on_one_database = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


class TestTypes:
    @on_one_database
    @given(at=st.none() | st.datetimes(timezones=st.just(UTC)), data=json_values)
    def test_come_back_as_they_went(self, db: Database, at: datetime | None, data: object) -> None:
        with db.transaction() as session:
            session.execute(SAMPLES.delete())
            session.execute(SAMPLES.insert().values(id=1, at=at, data=data))
        with db.reading() as session:
            assert session.execute(select(SAMPLES.c.at, SAMPLES.c.data)).one() == (at, data)

    @given(st.datetimes(timezones=st.timezones()))
    def test_micros_are_exact_in_any_zone(self, moment: datetime) -> None:
        assert from_micros(to_micros(moment)) == moment.astimezone(UTC)

    def test_times_sort_as_numbers(self, db: Database) -> None:
        moments = [datetime(year, 1, 1, tzinfo=UTC) for year in (1969, 1970, 2024, 9999)]
        with db.transaction() as session:
            for number, moment in enumerate(moments):
                session.execute(SAMPLES.insert().values(id=number, at=moment))
        with db.reading() as session:
            assert list(session.scalars(select(SAMPLES.c.at).order_by(SAMPLES.c.at.desc()))) == moments[::-1]


def test_this_python_can_search_in_text() -> None:
    assert has_full_text() is True


class TestClose:
    def test_gives_every_connection_back(self, network_house: House) -> None:
        db = network_house.db
        count_open = [db.engine.pool, db.read_engine.pool]
        with db.transaction() as session:
            session.execute(text("SELECT 1"))
        with db.reading() as session:
            session.execute(text("SELECT 1"))
        db.close()
        assert [pool.checkedout() for pool in count_open] == [0, 0]  # type: ignore[attr-defined]
        assert [pool.checkedin() for pool in (db.engine.pool, db.read_engine.pool)] == [0, 0]  # type: ignore[attr-defined]
