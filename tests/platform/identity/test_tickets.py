"""Tickets of the JS-SDK, and what wx.config is told, over real HTTP."""

import pytest

from teahouse.platform.identity import js_signature
from tests.platform.identity.conftest import Visitor
from tests.platform.world import Api, World, later

GET = "/cgi-bin/ticket/getticket"
PAGE = "http://127.0.0.1:9000/page?a=1"


def wish(api: Api, ticket: str, url: str = PAGE, **changed: object) -> dict[str, object]:
    body = {"appid": api.appid, "timestamp": "1780000000", "noncestr": "n1", "url": url, "apis": ["checkJsApi"]}
    return body | {"signature": js_signature(ticket, "n1", "1780000000", url.partition("#")[0])} | changed


class TestTicket:
    def test_the_same_until_it_is_nearly_over(self, api: Api) -> None:
        first = api.get(GET, type="jsapi")
        assert list(first) == ["errcode", "errmsg", "ticket", "expires_in"]
        assert (first["errcode"], first["errmsg"], first["expires_in"]) == (0, "ok", 7200)
        later(seconds=6800)
        api.renew()
        again = api.get(GET, type="jsapi")
        assert (again["ticket"], 390 < again["expires_in"] <= 400) == (first["ticket"], True)
        later(seconds=200)
        assert api.get(GET, type="jsapi")["ticket"] != first["ticket"]

    def test_kinds_have_tickets_of_their_own(self, api: Api) -> None:
        assert api.get(GET, type="wx_card")["ticket"] != api.get(GET, type="jsapi")["ticket"]
        assert api.get(GET, type="other")["errcode"] == 40097
        assert api.get(GET)["errcode"] == 40097

    def test_cards_need_a_verified_account(self, world: World) -> None:
        plain = world.account("subscription", verified=False)
        assert plain.get(GET, type="wx_card")["errcode"] == 48001
        assert plain.get(GET, type="jsapi")["errcode"] == 0
        assert [row["kind"] for row in world.rows("identity_ticket")] == ["jsapi"]


class TestConfig:
    def ask(self, visitor: Visitor, body: dict[str, object]) -> dict[str, object]:
        response = visitor.phone.post("/api/phone/jssdk/config", json=body)
        assert response.status_code == 200
        answer: dict[str, object] = response.json()
        return answer

    def test_a_right_signature(self, brand: Api, visitor: Visitor) -> None:
        ticket = brand.get(GET, type="jsapi")["ticket"]
        apis = ["checkJsApi", "menu:share:appmessage", "getBrandWCPayRequest"]
        answer = self.ask(visitor, wish(brand, ticket, f"{PAGE}#part", apis=apis))
        assert answer == {"fault": None, "granted": ["checkJsApi", "menu:share:appmessage"]}

    def test_what_is_wrong(self, world: World, brand: Api, visitor: Visitor) -> None:
        ticket = brand.get(GET, type="jsapi")["ticket"]
        for body, fault in (
            (wish(brand, "other"), "invalid signature"),
            (wish(brand, ticket, signature=""), "invalid signature"),
            (wish(brand, ticket, noncestr="n2"), "invalid signature"),
            (wish(brand, brand.get(GET, type="wx_card")["ticket"]), "invalid signature"),
            (wish(brand, ticket, "http://127.0.0.1:9001/page"), "invalid url domain"),
            (wish(brand, ticket, "http://127.0.0.1:9000@evil.test/"), "invalid url domain"),
            (wish(world.account(), ticket), "invalid url domain"),
            (wish(brand, ticket, appid="wx0000000000000000"), "invalid appid"),
        ):
            assert self.ask(visitor, body) == {"fault": fault, "granted": []}

    def test_a_ticket_that_is_over(self, brand: Api, visitor: Visitor) -> None:
        ticket = brand.get(GET, type="jsapi")["ticket"]
        later(seconds=7201)
        assert self.ask(visitor, wish(brand, ticket))["fault"] == "invalid signature"

    def test_sharing_needs_a_verified_account(self, world: World, visitor: Visitor) -> None:
        plain = world.account("service", verified=False)
        path = f"/api/mp/accounts/{plain.appid}/domains"
        world.operator(plain.appid).put(path, json={"oauth": [], "js": ["127.0.0.1:9000"]})
        ticket = plain.get(GET, type="jsapi")["ticket"]
        apis = ["scanQRCode", "updateAppMessageShareData"]
        assert self.ask(visitor, wish(plain, ticket, apis=apis)) == {"fault": None, "granted": ["scanQRCode"]}

    @pytest.mark.parametrize("caller", ["nobody", "operator"])
    def test_only_phones_ask(self, world: World, brand: Api, caller: str) -> None:
        http = world.nobody() if caller == "nobody" else world.operator(brand.appid)
        assert http.post("/api/phone/jssdk/config", json=wish(brand, "x")).status_code == 401
