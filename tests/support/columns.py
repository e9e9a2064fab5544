"""The two columns of the architecture: `TEAHOUSE_COLUMN=embedded` (default) or `scaleout`.

Scale-out needs a PostgreSQL and a Valkey or Redis: those in TEAHOUSE_TEST_POSTGRES_URL and TEAHOUSE_TEST_REDIS_URL,
else ones started from wheels. With several workers, the first process starts one PostgreSQL for all of them.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, Literal, cast

import pytest
import redis

from tests.support import servers
from tests.support.databases import Databases, PostgresDatabases, SqliteDatabases

Column = Literal["embedded", "scaleout"]
POSTGRES = "TEAHOUSE_TEST_POSTGRES_URL"
REDIS = "TEAHOUSE_TEST_REDIS_URL"

_shared = ExitStack()


def chosen_column() -> Column:
    """Which column this run tests."""
    column = os.environ.get("TEAHOUSE_COLUMN", "embedded")
    if column not in {"embedded", "scaleout"}:
        raise pytest.UsageError(f"TEAHOUSE_COLUMN={column!r} is wrong: it is embedded or scaleout")
    return cast("Column", column)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:  # noqa: ANN401 - pytest-xdist's WorkerController
    """In the process that starts the workers: one PostgreSQL for all; workers inherit its address."""
    if chosen_column() == "scaleout" and POSTGRES not in os.environ:
        os.environ[POSTGRES] = _shared.enter_context(servers.postgres())
    node.workerinput["postgres_url"] = os.environ.get(POSTGRES, "")


def pytest_unconfigure() -> None:
    """Stops what pytest_configure_node started."""
    _shared.close()


def worker_name(config: pytest.Config) -> str:
    """gw0, gw1, ... with several workers, else main."""
    return str(getattr(config, "workerinput", {}).get("workerid", "main"))


@pytest.fixture(scope="session")
def column() -> Column:
    """The column under test."""
    return chosen_column()


@pytest.fixture(scope="session")
def postgres_url(pytestconfig: pytest.Config) -> Iterator[str]:
    """A PostgreSQL server's URL without a database; works in either column."""
    inherited = getattr(pytestconfig, "workerinput", {}).get("postgres_url") or os.environ.get(POSTGRES)
    if inherited:
        yield str(inherited).rstrip("/")
        return
    with servers.postgres() as url:
        yield url


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """A Valkey or Redis server's URL, this worker's own unless it is given; works in either column."""
    if given := os.environ.get(REDIS):
        yield given
        return
    with servers.valkey() as url:
        yield url


@pytest.fixture(scope="session")
def databases(
    column: Column, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    """Makes empty databases of the column under test."""
    made: Databases
    if column == "embedded":
        made = SqliteDatabases(tmp_path_factory.mktemp("templates"))
    else:
        url = request.getfixturevalue("postgres_url")
        made = PostgresDatabases(url, f"{worker_name(request.config)}_{os.getpid()}")
    with made:
        yield made


@pytest.fixture
def redis_url(column: Column, request: pytest.FixtureRequest) -> str:
    """What the setting redis_url is in this column; the server holds nothing when a test begins."""
    if column == "embedded":
        return ""
    url = str(request.getfixturevalue("valkey_url"))
    with redis.Redis.from_url(url) as server:
        server.flushdb()
    return url
