"""What every test may rely on: no network but loopback, and a column of the architecture to run in."""

import pytest

pytest_plugins = [
    "tests.support.network",
    "tests.support.columns",
    "tests.support.houses",
    "tests.support.browser",
]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """What asynchronous tests run on."""
    return "asyncio"
