"""A brand in a running suite, with an account on an API that only records."""

from collections.abc import Iterator

import pytest

from tests.suite.world import Brand, FakeApi, fake_api
from tests.support.houses import Running


@pytest.fixture
def api() -> Iterator[FakeApi]:
    """An API of official accounts."""
    with fake_api() as served:
        yield served


@pytest.fixture
def brand(running_suite: Running, api: FakeApi) -> Iterator[Brand]:
    """A brand with an owner and one account in plain mode."""
    made = Brand(running_suite, api)
    yield made
    made.close()
