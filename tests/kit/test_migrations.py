from typing import Any

import pytest
from sqlalchemy import inspect

from teahouse.kit import migrations
from teahouse.kit.db import Database
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
