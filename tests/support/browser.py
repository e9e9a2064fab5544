"""A real browser for tests in tests/e2e: Chinese, and deaf to everything but this machine.

The browser closes with its test module: Playwright's loop would be in the way of asynchronous tests elsewhere.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

SHOTS = Path(__file__).parents[2] / "test-results"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]

OpenPage = Callable[..., Page]
"""open_page(size, **options) -> Page: a browser of its own, with its own cookies; options as for new_context."""


def installed_browser() -> str | None:
    """The machine's Chromium: TEAHOUSE_CHROMIUM, else the first known name; None for Playwright's own."""
    return os.environ.get("TEAHOUSE_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(prefix="teahouse-browser-") as home:
        browser = playwright.chromium.launch(
            executable_path=installed_browser(), args=_ARGUMENTS, env={**os.environ, "HOME": home}
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Opens pages; where the test fails, each leaves a picture in test-results."""
    contexts: list[BrowserContext] = []

    def opened(size: dict[str, int], **options: object) -> Page:
        chosen = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": size} | options
        context = browser.new_context(**chosen)  # type: ignore[arg-type]  # Playwright's own options
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield opened
    failed = getattr(request.node, "failed", False)
    for number, context in enumerate(contexts):
        for page in context.pages:
            if failed:
                shot(page, f"failed-{request.node.name}-{number}")
        context.close()


@pytest.fixture
def phone_page(open_page: OpenPage) -> Page:
    """A page the size of a phone, with touch."""
    return open_page(PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)


@pytest.fixture
def desk_page(open_page: OpenPage) -> Page:
    """A page the size of a desk's screen."""
    return open_page(DESK)


def shot(page: Page, name: str) -> Path:
    """A picture of the page in test-results."""
    path = SHOTS / f"{name.replace('/', '-')}.png"
    page.screenshot(path=path)
    return path


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember whether the test failed, for the pictures."""
    outcome = yield
    if outcome.get_result().failed:  # type: ignore[attr-defined]
        item.failed = True  # type: ignore[attr-defined]
