"""What the tests do on the surfaces again and again."""

from playwright.sync_api import Locator, Page, expect

from tests.e2e.town import Person, Town
from tests.support.browser import DESK, PHONE, OpenPage


def open_phone(town: Town, open_page: OpenPage, sign_in_url: str) -> Page:
    """A phone whose owner has followed the link."""
    page = open_page(PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    page.goto(sign_in_url)
    expect(page.get_by_role("navigation", name="主导航")).to_be_visible()
    assert page.url == f"{town.network.url}/phone/#/chats"
    return page


def open_chat(town: Town, open_page: OpenPage, person: Person) -> Page:
    """The phone of a follower, in the chat with 清河电器."""
    page = open_phone(town, open_page, person.sign_in_url)
    page.goto(town.conversation_url(person))
    expect(page.get_by_role("menubar", name="公众号菜单")).to_be_visible()
    return page


def open_console(town: Town, open_page: OpenPage, role: str) -> Page:
    """The console, signed in by password."""
    who = town.staff(role)
    page = open_page(DESK)
    page.goto(f"{town.suite.url}/console/")
    page.get_by_label("邮箱").fill(who["email"])
    page.get_by_label("密码", exact=True).fill(who["password"])
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", name=f"你好，{who['name']}")).to_be_visible()
    return page


def open_mp(town: Town, open_page: OpenPage, page_name: str) -> Page:
    """A page of 清河电器 on mp, signed in by password."""
    who = town.summary["mp"]
    page = open_page(DESK)
    page.goto(f"{town.network.url}/mp/")
    page.get_by_label("邮箱").fill(who["email"])
    page.get_by_label("密码", exact=True).fill(who["password"])
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_role("navigation", name="主导航").get_by_role("link", name=page_name).click()
    expect(page.get_by_role("heading", name=page_name)).to_be_visible()
    return page


def say(phone: Page, words: str) -> None:
    """Write into the open chat."""
    keyboard = phone.get_by_role("button", name="切换到键盘")
    if keyboard.is_visible():
        keyboard.click()
    phone.get_by_label("输入消息").fill(words)
    phone.get_by_role("button", name="发送", exact=True).click()
    expect(bubble(phone, words)).to_be_visible()


def bubble(phone: Page, words: str) -> Locator:
    """The last bubble with these words."""
    return phone.locator(".bubble", has_text=words).last
