import asyncio

import pytest
from sqlalchemy import text

from teahouse.kit.db import Cursor
from teahouse.kit.house import House


@pytest.fixture
def house(network_house: House) -> House:
    with network_house.db.transaction() as session:
        session.execute(text("CREATE TABLE number (n INTEGER)"))
    return network_house


def sums(cursor: Cursor, more: list[int]) -> list[int]:
    (row,) = cursor.rows("SELECT COALESCE(SUM(n), 0) FROM number")
    return [int(row[0]) + one for one in more]


async def test_what_is_asked_after_a_commit_sees_it(house: House) -> None:
    for number in range(1, 4):
        with house.db.transaction() as session:
            session.execute(text("INSERT INTO number (n) VALUES (1)"))
        found = await asyncio.gather(*(house.reader.submit(sums, more) for more in (0, 10)))
        assert found == [number, number + 10]


async def test_it_cannot_write(house: House) -> None:
    def write(cursor: Cursor, items: list[int]) -> list[int]:
        cursor.execute("INSERT INTO number (n) VALUES (7)")
        return items

    with pytest.raises(Exception, match=r"(?i)read.?only"):
        await house.reader.submit(write, 1)
    assert await house.reader.submit(sums, 0) == 0
