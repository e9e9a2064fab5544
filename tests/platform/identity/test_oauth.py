"""Authorisation in the phone's browser, and the calls that follow it, over real HTTP."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.platform.identity.conftest import Visitor, answered, asked, exchange, sns
from tests.platform.world import Api, World, later


class TestAuthorize:
    def test_base_is_silent(self, brand: Api, visitor: Visitor) -> None:
        response = visitor.open(brand.appid)
        location = urlsplit(response.headers["location"])
        assert (response.status_code, location.netloc, location.path) == (302, "127.0.0.1:9000", "/back")
        names = [name for name, _ in parse_qsl(location.query)]
        assert (names, answered(response)["state"]) == (["from", "code", "state"], "s1")

    def test_userinfo_asks_and_nothing_is_granted_before(self, world: World, brand: Api, visitor: Visitor) -> None:
        page = visitor.open(brand.appid, "snsapi_userinfo")
        assert page.status_code == 200
        assert "云上茶馆" in page.text
        assert "林间" in page.text
        assert page.headers["content-security-policy"].endswith("frame-ancestors 'self'")
        assert world.rows("identity_code") == []
        assert set(answered(visitor.answer(brand.appid))) == {"from", "code", "state"}

    def test_a_follower_from_the_chat_is_not_asked(self, world: World, brand: Api, visitor: Visitor) -> None:
        path = "/api/phone/jssdk/entry"
        assert visitor.phone.put(path, json={"appid": "wx0"}).status_code == 404
        assert world.nobody().put(path, json={"appid": brand.appid}).status_code == 401
        assert visitor.phone.put(path, json={"appid": brand.appid}).status_code == 204
        assert visitor.open(brand.appid, "snsapi_userinfo").status_code == 200
        world.follow(brand, visitor.person_id)
        assert set(answered(visitor.open(brand.appid, "snsapi_userinfo"))) == {"from", "code", "state"}
        other = world.account(name="别家茶馆")
        visitor.phone.put(path, json={"appid": other.appid})
        assert visitor.open(brand.appid, "snsapi_userinfo").status_code == 200
        visitor.phone.put(path, json={"appid": brand.appid})
        later(hours=1, seconds=1)
        assert visitor.open(brand.appid, "snsapi_userinfo").status_code == 200
        visitor.phone.put(path, json={"appid": brand.appid})
        visitor.phone.put(path, json={"appid": None})
        assert visitor.open(brand.appid, "snsapi_userinfo").status_code == 200
        assert world.rows("identity_entry") == []

    def test_a_refusal_goes_nowhere(self, world: World, brand: Api, visitor: Visitor) -> None:
        page = visitor.answer(brand.appid, decision="refuse")
        assert (page.status_code, "您没有授权" in page.text) == (200, True)
        assert world.rows("identity_code") == []

    @pytest.mark.parametrize(
        "uri",
        [
            "http://evil.example/back",
            "http://127.0.0.1:9001/back",
            "http://127.0.0.1/back",
            "http://127.0.0.1:9000@evil.example/",
            "http://evil.example\\@127.0.0.1:9000/",
            "http://127.0.0.1:9000.evil.example/",
            "http://evil.example/#http://127.0.0.1:9000/",
            "//127.0.0.1:9000/back",
            "javascript://127.0.0.1:9000/%0aalert(1)",
            "http://127.0.0.1:9000/\r\nSet-Cookie: a=b",
            "http://127.0.0.1:9000/ back",
            "http://[::1/",
            "",
        ],
    )
    def test_only_registered_addresses_are_redirected_to(
        self, world: World, brand: Api, visitor: Visitor, uri: str
    ) -> None:
        for response in (visitor.open(brand.appid, redirect_uri=uri), visitor.answer(brand.appid, redirect_uri=uri)):
            assert (response.status_code, "错误码：10003" in response.text) == (200, True)
            assert "location" not in response.headers
        assert world.rows("identity_code") == []

    @pytest.mark.parametrize("state", ["a&code=x#y", "茶 馆", "a+b/c==", "", "%0d%0aX: 1", "x" * 128])
    def test_state_comes_back_as_it_was(self, brand: Api, visitor: Visitor, state: str) -> None:
        response = visitor.open(brand.appid, state=state)
        query = dict(parse_qsl(urlsplit(response.headers["location"]).query, keep_blank_values=True))
        assert query["state"] == state

    def test_a_fragment_stays_last(self, brand: Api, visitor: Visitor) -> None:
        location = visitor.open(brand.appid, redirect_uri="http://127.0.0.1:9000/#/茶?a=1").headers["location"]
        before, _, fragment = location.partition("#")
        assert before.startswith("http://127.0.0.1:9000/?code=")
        assert fragment == "/%E8%8C%B6?a=1"

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"response_type": "token"}, "链接缺少参数"),
            ({"state": "x" * 129}, "链接缺少参数"),
            ({"appid": "wx0000000000000000"}, "错误码：10013"),
            ({"scope": "snsapi_login"}, "错误码：10016"),
        ],
    )
    def test_wrong_queries(self, brand: Api, visitor: Visitor, changed: dict[str, str], words: str) -> None:
        assert words in visitor.open(**({"appid": brand.appid} | changed)).text

    def test_only_verified_service_accounts_have_it(self, world: World, visitor: Visitor) -> None:
        assert "错误码：10005" in visitor.open(world.account(verified=False).appid).text

    def test_nobody_is_sent_back_once_with_the_cookie_and_then_told(self, world: World, brand: Api) -> None:
        browser = world.nobody()
        query = asked(brand.appid, "snsapi_base")
        first = browser.get("/connect/oauth2/authorize", params=query)
        assert 'http-equiv="refresh"' in first.text
        assert "请先登录手机" in browser.get("/connect/oauth2/authorize", params=query | {"th_back": "1"}).text
        assert world.rows("identity_code") == []

    def test_it_works_in_the_phones_frame_only(self, world: World, brand: Api, visitor: Visitor) -> None:
        visitor.phone.headers["Sec-Fetch-Dest"] = "document"
        assert "请在手机里打开" in visitor.open(brand.appid).text
        assert world.rows("identity_code") == []
        visitor.phone.headers["Sec-Fetch-Dest"] = "iframe"
        assert visitor.open(brand.appid).status_code == 302

    def test_answers_need_the_forms_token_and_the_own_origin(
        self, world: World, brand: Api, visitor: Visitor, stranger: Visitor
    ) -> None:
        for csrf in ("", stranger.csrf):
            assert "页面已过期" in visitor.answer(brand.appid, csrf=csrf).text
        form = asked(brand.appid, "snsapi_userinfo") | {"csrf": visitor.csrf, "decision": "allow"}
        assert "页面已过期" in world.nobody().post("/connect/oauth2/authorize", data=form).text
        elsewhere = visitor.phone.post(
            "/connect/oauth2/authorize", data=form, headers={"Origin": "http://127.0.0.1:9000"}
        )
        assert elsewhere.status_code == 403
        assert world.rows("identity_code") == []


class TestExchange:
    def test_a_code_becomes_tokens_once(self, brand: Api, visitor: Visitor) -> None:
        code = visitor.code(brand.appid)
        answer = exchange(brand, code)
        assert list(answer) == ["access_token", "expires_in", "refresh_token", "openid", "scope"]
        assert (answer["expires_in"], answer["scope"]) == (7200, "snsapi_base")
        assert exchange(brand, code)["errcode"] == 40163

    def test_the_openid_is_the_followers(self, world: World, brand: Api, visitor: Visitor) -> None:
        openid = world.follow(brand, visitor.person_id)
        assert exchange(brand, visitor.code(brand.appid))["openid"] == openid

    def test_of_many_at_once_one_wins(self, brand: Api, visitor: Visitor) -> None:
        code = visitor.code(brand.appid)
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda _: exchange(brand, code).get("errcode", 0), range(4)))
        assert sorted(answers) == [0, 40163, 40163, 40163]

    def test_five_minutes(self, brand: Api, visitor: Visitor) -> None:
        code = visitor.code(brand.appid)
        later(seconds=301)
        assert exchange(brand, code)["errcode"] == 42003

    @pytest.mark.parametrize(
        ("changed", "errcode"),
        [
            ({"secret": "0" * 32}, 40125),
            ({"secret": ""}, 41004),
            ({"appid": ""}, 41002),
            ({"appid": "wx0000000000000000"}, 40013),
            ({"code": ""}, 41008),
            ({"code": "nobody"}, 40029),
            ({"grant_type": "client_credential"}, 40002),
        ],
    )
    def test_wrong_queries_use_nothing_up(
        self, brand: Api, visitor: Visitor, changed: dict[str, str], errcode: int
    ) -> None:
        code = visitor.code(brand.appid)
        assert exchange(brand, code, **changed)["errcode"] == errcode
        assert "openid" in exchange(brand, code)

    def test_another_accounts_code_stays_good(self, world: World, brand: Api, visitor: Visitor) -> None:
        code, other = visitor.code(brand.appid), world.account()
        assert exchange(other, code)["errcode"] == 40029
        assert "openid" in exchange(brand, code)


class TestTokens:
    def test_refresh_gives_a_further_token_for_thirty_days(self, brand: Api, visitor: Visitor) -> None:
        first = exchange(brand, visitor.code(brand.appid))
        later(days=29)
        query = {"appid": brand.appid, "grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
        second = sns(brand, "oauth2/refresh_token", **query)
        assert second["openid"] == first["openid"]
        assert second["refresh_token"] == first["refresh_token"]
        assert second["access_token"] != first["access_token"]
        later(days=2)
        assert sns(brand, "oauth2/refresh_token", **query)["errcode"] == 42002

    def test_refresh_is_for_its_own_application(self, world: World, brand: Api, visitor: Visitor) -> None:
        token = exchange(brand, visitor.code(brand.appid))["refresh_token"]
        for appid, given, errcode in (
            (world.account().appid, token, 40030),
            (brand.appid, "x", 40030),
            (brand.appid, "", 41003),
            ("", token, 41002),
        ):
            query = {"appid": appid, "grant_type": "refresh_token", "refresh_token": given}
            assert sns(brand, "oauth2/refresh_token", **query)["errcode"] == errcode

    def test_userinfo(self, brand: Api, visitor: Visitor) -> None:
        held = exchange(brand, visitor.code(brand.appid, "snsapi_userinfo"))
        answer = sns(brand, "userinfo", access_token=held["access_token"], openid=held["openid"], lang="zh_CN")
        assert answer == {
            "openid": held["openid"],
            "nickname": "林间",
            "sex": 0,
            "language": "",
            "city": "",
            "province": "",
            "country": "",
            "headimgurl": "",
            "privilege": [],
        }

    def test_base_has_no_userinfo(self, brand: Api, visitor: Visitor) -> None:
        held = exchange(brand, visitor.code(brand.appid))
        query = {"access_token": held["access_token"], "openid": held["openid"]}
        assert sns(brand, "userinfo", **query)["errcode"] == 48001
        assert sns(brand, "auth", **query) == {"errcode": 0, "errmsg": "ok"}

    @pytest.mark.parametrize(
        ("changed", "errcode"),
        [({"openid": "oNobody"}, 40003), ({"openid": ""}, 41009), ({"access_token": "x"}, 40014)],
    )
    def test_auth_knows_wrong_ones(self, brand: Api, visitor: Visitor, changed: dict[str, str], errcode: int) -> None:
        held = exchange(brand, visitor.code(brand.appid))
        query = {"access_token": held["access_token"], "openid": held["openid"]} | changed
        assert sns(brand, "auth", **query)["errcode"] == errcode

    def test_two_hours(self, brand: Api, visitor: Visitor) -> None:
        held = exchange(brand, visitor.code(brand.appid))
        later(seconds=7201)
        query = {"access_token": held["access_token"], "openid": held["openid"]}
        assert sns(brand, "auth", **query)["errcode"] == 42001

    def test_an_account_token_is_no_users_token(self, brand: Api, visitor: Visitor) -> None:
        held = exchange(brand, visitor.code(brand.appid))
        assert sns(brand, "auth", access_token=brand.token, openid=held["openid"])["errcode"] == 40014
