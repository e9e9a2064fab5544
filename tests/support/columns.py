"""The two columns of the architecture: `TEAHOUSE_COLUMN=embedded` (default) or `scaleout`.

Scale-out needs a PostgreSQL and a Valkey or Redis: those in TEAHOUSE_TEST_POSTGRES_URL and TEAHOUSE_TEST_REDIS_URL,
else ones started from wheels. Each worker has its own: in a shared PostgreSQL, one worker's open transaction keeps
the horizon of another's readers back (see kit/changes.py), and they would read some rows twice.
"""

import os
from collections.abc import Iterator
from typing import Literal, cast

import pytest
import redis

from tests.support import servers
from tests.support.databases import Databases, PostgresDatabases, SqliteDatabases

Column = Literal["embedded", "scaleout"]
POSTGRES = "TEAHOUSE_TEST_POSTGRES_URL"
REDIS = "TEAHOUSE_TEST_REDIS_URL"


def chosen_column() -> Column:
    """Which column this run tests."""
    column = os.environ.get("TEAHOUSE_COLUMN", "embedded")
    if column not in {"embedded", "scaleout"}:
        raise pytest.UsageError(f"TEAHOUSE_COLUMN={column!r} is wrong: it is embedded or scaleout")
    return cast("Column", column)


def worker_name(config: pytest.Config) -> str:
    """gw0, gw1, ... with several workers, else main."""
    return str(getattr(config, "workerinput", {}).get("workerid", "main"))


@pytest.fixture(scope="session")
def column() -> Column:
    """The column under test."""
    return chosen_column()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server's URL without a database, this worker's own unless it is given; works in either column."""
    if given := os.environ.get(POSTGRES):
        yield given.rstrip("/")
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
