"""The house's own story, in real browsers on real processes: from a fan's phone to the brand's desk and back."""

from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenQuietPage
from tests.e2e.surfaces import bubble, open_chat, open_console, open_phone, say
from tests.e2e.town import Town
from tests.support.browser import shot

_AT_ONCE_MS = 10_000
"""A second, and room for a slow machine where all the other tests run too. Nothing polls: only the socket brings it."""
_ODD = "能不能寄到外地？"


@pytest.fixture
def poster(town: Town, tmp_path: Path) -> Path:
    """A picture of the code with the scene of the poster."""
    path = tmp_path / "poster.png"
    path.write_bytes(httpx.get(town.summary["codes"][0]["image_url"]).content)
    return path


def test_a_fan_asks_and_a_person_answers(town: Town, open_quiet_page: OpenQuietPage, poster: Path) -> None:
    fan = town.summary["phone"][0]
    console = open_console(town, open_quiet_page, "agent")
    console.get_by_role("navigation").get_by_role("link", name="客服台").click()
    waiting = console.get_by_role("region", name="会话列表").get_by_role("link")
    expect(waiting.filter(has_text="柜机 3 匹的有现货吗")).to_be_visible()

    phone = open_phone(town, open_quiet_page, fan["sign_in_url"])
    shot(phone, "story-01-signed-in")
    phone.get_by_role("link", name="发现").click()
    phone.get_by_role("link", name="扫一扫").click()
    with phone.expect_file_chooser() as chooser:
        phone.get_by_role("button", name="相册").click()
    chooser.value.set_files(poster)
    expect(phone.get_by_role("heading", name="清河电器")).to_be_visible()
    shot(phone, "story-02-scanned")
    phone.get_by_role("button", name="关注公众号").click()
    expect(bubble(phone, "您好，欢迎关注清河电器！")).to_be_visible()
    shot(phone, "story-03-followed")

    say(phone, "空调")
    expect(bubble(phone, "清河空调有三种")).to_be_visible()
    say(phone, _ODD)
    row = waiting.filter(has_text=_ODD)
    expect(row).to_be_visible(timeout=_AT_ONCE_MS)
    expect(bubble(phone, "客服")).to_be_visible()
    shot(phone, "story-04-a-person-comes")
    shot(console, "story-05-waiting")

    row.click()
    console.get_by_role("button", name="接入").first.click()
    answer = console.get_by_role("textbox", name="回复 粉丝")
    answer.press_sequentially("可以的，")
    expect(phone.get_by_role("heading", name="对方正在输入…")).to_be_visible()
    shot(phone, "story-06-typing")
    answer.press_sequentially("全国包邮，偏远地区三天到。")
    shot(console, "story-07-answering")
    console.get_by_role("button", name="发送", exact=True).click()
    expect(bubble(phone, "可以的，全国包邮，偏远地区三天到。")).to_be_visible(timeout=_AT_ONCE_MS)
    expect(phone.get_by_role("heading", name="清河电器")).to_be_visible()
    shot(phone, "story-08-answered")
    shot(console, "story-09-desk")

    console.get_by_role("button", name="结束会话").click()
    console.get_by_role("tab", name="已结束").click()
    expect(waiting.filter(has_text="全国包邮")).to_be_visible()
    say(phone, "洗衣机")
    expect(bubble(phone, "清河洗衣机 8 公斤 1,599 元起")).to_be_visible()


def test_a_program_speaks_over_plain_http(town: Town, open_quiet_page: OpenQuietPage) -> None:
    fan = town.person("孙程序")
    phone = open_chat(town, open_quiet_page, fan)
    account = town.summary["account"]
    who = {"grant_type": "client_credential", "appid": account["appid"], "secret": account["secret"]}
    token = town.http.get("/cgi-bin/token", params=who).json()["access_token"]
    openids = town.http.get("/cgi-bin/user/get", params={"access_token": token}).json()["data"]["openid"]
    people = {"user_list": [{"openid": openid} for openid in openids]}
    known = town.http.post("/cgi-bin/user/info/batchget", params={"access_token": token}, json=people).json()
    assert len(known["user_info_list"]) == len(openids)
    openid = town.post(f"/sandbox/people/{fan.person_id}/follow", {"appid": town.appid})["openid"]
    assert openid in openids
    message = {"touser": openid, "msgtype": "text", "text": {"content": "您的空调明天上午送到。"}}
    sent = town.http.post("/cgi-bin/message/custom/send", params={"access_token": token}, json=message)
    assert sent.json() == {"errcode": 0, "errmsg": "ok"}
    expect(bubble(phone, "您的空调明天上午送到。")).to_be_visible(timeout=_AT_ONCE_MS)
    shot(phone, "story-16-program")


def test_a_fan_reads_an_article_in_the_phones_browser(town: Town, open_quiet_page: OpenQuietPage) -> None:
    phone = open_chat(town, open_quiet_page, town.person("许读者"))
    say(phone, "挂机")
    phone.get_by_role("link", name="挂机怎么选").last.click()
    page = phone.frame_locator("iframe")
    expect(page.get_by_role("heading", name="挂机怎么选：一张表看懂匹数和能效")).to_be_visible()
    shot(phone, "story-17-article")
