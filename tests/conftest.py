"""What every test may rely on: no network but loopback, and a column of the architecture to run in."""

from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from sqlalchemy import Engine, create_engine

from teahouse.kit import crypto, db

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


@pytest.fixture(scope="session", autouse=True)
def one_compilation() -> Iterator[None]:
    """Each statement is compiled once a run: what SQLAlchemy compiled stays with an engine, and every house has two."""
    compiled: dict[str, Engine] = {}

    def engine(url: str, **options: Any) -> Engine:  # noqa: ANN401 - SQLAlchemy's own options
        made = create_engine(url, **options)
        first = compiled.setdefault(made.dialect.name, made)
        if first.dialect.server_version_info is not None:
            made.dialect, made._compiled_cache = first.dialect, first._compiled_cache  # noqa: SLF001 - has no door
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db, "create_engine", engine)
        yield


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """What asynchronous tests run on."""
    return "asyncio"
