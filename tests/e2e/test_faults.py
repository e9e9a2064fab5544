"""What people read when something is wrong: the suite is down, a nickname is a script, a picture is not one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.e2e.conftest import OpenQuietPage
from tests.e2e.surfaces import open_chat, open_console, open_mp, open_phone, say
from tests.e2e.town import Town
from tests.support.browser import OpenPage, shot

_SCRIPT = "<img src=x onerror=alert(1)>"


@pytest.fixture
def without_suite(town: Town) -> Iterator[None]:
    """The suite's process is stopped, and runs again afterwards."""
    town.suite.stop()
    yield
    town.suite.start()
    town.suite.await_health()


@pytest.mark.usefixtures("without_suite")
def test_the_suite_is_down(town: Town, open_page: OpenPage, open_quiet_page: OpenQuietPage) -> None:
    fan = town.person("沈无人")
    mp = open_mp(town, open_quiet_page, "实时调试")
    phone = open_chat(town, open_quiet_page, fan)
    say(phone, "有人吗")
    expect(phone.locator(".message", has_text="该公众号提供的服务出现故障，请稍后再试")).to_be_visible()
    shot(phone, "fault-01-notice")
    row = mp.get_by_role("row").filter(has_text=fan.nickname).filter(has_text="有人吗")
    expect(row).to_contain_text("失败")
    expect(row).to_contain_text("无法建立连接")
    shot(mp, "fault-02-inspector")
    row.click()
    expect(mp.get_by_role("dialog").get_by_text("第 3 次推送")).to_be_visible()
    shot(mp, "fault-03-push")


def test_a_script_in_a_nickname_is_text(town: Town, open_quiet_page: OpenQuietPage) -> None:
    fan = town.person(_SCRIPT)
    alarms: list[str] = []

    def watched(page: Page) -> Page:
        def alarmed(dialog: Dialog) -> None:
            alarms.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", alarmed)
        return page

    phone = watched(open_phone(town, open_quiet_page, fan.sign_in_url))
    phone.get_by_role("link", name="我", exact=True).click()
    expect(phone.get_by_text(_SCRIPT)).to_be_visible()
    phone.goto(town.conversation_url(fan))
    expect(phone.get_by_role("menubar", name="公众号菜单")).to_be_visible()
    say(phone, f"这个能用吗 {_SCRIPT}")

    mp = watched(open_mp(town, open_quiet_page, "用户管理"))
    expect(mp.get_by_role("row", name=_SCRIPT)).to_be_visible()
    shot(mp, "fault-04-script-followers")

    console = watched(open_console(town, open_quiet_page, "agent"))
    console.get_by_role("navigation").get_by_role("link", name="客服台").click()
    row = console.get_by_role("region", name="会话列表").get_by_role("link").filter(has_text=_SCRIPT)
    row.click()
    expect(console.locator(".bubble", has_text=_SCRIPT)).to_be_visible()
    shot(console, "fault-05-script-desk")
    assert alarms == []


def test_an_upload_that_is_no_picture_is_refused(town: Town, open_page: OpenPage, tmp_path: Path) -> None:
    wrong = tmp_path / "picture.png"
    wrong.write_bytes(b"%PDF-1.4 not a picture")
    mp = open_mp(town, open_page, "账号设置")
    chooser_field = mp.get_by_label("更换头像")
    expect(chooser_field).to_be_attached()
    before = mp.locator("main img").count()
    chooser_field.set_input_files(wrong)
    alert = mp.locator(".picture").get_by_role("alert")
    expect(alert).to_contain_text("这不是可用的图片")
    shot(mp, "fault-06-no-picture")
    assert mp.locator("main img").count() == before

    phone = open_chat(town, open_page, town.person("韩图片"))
    phone.get_by_role("button", name="切换到键盘").click()
    phone.get_by_role("button", name="更多功能").click()
    with phone.expect_file_chooser() as chooser:
        phone.get_by_role("button", name="相册").click()
    chooser.value.set_files(wrong)
    phone.get_by_role("button", name="发送失败，点按重发").click()
    expect(phone.get_by_role("dialog")).to_contain_text("这不是可用的图片")
    shot(phone, "fault-07-no-picture")
