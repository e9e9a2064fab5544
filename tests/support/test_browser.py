"""The browser that e2e tests drive."""

import pytest
from playwright.sync_api import Page

from tests.support.browser import shot
from tests.support.houses import Running

pytestmark = pytest.mark.e2e


class TestBrowser:
    def test_it_is_a_chinese_phone(self, phone_page: Page, running_network: Running) -> None:
        phone_page.goto(f"{running_network.url}/healthz")
        assert phone_page.evaluate("navigator.language") == "zh-CN"
        assert phone_page.evaluate("[screen.width, screen.height]") == [390, 844]
        assert phone_page.evaluate("navigator.maxTouchPoints") > 0

    def test_it_is_a_desk(self, desk_page: Page, running_network: Running) -> None:
        desk_page.goto(f"{running_network.url}/healthz")
        assert desk_page.evaluate("[innerWidth, innerHeight]") == [1440, 900]

    def test_it_reaches_this_machine_only(self, desk_page: Page, running_network: Running) -> None:
        desk_page.goto(f"{running_network.url}/healthz")
        reached = desk_page.evaluate("fetch('http://example.com', {mode: 'no-cors'}).then(() => true, () => false)")
        assert reached is False

    def test_it_writes_chinese(self, desk_page: Page) -> None:
        desk_page.set_content("<span style='font-size: 40px'>茶</span>")
        assert shot(desk_page, "support-chinese").stat().st_size > 1000
        width = desk_page.evaluate("document.querySelector('span').getBoundingClientRect().width")
        assert width == 40
