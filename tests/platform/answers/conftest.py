"""Fixtures for tests of answers: the stage of the push tests, where messages really arrive."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.platform.push.stage import Stage, set_stage
from tests.support.houses import Running


@pytest.fixture
def stage(running_network: Running) -> Iterator[Stage]:
    """An account with a server, a person with a phone, an operator."""
    with ExitStack() as stack:
        stage = set_stage(running_network, stack)
        stage.serve()
        yield stage
