import pytest
from sqlalchemy import text

from teahouse.kit.changes import horizon, mark
from teahouse.kit.db import Cursor, Database
from teahouse.kit.house import House


@pytest.fixture
def db(network_house: House) -> Database:
    with network_house.db.transaction() as session:
        session.execute(text("CREATE TABLE cup (n INTEGER, changed BIGINT)"))
    return network_house.db


def change(cursor: Cursor, number: int) -> None:
    cursor.execute("INSERT INTO cup VALUES (?, ?)", (number, mark(cursor, "cup")))


def since(db: Database, point: int) -> tuple[list[int], int]:
    """What has changed since, and the point for the next reading."""
    with db.cursor() as cursor:
        after = horizon(cursor, "cup")
        return [row[0] for row in cursor.rows("SELECT n FROM cup WHERE changed >= ? ORDER BY n", (point,))], after


def test_what_comes_after_a_reading_is_found_by_the_next(db: Database) -> None:
    with db.cursor() as cursor:
        change(cursor, 1)
    found, point = since(db, 0)
    assert found == [1]
    with db.cursor() as cursor:
        change(cursor, 2)
    found, point = since(db, point)
    assert found == [2]
    assert since(db, point)[0] == []


def test_what_began_before_a_reading_and_ends_after_it_is_not_missed(db: Database) -> None:
    if not db.is_postgresql:
        pytest.skip("SQLite has one writer at a time")
    with db.cursor() as early:
        change(early, 1)
        with db.cursor() as late:
            change(late, 2)
        found, point = since(db, 0)
        assert found == [2]
    assert 1 in since(db, point)[0]
