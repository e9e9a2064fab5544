"""The operator of an account on mp, in a real browser: followers, menu, the inspector, the server's address."""

from playwright.sync_api import expect

from tests.e2e.conftest import OpenQuietPage
from tests.e2e.surfaces import bubble, open_chat, open_mp, say
from tests.e2e.town import Town
from tests.support.browser import shot


def test_the_operator_sees_followers_and_changes_the_menu(town: Town, open_quiet_page: OpenQuietPage) -> None:
    fan = town.person("赵菜单")
    mp = open_mp(town, open_quiet_page, "用户管理")
    expect(mp.get_by_role("row", name=fan.nickname)).to_be_visible()
    shot(mp, "story-10-followers")

    mp.get_by_role("navigation", name="主导航").get_by_role("link", name="自定义菜单").click()
    mp.locator(".outline-row", has_text="附近门店").get_by_role("button").first.click()
    mp.get_by_label("名称").fill("找门店")
    shot(mp, "story-11-menu")
    mp.get_by_role("button", name="发布").click()
    mp.get_by_role("dialog").get_by_role("button", name="发布").click()
    expect(mp.get_by_text("菜单已发布")).to_be_visible()

    phone = open_chat(town, open_quiet_page, fan)
    phone.get_by_role("menuitem", name="找门店").click()
    expect(bubble(phone, "请发送您的位置")).to_be_visible()
    phone.get_by_role("menuitem", name="选空调").click()
    shot(phone, "story-12-menu-bar")
    phone.get_by_role("menuitem", name="柜机").click()
    expect(bubble(phone, "柜机：2 匹 4,599 元")).to_be_visible()


def test_the_inspector_shows_each_push_as_it_happens(town: Town, open_quiet_page: OpenQuietPage) -> None:
    fan = town.person("钱检查")
    mp = open_mp(town, open_quiet_page, "实时调试")
    expect(mp.get_by_text("实时", exact=True)).to_be_visible()
    phone = open_chat(town, open_quiet_page, fan)
    say(phone, "冰箱")
    row = mp.get_by_role("row").filter(has_text=fan.nickname).filter(has_text="清河冰箱三门")
    expect(row).to_contain_text("成功")
    shot(mp, "story-13-inspector")
    row.click()
    sheet = mp.get_by_role("dialog")
    expect(sheet).to_contain_text("<Content><![CDATA[冰箱]]></Content>")
    expect(sheet).to_contain_text("清河冰箱三门 1,899 元起")
    shot(mp, "story-14-push")


def test_a_wrong_server_url_is_diagnosed_and_not_saved(town: Town, open_quiet_page: OpenQuietPage) -> None:
    mp = open_mp(town, open_quiet_page, "服务器配置")
    url = mp.get_by_label("URL")
    right = url.input_value()
    url.fill(f"{town.suite.url}/wx/nobody")
    mp.get_by_role("button", name="验证并启用").click()
    expect(mp.get_by_role("heading", name="验证未通过")).to_be_visible()
    expect(mp.get_by_text("配置没有保存，原来的配置继续有效。")).to_be_visible()
    expect(mp.get_by_text("HTTP 404", exact=True)).to_be_visible()
    shot(mp, "story-15-diagnosis")
    mp.reload()
    expect(mp.get_by_label("URL")).to_have_value(right)
