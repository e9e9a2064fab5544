"""Fixtures for tests of automatic replies."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.platform.push.stage import Stage, set_stage
from tests.support.houses import Running


@pytest.fixture
def stage(running_network: Running) -> Iterator[Stage]:
    """An account without a server; the platform's own ports are filled as in the product."""
    with ExitStack() as stack:
        yield set_stage(running_network, stack)
