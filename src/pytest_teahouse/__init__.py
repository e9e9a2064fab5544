"""A pytest plugin: a whole WeChat network for the tests of a bot (docs/guide/testing.md).

Installed together with Teahouse, pytest finds it by itself. Nothing is imported or started until a test asks for one
of the fixtures:

    teahouse          the network, empty for each test
    official_account  a verified service account
    follower          a person who follows it
    wechat_hosts      https://api.weixin.qq.com and its kin lead to the network, in this test and its child processes

For annotations: `from pytest_teahouse import Account, Follower, Network`.
"""

import importlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from teahouse.testing import (
        Account,
        ApiRefused,
        Call,
        Clock,
        Follower,
        Message,
        Network,
        Person,
        Push,
        SandboxRefused,
        ServerRefused,
    )
    from teahouse.testing.process import Served

__all__ = [
    "Account",
    "ApiRefused",
    "Call",
    "Clock",
    "Follower",
    "Message",
    "Network",
    "Person",
    "Push",
    "SandboxRefused",
    "ServerRefused",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - one of the names above
    """The names for annotations, loaded when somebody asks."""
    if name in __all__:
        return getattr(importlib.import_module("teahouse.testing"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The plugin's own options."""
    group = parser.getgroup("teahouse", "Teahouse, a WeChat network for tests")
    group.addoption(
        "--teahouse-url",
        metavar="URL",
        help="use the running network at URL (sandbox on) instead of starting one; it is not emptied between tests",
    )


@pytest.fixture(scope="session")
def teahouse_served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Served]":
    """A network in a process of its own, for the session; each worker of pytest-xdist has its own."""
    from teahouse.testing.process import running_network  # noqa: PLC0415 - costs nothing when unused

    with running_network(tmp_path_factory.mktemp("teahouse")) as served:
        yield served


@pytest.fixture(scope="session")
def teahouse_url(request: pytest.FixtureRequest) -> str:
    """Where the network is."""
    given = request.config.getoption("--teahouse-url")
    return str(given or request.getfixturevalue("teahouse_served").url)


@pytest.fixture
def wechat_hosts(
    request: pytest.FixtureRequest, teahouse: "Network", monkeypatch: pytest.MonkeyPatch
) -> "Iterator[Mapping[str, str]]":
    """Programs with literal https://api.weixin.qq.com URLs reach the network; the environment that leads them."""
    from teahouse.protocol.hosts import WECHAT_HOSTS  # noqa: PLC0415 - costs nothing when unused
    from teahouse.testing.tunnel import environment, tunnelling  # noqa: PLC0415

    if request.config.getoption("--teahouse-url"):
        pytest.fail("wechat_hosts needs the plugin's own network: with --teahouse-url use `teahouse sandbox proxy`")
    door = request.getfixturevalue("teahouse_served").tls
    with tunnelling(door, WECHAT_HOSTS) as port:
        variables = environment(f"http://127.0.0.1:{port}", door, WECHAT_HOSTS)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        yield variables


@pytest.fixture
def teahouse(request: pytest.FixtureRequest, teahouse_url: str) -> "Iterator[Network]":
    """The network; empty when a test begins, its clock the wall clock."""
    with _opened(teahouse_url) as network:
        if not request.config.getoption("--teahouse-url"):  # whoever else uses that one would lose theirs
            network.reset()
        yield network


@contextmanager
def _opened(url: str) -> "Iterator[Network]":
    from teahouse.testing import Network, Sandbox  # noqa: PLC0415 - costs nothing when unused

    with Sandbox(url) as sandbox:
        network = Network(sandbox)
        try:
            yield network
        finally:
            network.close()


@pytest.fixture
def official_account(teahouse: "Network") -> "Account":
    """A verified service account; `teahouse.account(...)` makes others."""
    return teahouse.account()


@pytest.fixture
def follower(teahouse: "Network", official_account: "Account") -> "Follower":
    """A person who follows `official_account`; `teahouse.follower(account)` makes others."""
    return teahouse.follower(official_account)
