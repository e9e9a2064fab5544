import pytest
from sqlalchemy import text

from teahouse.kit.bulk import insert_rows, lock_rows, rows_in, rows_with
from teahouse.kit.db import Database
from teahouse.kit.house import House

SIZES = [0, 1, 2, 3, 5, 255, 256, 257, 700]


@pytest.fixture
def db(network_house: House) -> Database:
    with network_house.db.transaction() as session:
        session.execute(text("CREATE TABLE cup (id TEXT PRIMARY KEY, n INTEGER)"))
    return network_house.db


@pytest.mark.parametrize("size", SIZES)
def test_any_number_of_rows_goes_in_and_is_found(db: Database, size: int) -> None:
    cups = [(f"{number:04}", number) for number in range(size)]
    with db.cursor() as cursor:
        insert_rows(cursor, "INSERT INTO cup (id, n)", cups)
        assert cursor.rows("SELECT id, n FROM cup ORDER BY id") == cups
        assert sorted(rows_in(cursor, "SELECT id, n FROM cup WHERE (id, n) IN", cups)) == cups
        assert list(rows_in(cursor, "SELECT id FROM cup WHERE (id, n) IN", [("0000", 7)])) == []
        joined = rows_with(cursor, "SELECT cup.id, n FROM cup JOIN {values} ON cup.id = v.column1", cups)
        assert set(joined) == set(cups)
        lock_rows(cursor, "cup", [cup[0] for cup in cups])


def test_there_are_few_different_statements(db: Database) -> None:
    statements: set[str] = set()
    with db.cursor() as cursor:
        rows, seen = cursor.rows, statements.add

        class Listening:
            is_postgresql = cursor.is_postgresql

            def rows(self, sql: str, parameters: object = ()) -> object:
                seen(sql)
                return rows(sql, parameters)  # type: ignore[arg-type]

        for size in range(1, 257):
            keys = [(f"{number}", number) for number in range(size)]
            list(rows_in(Listening(), "SELECT id FROM cup WHERE (id, n) IN", keys))  # type: ignore[arg-type]
    assert len(statements) == 9
