"""Fixtures for tests of platform features: one network for all of them, emptied for each."""

from collections.abc import Iterator

import pytest

from teahouse.kit.house import House
from teahouse.kit.settings import Settings
from tests.platform.world import Api, World, opened
from tests.support.columns import Column
from tests.support.databases import Databases


@pytest.fixture(scope="session")
def served_world(
    databases: Databases, column: Column, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The network, serving: it is started once, because that takes longer than most tests."""
    data = tmp_path_factory.mktemp("platform")
    url = databases.prepare("network", data)
    redis_url = str(request.getfixturevalue("valkey_url")) if column == "scaleout" else ""
    settings = Settings(data=data, database_url=url, redis_url=redis_url, durability="normal", sandbox=True)
    house = House.open("network", settings)
    try:
        with opened(house) as made:
            yield made
    finally:
        house.close()
        databases.drop(url)


@pytest.fixture
def world(served_world: World) -> Iterator[World]:
    """The network, serving, with nobody and nothing in it; its ports keep what passes through them."""
    served_world.clear()
    yield served_world
    served_world.stack.close()


@pytest.fixture
def api(world: World) -> Api:
    """A verified service account that calls the API."""
    return world.account()
