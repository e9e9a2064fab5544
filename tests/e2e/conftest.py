"""One pair of processes for all of tests/e2e, and browsers on it.

The tests go in one xdist group: a second pair and a second browser would only be in the way of the first.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from teahouse.kit.settings import Part
from tests.e2e.town import Town, open_town
from tests.support.browser import OpenPage
from tests.support.columns import Column
from tests.support.databases import Databases

_HERE = Path(__file__).parent
_PARTS: tuple[Part, ...] = ("network", "suite")

OpenQuietPage = Callable[..., Page]
"""As open_page; the test fails at its end when the page's console had an error."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.xdist_group("e2e"))
            item.add_marker(pytest.mark.timeout(300))  # the first one waits for both processes


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    """How long a page may take, on a machine where all else runs too."""
    expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def town(
    column: Column,
    databases: Databases,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Town]:
    """The demo town, in the column under test."""
    data = tmp_path_factory.mktemp("town")
    valkey = str(request.getfixturevalue("valkey_url")) if column == "scaleout" else ""
    with ExitStack() as stack:
        environments: dict[Part, dict[str, str]] = {}
        for part in _PARTS:
            url = databases.prepare(part, data)
            stack.callback(databases.drop, url)
            given = {"DATABASE_URL": url, "REDIS_URL": valkey, "DURABILITY": "normal"}
            environments[part] = {**os.environ, **{f"TEAHOUSE_{name}": value for name, value in given.items()}}
        yield stack.enter_context(open_town(data, environments))


@pytest.fixture
def open_quiet_page(open_page: OpenPage) -> Iterator[OpenQuietPage]:
    """Opens pages and listens to their consoles."""
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        # Chromium's own line about the 401 that tells a page that nobody is signed in yet.
        asks_who = message.location.get("url", "").endswith("/me") and "401" in message.text
        if message.type == "error" and not asks_who:
            complaints.append(f"{message.text} at {message.location.get('url', '')}")

    def opened(size: dict[str, int], **options: object) -> Page:
        page = open_page(size, **options)
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    assert complaints == []


@pytest.fixture(autouse=True)
def say_what_was_pushed(town: Town, request: pytest.FixtureRequest) -> Iterator[None]:
    """Where a test fails, its report has the pushes."""
    yield
    if getattr(request.node, "failed", False):
        request.node.add_report_section("teardown", "pushes", "\n".join(town.pushes()))
