import pytest
from sqlalchemy import inspect

from teahouse.kit import migrations
from teahouse.kit.settings import Part
from tests.support.houses import OpenHouse


@pytest.mark.parametrize("part", ["network", "suite"])
class TestUpgrade:
    def test_from_nothing_it_makes_the_tables_of_the_models(self, open_house: OpenHouse, part: Part) -> None:
        house = open_house(part, empty=True)
        migrations.upgrade(house.db, part)
        assert migrations.differences(house.db, part) == []
        tables = set(inspect(house.db.engine).get_table_names()) - {"alembic_version"}
        assert tables == set(migrations.metadata_of(part).tables)

    def test_a_second_time_changes_nothing(self, open_house: OpenHouse, part: Part) -> None:
        house = open_house(part, empty=True)
        migrations.upgrade(house.db, part)
        migrations.upgrade(house.db, part)
        assert migrations.differences(house.db, part) == []
