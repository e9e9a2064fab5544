"""What every test may rely on: no network but loopback, and a column of the architecture to run in."""

import pytest
import structlog

from teahouse.kit import crypto

pytest_plugins = [
    "tests.support.network",
    "tests.support.columns",
    "tests.support.houses",
    "tests.support.browser",
]


@pytest.fixture(scope="session", autouse=True)
def plain_logs() -> None:
    """As a house logs, but where pytest looks; structlog's default shows every variable of a trace, for seconds."""
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.stdlib.add_log_level, plain])


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> None:
    """Every brand and operator of every test has one; what they cost to guess is told by tests/kit/test_crypto.py."""
    crypto.cost = crypto.Cost(passes=1, kibibytes=8)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """What asynchronous tests run on."""
    return "asyncio"
