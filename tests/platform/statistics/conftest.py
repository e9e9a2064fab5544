"""Fixtures for tests of statistics."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from teahouse.platform.push import delivery
from tests.platform.push.stage import Stage, set_stage
from tests.support.houses import Running


@pytest.fixture
def stage(running_network: Running, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """An account with a server, switched on; the platform's own ports are filled as in the product."""
    monkeypatch.setattr(delivery, "PAUSES", (0.01, 0.01))
    with ExitStack() as stack:
        stage = set_stage(running_network, stack)
        stage.serve()
        yield stage
