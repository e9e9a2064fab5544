from typing import Any

import pytest
from sqlalchemy import inspect

from teahouse.kit import migrations
from teahouse.kit.db import Database, cursor_of
from teahouse.kit.settings import Part
from tests.support.houses import OpenHouse
from tests.support.tables import own_tables


def differences(db: Database, part: Part) -> list[Any]:
    """Between the part's models and the database."""
    return [one for one in migrations.differences(db, part) if _table_of(one) in own_tables(part)]


def _table_of(difference: Any) -> str:  # noqa: ANN401 - Alembic's tuples; changes of columns come in lists
    if isinstance(difference, list):
        return str(difference[0][2])
    if difference[0].endswith("_column"):
        return str(difference[2])
    item = difference[1]
    return str(item.name if difference[0].endswith("_table") else item.table.name)


@pytest.mark.parametrize("part", ["network", "suite"])
class TestUpgrade:
    def test_from_nothing_it_makes_the_tables_of_the_models(self, open_house: OpenHouse, part: Part) -> None:
        house = open_house(part, empty=True)
        migrations.upgrade(house.db, part)
        assert differences(house.db, part) == []
        assert set(inspect(house.db.engine).get_table_names()) - {"alembic_version"} == own_tables(part)

    def test_a_second_time_changes_nothing(self, open_house: OpenHouse, part: Part) -> None:
        house = open_house(part, empty=True)
        migrations.upgrade(house.db, part)
        migrations.upgrade(house.db, part)
        assert differences(house.db, part) == []

    def test_what_was_written_before_is_summed_up(self, open_house: OpenHouse, part: Part) -> None:
        if part == "suite":
            pytest.skip("the network's messages")
        house = open_house(part, empty=True)
        migrations.upgrade(house.db, part, "0010_lifecycle")
        with house.db.transaction() as session:
            rows = [("a:wx1:p1", "person", "p1", "text", 7), ("a:wx1:p1", "person", "p1", "text", 8)]
            rows += [("a:wx1:p1", "account", "wx1", "text", 7), ("a:wx1:p1", "person", "p1", "recall", 7)]
            rows += [("p:p1:p2", "person", "p1", "text", 7), ("a:wx1:p2", "person", "p2", "image", 3_600_000_000)]
            cursor_of(session).many(
                "INSERT INTO message (conversation_id, seq, msg_id, sender_kind, sender_id, type, content, sent_at,"
                " recalled) VALUES (?, ?, ?, ?, ?, ?, '{}', ?, ?)",
                [(one[0], number, number, *one[1:], False) for number, one in enumerate(rows)],
            )
        migrations.upgrade(house.db, part)
        with house.db.reading() as session:
            found = cursor_of(session).rows("SELECT appid, hour, person_id, type, messages FROM message_hour")
            assert sorted(found) == [("wx1", 0, "p1", "text", 2), ("wx1", 1, "p2", "image", 1)]
