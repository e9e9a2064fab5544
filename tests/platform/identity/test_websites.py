"""Website applications: registered on mp, and sign-in by a code, over real HTTP."""

import re
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest

from tests.platform.identity.conftest import Visitor, asked, exchange, sns
from tests.platform.world import Api, World, later

SHOP = "http://shop.example.test/signed-in"


@pytest.fixture
def shop(world: World, brand: Api) -> Api:
    """A website application of the brand."""
    path = f"/api/mp/accounts/{brand.appid}/websites"
    made = world.operator(brand.appid).post(path, json={"name": "茶馆商城", "host": "shop.example.test"}).json()
    return _Website(made["appid"], made["secret"], world.nobody(), brand)


class _Website(Api):
    """A website that calls with its own appid and secret."""

    def __init__(self, appid: str, secret: str, http: httpx.Client, owner: Api) -> None:
        super().__init__(owner.account, secret, http)
        self.own_appid = appid

    @property
    def appid(self) -> str:
        return self.own_appid


class Screen:
    """A browser on the website's page with the code."""

    def __init__(self, world: World, appid: str, **changed: str) -> None:
        self.http = world.nobody()
        query = asked(appid, "snsapi_login") | {"redirect_uri": SHOP} | changed
        self.page = self.http.get("/connect/qrconnect", params=query)

    @property
    def uuid(self) -> str:
        found = re.search(r"uuid=([\w-]+)", self.page.text)
        assert found is not None
        return found[1]

    def status(self) -> dict[str, str | None]:
        watch = re.search(r'data-watch="([\w-]+)"', self.page.text)
        assert watch is not None
        answer: dict[str, str | None] = self.http.get("/connect/qrconnect/status", params={"watch": watch[1]}).json()
        return answer


def scan(visitor: Visitor, uuid: str) -> str:
    return visitor.phone.get("/connect/confirm", params={"uuid": uuid}).text


def press(visitor: Visitor, uuid: str, decision: str, csrf: str | None = None) -> str:
    browser = visitor.world.nobody()
    browser.cookies.set("th_phone", visitor.phone.cookies["th_phone"])
    form = {"uuid": uuid, "decision": decision, "csrf": visitor.csrf if csrf is None else csrf}
    return browser.post("/connect/confirm", data=form).text


class TestSignIn:
    def test_from_the_code_to_the_person(self, world: World, shop: Api, brand: Api, visitor: Visitor) -> None:
        screen = Screen(world, shop.appid)
        assert screen.status() == {"status": "waiting", "redirect": None}
        assert "茶馆商城" in scan(visitor, screen.uuid)
        assert screen.status() == {"status": "scanned", "redirect": None}
        assert "登录成功" in press(visitor, screen.uuid, "allow")
        answer = screen.status()
        assert answer["status"] == "confirmed"
        back = urlsplit(str(answer["redirect"]))
        query = dict(parse_qsl(back.query))
        assert (f"{back.scheme}://{back.netloc}{back.path}", query["state"]) == (SHOP, "s1")
        held = exchange(shop, query["code"])
        assert held["scope"] == "snsapi_login"
        person = sns(shop, "userinfo", access_token=held["access_token"], openid=held["openid"])
        assert (person["nickname"], person["unionid"]) == ("林间", held["unionid"])
        # The account and its website know one person by two openids and one unionid.
        own = exchange(brand, visitor.code(brand.appid, "snsapi_userinfo"))
        assert (own["unionid"], own["openid"] == held["openid"]) == (held["unionid"], False)

    def test_the_code_is_a_picture_of_an_address_of_the_phone(self, world: World, shop: Api) -> None:
        screen = Screen(world, shop.appid)
        picture = screen.http.get("/connect/qrconnect/code.png", params={"uuid": screen.uuid})
        assert (picture.headers["content-type"], picture.content[:4]) == ("image/png", b"\x89PNG")

    def test_a_refusal_goes_nowhere(self, world: World, shop: Api, visitor: Visitor) -> None:
        screen = Screen(world, shop.appid)
        scan(visitor, screen.uuid)
        assert "您没有授权" in press(visitor, screen.uuid, "refuse")
        assert screen.status() == {"status": "refused", "redirect": None}
        press(visitor, screen.uuid, "allow")
        assert screen.status() == {"status": "refused", "redirect": None}

    def test_only_who_scanned_may_answer(self, world: World, shop: Api, visitor: Visitor, stranger: Visitor) -> None:
        screen = Screen(world, shop.appid)
        assert "二维码已过期" in press(visitor, screen.uuid, "allow")
        scan(visitor, screen.uuid)
        assert "二维码已过期" in scan(stranger, screen.uuid)
        assert "二维码已过期" in press(stranger, screen.uuid, "allow")
        assert "页面已过期" in press(visitor, screen.uuid, "allow", csrf=stranger.csrf)
        assert screen.status()["status"] == "scanned"

    def test_the_code_alone_does_not_tell_the_answer(self, world: World, shop: Api, visitor: Visitor) -> None:
        screen = Screen(world, shop.appid)
        scan(visitor, screen.uuid)
        press(visitor, screen.uuid, "allow")
        answer = world.nobody().get("/connect/qrconnect/status", params={"watch": screen.uuid}).json()
        assert answer == {"status": "expired", "redirect": None}

    def test_five_minutes(self, world: World, shop: Api, visitor: Visitor) -> None:
        screen = Screen(world, shop.appid)
        scan(visitor, screen.uuid)
        later(seconds=301)
        assert "二维码已过期" in press(visitor, screen.uuid, "allow")
        assert screen.status() == {"status": "expired", "redirect": None}

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"redirect_uri": "http://evil.example/"}, "错误码：10003"),
            ({"redirect_uri": "http://shop.example.test.evil.example/"}, "错误码：10003"),
            ({"scope": "snsapi_base"}, "错误码：10016"),
            ({"appid": "wx0000000000000000"}, "错误码：10013"),
            ({"response_type": ""}, "链接缺少参数"),
        ],
    )
    def test_wrong_queries(self, world: World, shop: Api, changed: dict[str, str], words: str) -> None:
        screen = Screen(world, **({"appid": shop.appid} | changed))
        assert words in screen.page.text
        assert world.rows("identity_web_login") == []

    def test_the_websites_own_pages_may_show_it_in_a_frame(self, world: World, shop: Api) -> None:
        policy = Screen(world, shop.appid).page.headers["content-security-policy"]
        assert policy.endswith("frame-ancestors 'self' http://shop.example.test https://shop.example.test")

    def test_an_accounts_appid_is_no_websites(self, world: World, brand: Api) -> None:
        assert "错误码：10013" in Screen(world, brand.appid).page.text

    def test_a_website_is_no_account(self, shop: Api, brand: Api, visitor: Visitor) -> None:
        assert "错误码：10013" in visitor.open(shop.appid).text
        code = visitor.code(brand.appid)
        assert exchange(shop, code)["errcode"] == 40029
        assert exchange(shop, code, appid=brand.appid)["errcode"] == 40125


class TestDomains:
    def test_set_read_and_replaced(self, world: World, api: Api) -> None:
        operator, path = world.operator(api.appid), f"/api/mp/accounts/{api.appid}/domains"
        body = {"oauth": ["WWW.Example.com:443", ""], "js": ["b.test:9000", "a.test", "a.test"]}
        answer = operator.put(path, json=body).json()
        assert answer["oauth"] == ["www.example.com"]
        assert answer["js"] == ["a.test", "b.test:9000"]
        assert (answer["websites"], answer["may_authorize"]) == ([], True)
        operator.put(path, json={"oauth": [], "js": ["a.test"]})
        assert [row["host"] for row in world.rows("identity_domain")] == ["a.test"]

    @pytest.mark.parametrize(
        "body",
        [
            {"oauth": ["http://a.test"], "js": []},
            {"oauth": ["a.test/path"], "js": []},
            {"oauth": ["a..test"], "js": []},
            {"oauth": ["a.test:70000"], "js": []},
            {"oauth": ["a.test", "b.test", "c.test"], "js": []},
            {"oauth": [], "js": ["*.a.test"]},
            {"oauth": [], "js": ["-a.test"]},
        ],
    )
    def test_what_is_no_domain_changes_nothing(self, world: World, brand: Api, body: dict[str, list[str]]) -> None:
        before = world.rows("identity_domain")
        answer = world.operator(brand.appid).put(f"/api/mp/accounts/{brand.appid}/domains", json=body)
        assert (answer.status_code, answer.json()["field"]) == (422, "oauth" if body["oauth"] else "js")
        assert world.rows("identity_domain") == before

    def test_others_may_not(self, world: World, brand: Api, shop: Api) -> None:
        before = world.rows("identity_domain"), world.rows("identity_website")
        base = f"/api/mp/accounts/{brand.appid}"
        for caller, status in ((world.nobody(), 401), (world.operator(), 404), (world.person()[1], 401)):
            assert caller.get(f"{base}/domains").status_code == status
            assert caller.put(f"{base}/domains", json={"oauth": [], "js": []}).status_code == status
            assert caller.post(f"{base}/websites", json={"name": "x", "host": "x.test"}).status_code == status
            assert caller.post(f"{base}/websites/{shop.appid}/secret").status_code == status
            assert caller.delete(f"{base}/websites/{shop.appid}").status_code == status
        assert (world.rows("identity_domain"), world.rows("identity_website")) == before

    def test_another_accounts_website_is_not_there(self, world: World, shop: Api) -> None:
        other = world.account()
        path = f"/api/mp/accounts/{other.appid}/websites/{shop.appid}"
        assert world.operator(other.appid).delete(path).status_code == 404
        assert len(world.rows("identity_website")) == 1

    def test_a_new_secret_ends_the_old_one_and_removal_ends_all(
        self, world: World, brand: Api, shop: Api, visitor: Visitor
    ) -> None:
        operator, path = world.operator(brand.appid), f"/api/mp/accounts/{brand.appid}/websites/{shop.appid}"
        secret = operator.post(f"{path}/secret").json()["secret"]
        assert exchange(shop, "x")["errcode"] == 40125
        assert exchange(shop, "x", secret=secret)["errcode"] == 40029
        screen = Screen(world, shop.appid)
        scan(visitor, screen.uuid)
        press(visitor, screen.uuid, "allow")
        code = parse_qs(urlsplit(str(screen.status()["redirect"])).query)["code"][0]
        held = exchange(shop, code, secret=secret)
        assert operator.delete(path).status_code == 204
        assert sns(shop, "auth", access_token=held["access_token"], openid=held["openid"])["errcode"] == 40014
        assert screen.status() == {"status": "expired", "redirect": None}


def test_the_account_of_a_website_knows_unionids(world: World, brand: Api, visitor: Visitor, stranger: Visitor) -> None:
    openid = world.follow(brand, visitor.person_id)
    gone = world.follow(brand, stranger.person_id)
    world.unfollow(brand, gone)
    assert "unionid" not in brand.get("/cgi-bin/user/info", openid=openid)
    made = world.operator(brand.appid).post(
        f"/api/mp/accounts/{brand.appid}/websites", json={"name": "茶馆商城", "host": "shop.example.test"}
    )
    site = _Website(made.json()["appid"], made.json()["secret"], world.nobody(), brand)
    unionid = brand.get("/cgi-bin/user/info", openid=openid)["unionid"]
    assert re.fullmatch(r"oU[\w-]{26}", unionid)
    both = brand.post("/cgi-bin/user/info/batchget", {"user_list": [{"openid": gone}, {"openid": openid}]})
    assert [one["unionid"] == unionid for one in both["user_info_list"]] == [False, True]
    assert set(both["user_info_list"][0]) == {"subscribe", "openid", "unionid"}
    screen = Screen(world, site.appid)
    scan(visitor, screen.uuid)
    press(visitor, screen.uuid, "allow")
    code = dict(parse_qsl(urlsplit(str(screen.status()["redirect"])).query))["code"]
    assert exchange(site, code)["unionid"] == unionid
    other = world.account(name="别家茶馆")
    assert "unionid" not in other.get("/cgi-bin/user/info", openid=world.follow(other, visitor.person_id))


def test_the_script_of_websites(world: World) -> None:
    for path in ("/connect/wxLogin.js", "/connect/zh_CN/htmledition/js/wxLogin.js"):
        answer = world.nobody().get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
        assert "window.WxLogin = function" in answer.text
