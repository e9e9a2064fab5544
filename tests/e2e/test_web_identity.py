"""A brand's page in the phone's browser: OAuth, and the unmodified JS-SDK, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.e2e.brand_site import BrandSite, serving
from tests.e2e.conftest import OpenQuietPage
from tests.e2e.surfaces import open_mp, open_phone
from tests.e2e.town import Town
from tests.support.browser import DESK, shot


@pytest.fixture(scope="module")
def site(town: Town) -> Iterator[BrandSite]:
    """The website of 清河电器."""
    account = town.summary["account"]
    with serving(BrandSite(town.network.url, account["appid"], account["secret"])) as made:
        query = {"access_token": made.token()}
        wish = {"tid": "401", "kidList": [1, 2]}
        added = httpx.post(f"{town.network.url}/wxaapi/newtmpl/addtemplate", params=query, json=wish).json()
        made.template = added["priTmplId"]
        yield made


@pytest.fixture
def phone(town: Town, site: BrandSite, open_quiet_page: OpenQuietPage) -> Page:
    """A person's phone, on the site's page with the SDK; the domains are set on mp first."""
    mp = open_mp(town, open_quiet_page, "网页与登录")
    mp.get_by_label("网页授权域名").fill(f"http://{site.host}/shop")
    mp.get_by_label("JS 接口安全域名").fill(site.host)
    if mp.get_by_role("button", name="保存").is_enabled():
        mp.get_by_role("button", name="保存").click()
        expect(mp.get_by_text("已保存")).to_be_visible()
    shot(mp, "identity-01-domains")
    page = open_phone(town, open_quiet_page, town.person("林间").sign_in_url)
    page.goto(f"{town.network.url}/phone/#/browse?url=http://{site.host}/shop")
    frame = _frame(page)
    expect(frame.get_by_text("申请使用您的以下信息")).to_be_visible()
    shot(page, "identity-02-consent")
    frame.get_by_role("button", name="允许").click()
    expect(frame.get_by_role("heading", name="你好，林间")).to_be_visible()
    return page


def _frame(phone: Page) -> FrameLocator:
    return phone.frame_locator("iframe")


def _closed(phone: Page) -> None:
    """No sheet is on its way out any more, over the page below."""
    expect(phone.locator(".van-overlay").filter(visible=True)).to_have_count(0)


def test_the_sdk_finds_its_bridge(phone: Page, site: BrandSite, tmp_path: Path) -> None:
    frame = _frame(phone)
    state = frame.locator("#state")
    expect(state).to_have_text('{"checkResult":{"scanQRCode":true,"chooseWXPay":false},"errMsg":"checkJsApi:ok"}')
    expect(phone.get_by_role("heading", name="清河商城")).to_be_visible()
    shot(phone, "identity-03-page")
    assert all("MicroMessenger/8" in agent for agent in site.agents)
    assert not any("th_phone" in cookie for cookie in site.cookies)

    frame.get_by_role("button", name="支付").click()
    expect(state).to_have_text('{"errMsg":"chooseWXPay:function not exist"}')

    picture = tmp_path / "code.png"
    picture.write_bytes(httpx.get(f"{site.network}/connect/qrconnect/code.png", params={"uuid": "u1"}).content)
    frame.get_by_role("button", name="扫一扫").click()
    with phone.expect_file_chooser() as chooser:
        phone.get_by_role("button", name="相册").click()
    chooser.value.set_files(picture)
    expect(state).to_have_text(f"scanned {site.network}/connect/confirm?uuid=u1")
    _closed(phone)

    with phone.expect_file_chooser() as chooser:
        frame.get_by_role("button", name="选图").click()
    chooser.value.set_files(picture)
    expect(state).to_contain_text("uploaded ")
    expect(frame.locator("#picture")).to_have_js_property("naturalWidth", 430)
    media_id = state.inner_text().removeprefix("uploaded ")
    query = {"access_token": site.token(), "media_id": media_id}
    assert httpx.get(f"{site.network}/cgi-bin/media/get", params=query).content == picture.read_bytes()


def test_a_page_asks_for_notifications(phone: Page, site: BrandSite) -> None:
    frame = _frame(phone)
    frame.get_by_role("button", name="订阅").click()
    sheet = phone.get_by_role("dialog", name="订阅通知")
    expect(sheet.get_by_role("checkbox", name="取餐提醒")).to_be_checked()
    shot(phone, "notices-01-sheet")
    sheet.get_by_role("button", name="允许").click()
    expect(frame.locator("#state")).to_have_text(f'{{"{site.template}":"{{\\"status\\":\\"accept\\"}}"}}')


def test_the_menu_shares_what_the_page_said(phone: Page, town: Town, site: BrandSite) -> None:
    frame = _frame(phone)
    expect(frame.locator("#state")).to_contain_text("checkJsApi:ok")
    frame.get_by_role("button", name="隐藏").click()
    expect(frame.locator("#state")).to_contain_text("hideMenuItems:ok")
    phone.get_by_role("button", name="更多").click()
    expect(phone.get_by_role("button", name="刷新")).to_be_visible()
    expect(phone.get_by_role("button", name="复制链接")).to_have_count(0)
    shot(phone, "identity-04-menu")
    phone.get_by_role("button", name="发送给朋友").click()
    expect(phone.get_by_role("dialog", name="发送给朋友")).to_be_visible()
    shot(phone, "identity-05-share")
    phone.get_by_role("dialog", name="发送给朋友").get_by_role("button", name="取消").click()
    expect(phone.get_by_role("dialog")).to_have_count(0)
    _closed(phone)

    phone.get_by_role("button", name="更多").click()
    phone.get_by_role("button", name="分享到朋友圈").click()
    phone.get_by_label("这一刻的想法…").fill("周末去看看")
    shot(phone, "identity-09-moment")
    phone.get_by_role("button", name="发表").click()
    expect(frame.locator("#state")).to_have_text("shared in moments")
    _closed(phone)
    frame.get_by_role("link", name="下一页").click()
    expect(frame.get_by_role("heading", name="这是下一页")).to_be_visible()
    assert "MicroMessenger" in phone.frames[1].evaluate("navigator.userAgent")
    assert phone.frames[1].evaluate("typeof window.WeixinJSBridge") == "object"
    phone.goto(f"{town.network.url}/phone/#/moments")
    expect(phone.get_by_role("button", name="朋友圈里的清河")).to_be_visible()
    expect(phone.get_by_text("周末去看看")).to_be_visible()
    shot(phone, "identity-10-moments")


def test_a_place_and_the_way_out(phone: Page) -> None:
    phone.context.grant_permissions(["geolocation"])
    phone.context.set_geolocation({"latitude": 31.2304, "longitude": 121.4737})
    frame = _frame(phone)
    expect(frame.locator("#state")).to_contain_text("checkJsApi:ok")
    frame.get_by_role("button", name="定位").click()
    phone.get_by_role("button", name="允许").click()
    expect(frame.locator("#state")).to_have_text("31.2304 121.4737")
    _closed(phone)
    frame.get_by_role("button", name="关闭").click()
    expect(phone.get_by_role("navigation", name="主导航")).to_be_visible()


def test_a_wrong_signature_is_told(phone: Page, site: BrandSite) -> None:
    site.spoil = True
    try:
        phone.get_by_role("button", name="更多").click()
        phone.get_by_role("button", name="刷新").click()
        expect(_frame(phone).locator("#state")).to_have_text("config:invalid signature")
        _frame(phone).get_by_role("button", name="扫一扫").click()
        expect(phone.get_by_role("button", name="相册")).to_have_count(0)
    finally:
        site.spoil = False


def test_signing_in_on_a_website(town: Town, open_quiet_page: OpenQuietPage, site: BrandSite, tmp_path: Path) -> None:
    mp = open_mp(town, open_quiet_page, "网页与登录")
    mp.get_by_role("button", name="创建网站应用").first.click()
    mp.get_by_label("应用名称").fill("清河官网")
    mp.get_by_label("授权回调域").fill(site.host)
    mp.get_by_role("button", name="创建", exact=True).last.click()
    expect(mp.get_by_text("AppSecret", exact=True).last).to_be_visible()
    mp.get_by_role("button", name="我已保存").click()
    appid = mp.get_by_role("row").filter(has_text="清河官网").locator("code").first.inner_text()
    shot(mp, "identity-06-websites")

    screen = open_quiet_page(DESK)
    query = f"appid={appid}&redirect_uri=http://{site.host}/next&response_type=code&scope=snsapi_login&state=s1"
    screen.goto(f"{town.network.url}/connect/qrconnect?{query}")
    expect(screen.get_by_text("登录 清河官网")).to_be_visible()
    shot(screen, "identity-07-code")
    picture = tmp_path / "code.png"
    picture.write_bytes(screen.get_by_role("img", name="登录二维码").screenshot())

    phone = open_phone(town, open_quiet_page, town.person("渡口").sign_in_url)
    phone.goto(f"{town.network.url}/phone/#/scan")
    with phone.expect_file_chooser() as chooser:
        phone.get_by_role("button", name="相册").click()
    chooser.value.set_files(picture)
    frame = _frame(phone)
    expect(frame.get_by_role("heading", name="网页登录确认")).to_be_visible()
    expect(screen.get_by_text("扫描成功，请在手机上确认")).to_be_visible()
    shot(phone, "identity-08-confirm")
    frame.get_by_role("button", name="确认登录").click()
    expect(frame.get_by_role("heading", name="登录成功")).to_be_visible()
    expect(screen.get_by_role("heading", name="这是下一页")).to_be_visible()
    assert "code=" in screen.url
    assert screen.url.endswith("&state=s1")
