"""Every page of every surface opens: narrow and wide, in both languages, light and dark, with nothing in the console.

Two looks, in which each size, language and colour scheme is seen: a third costs a minute of the tests.
"""

from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenQuietPage
from tests.e2e.town import Town
from tests.support.browser import DESK, PHONE, shot

_NARROWEST = {"width": 360, "height": 740}
_HEADINGS = "main h1"
_MARK = (
    f"""() => document.querySelectorAll({_HEADINGS!r}).forEach((each) => {{ each.dataset.seen = each.innerText }})"""
)
_LOADING = ".skeleton, .rows[role=status], .rows[aria-hidden], .van-skeleton, .el-loading-mask, .spinner"
_SETTLED = f"""() => {{
    const headings = [...document.querySelectorAll({_HEADINGS!r})]
    const near = [...document.images].filter((each) => each.getBoundingClientRect().top < innerHeight)
    return headings.some((each) => each.dataset.seen !== each.innerText)
        && !document.querySelector({_LOADING!r})
        && near.every((each) => each.complete)
        && document.getAnimations().every((each) => each.effect.getComputedTiming().endTime === Infinity)
}}"""
_OVERHANG = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Look(NamedTuple):
    """How a page is looked at."""

    name: str
    size: dict[str, int]
    locale: str
    scheme: str


LOOKS = (
    Look("phone-en-dark", PHONE, "en-US", "dark"),
    Look("desk-zh-light", DESK, "zh-CN", "light"),
)


@pytest.fixture(params=LOOKS, ids=lambda look: look.name)
def look(request: pytest.FixtureRequest) -> Look:
    """One after the other."""
    assert isinstance(request.param, Look)
    return request.param


@pytest.fixture
def page(look: Look, open_quiet_page: OpenQuietPage) -> Page:
    """A browser that looks so."""
    return open_quiet_page(look.size, locale=look.locale, color_scheme=look.scheme)


def see(page: Page, look: Look, surface: str, address: str, name: str) -> None:
    """Open it, keep a picture, and see that nothing hangs over the edge."""
    if page.url != address:
        page.evaluate(_MARK)
        page.goto(address)
    page.wait_for_function(_SETTLED)
    shot(page, f"page-{surface}-{name}-{look.name}")
    assert page.evaluate(_OVERHANG) == 0, f"{name} is wider than {look.size['width']} px"
    if look.size == PHONE:
        page.set_viewport_size(_NARROWEST)  # type: ignore[arg-type]  # a TypedDict of the same shape
        assert page.evaluate(_OVERHANG) == 0, f"{name} is wider than 360 px"
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]


def walk(page: Page, look: Look, surface: str, base: str, paths: dict[str, str]) -> None:
    """See each page of a surface."""
    for name, path in paths.items():
        see(page, look, surface, f"{base}{path}", name)


@pytest.fixture(scope="module")
def article(town: Town) -> str:
    """An article page of the brand, as a fan gets it."""
    fan = town.person("吴文章")
    asked = {"appid": town.appid, "type": "text", "content": "挂机", "wait": 10}
    replies = town.post(f"/sandbox/people/{fan.person_id}/send", asked)["replies"]
    news = next(reply for reply in replies if reply["type"] == "news")
    return str(news["content"]["articles"][0]["url"])


def test_phone(town: Town, look: Look, page: Page, article: str) -> None:
    fan = town.person("郑页面")
    town.post(f"/sandbox/people/{fan.person_id}/send", {"appid": town.appid, "type": "text", "content": "冰箱"})
    base = f"{town.network.url}/phone/#"
    walk(page, look, "phone", base, {"sign-in": "/sign-in"})
    page.goto(fan.sign_in_url)
    expect(page.locator(".tab-bar")).to_be_visible()
    paths = {
        "chats": "/chats",
        "contacts": "/contacts",
        "discover": "/discover",
        "me": "/me",
        "chat": f"/chat/a:{town.appid}:{fan.person_id}",
        "subscriptions": "/subscriptions",
        "account": f"/account/{town.appid}",
        "account-code": f"/account/{town.appid}/qr",
        "accounts": "/contacts/accounts",
        "search": "/accounts/search",
        "new-friends": "/contacts/new",
        "add-friend": "/contacts/add",
        "scan": "/scan",
        "scanned": "/scan/text?text=https%3A%2F%2Fbrand.example%2F",
        "browser": f"/browse?url={article}",
        "profile": "/me/profile",
        "nickname": "/me/profile/nickname",
        "region": "/me/profile/region",
        "code": "/me/qr",
        "settings": "/settings",
        "password": "/settings/password",
        "devices": "/settings/devices",
        "language": "/settings/language",
        "dark": "/settings/dark",
    }
    walk(page, look, "phone", base, paths)
    where_i_am(town, page, base, paths["chat"])


def where_i_am(town: Town, page: Page, base: str, chat: str) -> None:
    """The account that wants to know is told once the fan agrees and the browser knows; until it does, it says so."""
    switch, request = f"{town.network.url}/sandbox/accounts/{town.appid}/location", page.context.request
    assert request.put(switch, data={"mode": "enter"}).ok
    page.goto(f"{base}/chats")
    page.goto(f"{base}{chat}")
    page.get_by_role("dialog").get_by_role("button").last.click()
    expect(page.locator(".van-toast")).to_be_visible()
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 30.25, "longitude": 120.1551, "accuracy": 12})
    page.goto(f"{base}/chats")
    with page.expect_response(lambda one: one.request.method == "POST" and one.url.endswith("/location")) as told:
        page.goto(f"{base}{chat}")
    assert told.value.json() == {"reported": True}
    assert told.value.request.post_data_json == {"latitude": 30.25, "longitude": 120.1551, "precision": 12}
    assert request.put(switch, data={"mode": "off"}).ok


def test_mp(town: Town, look: Look, page: Page) -> None:
    base = f"{town.network.url}/mp/#"
    walk(page, look, "mp", base, {"start": "/start", "sign-in": "/sign-in", "register": "/register"})
    who = {key: town.summary["mp"][key] for key in ("email", "password")}
    assert page.context.request.post(f"{town.network.url}/api/mp/sign-in", data=who).ok
    page.reload()
    names = ["statistics", "followers", "messages", "articles", "articles/new", "materials", "menu", "autoreply"]
    names += ["mass-send", "mass-sent", "notices", "noticeboard", "operators", "certification", "migration"]
    names += ["qrcodes", "templates", "desk", "agents", "server", "inspector", "domains", "connect", "settings"]
    paths = {name.replace("/", "-"): f"/a/{town.appid}/{name}" for name in names}
    walk(
        page,
        look,
        "mp",
        base,
        {
            "accounts": "/accounts",
            "registration": "/accounts/register",
            "review": "/review",
            "home": f"/a/{town.appid}",
            **paths,
        },
    )


def test_console(town: Town, look: Look, page: Page) -> None:
    base = f"{town.suite.url}/console/#"
    walk(page, look, "console", base, {"sign-in": "/sign-in"})
    who = {key: town.staff("owner")[key] for key in ("email", "password")}
    api = page.context.request
    assert api.post(f"{town.suite.url}/api/sign-in", data=who).ok
    page.reload()
    brand = f"{town.suite.url}/api/brands/{town.summary['brand_id']}"

    def first(path: str) -> str:
        return str(api.get(f"{brand}/{path}").json()["items"][0]["id"])

    paths = {
        "conversation": f"/desk/{first('desk/conversations?box=waiting')}",
        "home": "/",
        "desk": "/desk",
        "quick-replies": "/quick-replies",
        "followers": "/followers",
        "follower": f"/followers/{first('followers')}",
        "rules": "/rules",
        "rule": f"/rules/{first('rules')}",
        "new-rule": "/rules/new",
        "dialogue": "/dialogue",
        "accounts": "/channel",
        "account": f"/channel/{first('accounts')}",
        "staff": "/staff",
        "audit": "/audit",
    }
    walk(page, look, "console", base, paths)


def test_h5(look: Look, page: Page, article: str) -> None:
    see(page, look, "h5", article, "article")
    expect(page.get_by_role("heading", level=1)).to_have_text("挂机怎么选：一张表看懂匹数和能效")


def reach(page: Page, name: str, *, within: int = 40) -> None:
    """Press Tab until what is called so has the focus."""
    seen = []
    for _ in range(within):
        page.keyboard.press("Tab")
        label = page.evaluate(
            "() => { const at = document.activeElement;"
            " return at.getAttribute('aria-label') || at.labels?.[0]?.innerText || at.innerText || '' }"
        )
        seen.append(str(label).strip())
        if name in seen[-1]:
            return
    pytest.fail(f"Tab does not reach {name}, but {seen}")


def test_the_keyboard_signs_in_and_answers(town: Town, open_quiet_page: OpenQuietPage) -> None:
    fan = town.person("冯键盘")
    town.post(f"/sandbox/people/{fan.person_id}/send", {"appid": town.appid, "type": "text", "content": "键盘能用吗"})
    who = town.staff("agent")
    console = open_quiet_page(DESK)
    console.goto(f"{town.suite.url}/console/#/desk")
    expect(console.get_by_label("邮箱")).to_be_focused()
    console.keyboard.type(who["email"])
    reach(console, "密码")
    console.keyboard.type(who["password"])
    reach(console, "登录")
    console.keyboard.press("Enter")
    expect(console.get_by_role("heading", name="客服台")).to_be_attached()
    reach(console, "键盘能用吗")
    console.keyboard.press("Enter")
    reach(console, "接入")
    console.keyboard.press("Enter")
    expect(console.get_by_role("textbox", name="回复 粉丝")).to_be_focused()
    console.keyboard.type("能用。")
    console.keyboard.press("Enter")
    expect(console.locator(".bubble", has_text="能用。")).to_be_visible()
    expect(console.get_by_role("region", name="粉丝").get_by_title("粉丝等待时间")).to_have_count(0)
    console.keyboard.press("Escape")
    console.keyboard.press("e")
    expect(console.get_by_text("会话已结束。")).to_be_visible()


def test_the_keyboard_writes_from_the_phone(town: Town, open_quiet_page: OpenQuietPage) -> None:
    fan = town.person("陈手机")
    phone = open_quiet_page(DESK)
    phone.goto(fan.sign_in_url)
    expect(phone.get_by_role("complementary").get_by_role("button")).not_to_have_count(0)  # who else one can be
    expect(phone.get_by_role("navigation", name="主导航")).to_be_in_viewport()
    reach(phone, "清河电器")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("menubar", name="公众号菜单")).to_be_visible()
    reach(phone, "切换到键盘")
    phone.keyboard.press("Enter")
    expect(phone.get_by_label("输入消息")).to_be_visible()
    if not phone.get_by_label("输入消息").evaluate("(at) => at === document.activeElement"):
        reach(phone, "输入消息")
    phone.keyboard.type("冰箱")
    phone.keyboard.press("Enter")
    expect(phone.locator(".bubble", has_text="清河冰箱三门")).to_be_visible()
