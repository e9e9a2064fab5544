"""One-time subscriptions: the page, the way back, and one message for each confirmation (reference, 9.4)."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from tests.platform.identity.conftest import BACK, Visitor
from tests.platform.notices.conftest import settled
from tests.platform.world import Api, World

PAGE, SEND = "/mp/subscribemsg", "/cgi-bin/message/template/subscribe"
_TABLES = ("notice_once", "message", "job")


def kept(world: World) -> list[str]:
    return [str(row) for table in _TABLES for row in world.rows(table)]


@pytest.fixture
def template(world: World, brand: Api) -> str:
    """The account's template, as mp shows it."""
    page: dict[str, str] = world.operator(brand.appid).get(f"/api/mp/accounts/{brand.appid}/notices").json()
    return page["once_template_id"]


def asked(brand: Api, template: str, **changed: str) -> dict[str, str]:
    query = {"action": "get_confirm", "appid": brand.appid, "scene": "1000", "template_id": template}
    return query | {"redirect_url": BACK, "reserved": "abc123"} | changed


def press(visitor: Visitor, fields: dict[str, str]) -> httpx.Response:
    browser = visitor.world.nobody()
    browser.cookies.set("th_phone", visitor.phone.cookies["th_phone"])
    return browser.post(PAGE, data={"csrf": visitor.csrf, "decision": "allow"} | fields)


def message(openid: str, template: str, **changed: object) -> dict[str, Any]:
    body = {"touser": openid, "template_id": template, "url": "https://brand.example.test/1", "scene": "1000"}
    content = {"content": {"value": "今晚的茶会还有座", "color": "#173177"}}
    return body | {"title": "茶会提醒", "data": content} | changed


def test_the_page_asks_and_leads_back(world: World, brand: Api, visitor: Visitor, template: str) -> None:
    page = visitor.phone.get(PAGE, params=asked(brand, template))
    assert page.status_code == 200
    assert "申请给您发送一条消息" in page.text
    assert "云上茶馆" in page.text
    assert world.rows("notice_once") == []

    back = press(visitor, asked(brand, template))
    location = urlsplit(back.headers["location"])
    assert (back.status_code, location.netloc, location.path) == (302, "127.0.0.1:9000", "/back")
    query = parse_qsl(location.query)
    assert query[0] == ("from", "menu")
    answer = dict(query[1:])
    openid = answer.pop("openid")
    assert answer == {"template_id": template, "action": "confirm", "scene": "1000", "reserved": "abc123"}

    assert brand.post(SEND, message(openid, template)) == {"errcode": 0, "errmsg": "ok"}
    assert brand.post(SEND, message(openid, template))["errcode"] == 43101
    settled(world)
    (sent,) = world.chat(brand, visitor.person_id)
    assert (sent.type, sent.content) == (
        "template",
        {
            "title": "茶会提醒",
            "url": "https://brand.example.test/1",
            "mini_program": None,
            "lines": [{"label": "", "value": "今晚的茶会还有座"}],
        },
    )
    assert world.pushes.taken() == []


def test_a_refusal_is_told_and_grants_nothing(world: World, brand: Api, visitor: Visitor, template: str) -> None:
    back = press(visitor, asked(brand, template, decision="refuse", reserved=""))
    query = dict(parse_qsl(urlsplit(back.headers["location"]).query, keep_blank_values=True))
    assert (query["action"], query["reserved"]) == ("cancel", "")
    assert world.rows("notice_once") == []
    assert brand.post(SEND, message(query["openid"], template))["errcode"] == 43101


def test_what_the_page_does_not_take(world: World, brand: Api, visitor: Visitor, template: str) -> None:
    cases = [
        ({"action": "confirm"}, "链接缺少参数"),
        ({"scene": "10001"}, "链接缺少参数"),
        ({"scene": "x"}, "链接缺少参数"),
        ({"reserved": "a&b"}, "链接缺少参数"),
        ({"reserved": "x" * 129}, "链接缺少参数"),
        ({"template_id": "x"}, "链接缺少参数"),
        ({"appid": "wx0000000000000000"}, "错误码：10013"),
        ({"redirect_url": "http://evil.example/back"}, "错误码：10003"),
        ({"redirect_url": "javascript:alert(1)"}, "错误码：10003"),
    ]
    for changed, words in cases:
        page = visitor.phone.get(PAGE, params=asked(brand, template, **changed))
        assert (page.status_code, words in page.text) == (200, True), changed
        if "action" not in changed:
            assert "location" not in press(visitor, asked(brand, template, **changed)).headers, changed
    assert "location" not in press(visitor, asked(brand, template, csrf="x")).headers
    unverified = world.account("subscription", verified=False)
    page = visitor.phone.get(PAGE, params=asked(unverified, template))
    assert "错误码：10005" in page.text
    assert world.rows("notice_once") == []
    nobody = world.nobody().get(PAGE, params=asked(brand, template))
    assert "th_back=1" in nobody.text


def test_what_is_refused_changes_nothing(world: World, brand: Api, visitor: Visitor, template: str) -> None:
    location = press(visitor, asked(brand, template)).headers["location"]
    openid = dict(parse_qsl(urlsplit(location).query))["openid"]
    before = kept(world)
    cases: list[tuple[dict[str, object], int]] = [
        ({"touser": "oNobody"}, 40003),
        ({"template_id": "x"}, 40037),
        ({"url": "https://e/" + "x" * 2048}, 40039),
        ({"miniprogram": "wx1"}, 47001),
        ({"scene": "x"}, 40097),
        ({"scene": 1001}, 43101),
        ({"title": ""}, 40062),
        ({"title": "茶" * 16}, 40062),
        ({"data": {}}, 47003),
        ({"data": {"content": {"value": "茶" * 201}}}, 47003),
    ]
    for changed, code in cases:
        assert brand.post(SEND, message(openid, template, **changed))["errcode"] == code, changed
    assert kept(world) == before
    other = world.account(name="别家茶馆")
    assert other.post(SEND, message(openid, template))["errcode"] == 40003
