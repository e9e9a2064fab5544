"""Connected accounts over real HTTP, against an API that answers as the reference says."""

from typing import Any

import pytest

from teahouse.kit import clock
from tests.suite.catalogue import code_of
from tests.suite.tables import dump
from tests.suite.world import Brand, Call, FakeApi, until
from tests.support.servers import free_port

SECRET = "a1b2c3d4e5f6a7b8c9d0e1f2a3b4WXYZ"
SECOND = "wx00000000000000bb"
MENU = {"menu": {"button": [{"type": "click", "name": "价格", "key": "P"}]}}
BUTTONS = [{"name": "看看", "sub_button": [{"type": "view", "name": "官网", "url": "https://example.com/?a=1&b=茶"}]}]


def error(errcode: int, errmsg: str = "no") -> dict[str, Any]:
    return {"errcode": errcode, "errmsg": errmsg}


@pytest.fixture
def wechat(api: FakeApi) -> FakeApi:
    """An API where everything is as it should be (reference, sections 5 and 8)."""
    api.answers |= {
        "/cgi-bin/getcallbackip": lambda _: {"ip_list": ["127.0.0.1"]},
        "/cgi-bin/callback/check": lambda _: {
            "dns": [{"ip": "203.0.113.20", "real_operator": "UNICOM"}],
            "ping": [
                {"ip": "203.0.113.20", "from_operator": "UNICOM", "package_loss": "100%", "time": "0ms"},
                {"ip": "203.0.113.21", "from_operator": "CAP", "package_loss": "0%", "time": "21.4ms"},
            ],
        },
        "/cgi-bin/get_current_selfmenu_info": lambda _: {"is_menu_open": 1, "selfmenu_info": {"button": []}},
        "/cgi-bin/user/get": lambda _: {"total": 0, "count": 0, "next_openid": ""},
    }
    return api


@pytest.fixture
def wanted(api: FakeApi) -> dict[str, str]:
    return {"name": "分店", "appid": SECOND, "secret": SECRET, "api_base": api.url, "mode": "safe"}


def account(brand: Brand, verb: str = "", account_id: str | None = None) -> str:
    return f"/accounts/{account_id or brand.account['id']}{verb}"


def shown(brand: Brand) -> dict[str, Any]:
    found: dict[str, Any] = brand.owner.get("/accounts")["items"][0]
    return found


def check(brand: Brand, language: str = "zh-CN") -> dict[str, Any]:
    response = brand.owner.http.post(brand.owner.base + account(brand, "/check"), headers={"Accept-Language": language})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def verdicts(checked: dict[str, Any]) -> list[tuple[str, bool, str]]:
    return [(item["name"], item["ok"], item["verdict"]) for item in checked["items"]]


class TestConnect:
    def test_the_owner_gets_what_is_pasted_at_the_account(self, brand: Brand, wanted: dict[str, str]) -> None:
        made = brand.owner.call("POST", "/accounts", wanted | {"name": " 分店 "})
        assert made.status_code == 201
        found = made.json()
        assert found == {
            "id": found["id"],
            "name": "分店",
            "appid": SECOND,
            "api_base": wanted["api_base"],
            "mode": "safe",
            "secret_hint": "…WXYZ",
            "push_url": found["push_url"],
            "token": found["token"],
            "aes_key": found["aes_key"],
            "status": "unchecked",
            "last_push_at": None,
            "checked_at": None,
            "created_at": found["created_at"],
        }
        assert found["push_url"].startswith(f"{brand.house.settings.base_url}/wx/")
        assert (len(found["token"]), len(found["aes_key"])) == (32, 43)
        assert brand.owner.get("/accounts")["items"][1] == found

    def test_no_answer_ever_holds_a_secret(self, brand: Brand, wanted: dict[str, str]) -> None:
        made = brand.owner.call("POST", "/accounts", wanted)
        path = account(brand, account_id=made.json()["id"])
        answers = [
            made,
            brand.owner.call("PATCH", path, {"secret": SECRET[::-1]}),
            brand.owner.call("POST", f"{path}/check"),
            brand.owner.call("GET", "/accounts"),
            brand.owner.call("GET", "/audit"),
        ]
        assert all(answer.is_success for answer in answers)
        for secret in (SECRET, SECRET[::-1], "5" * 32, "TOKEN"):
            assert all(secret not in answer.text for answer in answers)

    def test_they_are_encrypted_in_the_database(self, brand: Brand, wechat: FakeApi, wanted: dict[str, str]) -> None:
        made = brand.owner.call("POST", "/accounts", wanted).json()
        assert brand.owner.call("POST", account(brand, "/check", made["id"])).json()["ok"]
        stored = repr(dump(brand.house))
        assert SECOND in stored
        for secret in (SECRET, made["aes_key"], "'TOKEN'"):
            assert secret not in stored

    def test_others_see_no_push_keys(self, brand: Brand) -> None:
        for role in ("operator", "agent", "analyst"):
            response = brand.staff("某人", role).call("GET", "/accounts")
            found = response.json()["items"][0]
            assert (found["push_url"], found["token"], found["aes_key"]) == ("", "", "")
            assert (found["name"], found["secret_hint"]) == ("茶馆", "…5555")
            assert brand.account["token"] not in response.text

    def test_an_appid_is_connected_once_a_brand(self, brand: Brand, wanted: dict[str, str]) -> None:
        before = dump(brand.house)
        refused = brand.owner.call("POST", "/accounts", wanted | {"appid": brand.account["appid"]})
        assert (code_of(refused), refused.json()["field"]) == ((409, "channel.connected_already"), "appid")
        assert dump(brand.house) == before

    @pytest.mark.parametrize(
        ("field", "value"),
        [("name", ""), ("appid", "wx1"), ("secret", "short"), ("api_base", "https://[::1"), ("mode", "open")],
    )
    def test_what_is_wrong_is_named(self, brand: Brand, wanted: dict[str, str], field: str, value: str) -> None:
        before = dump(brand.house)
        refused = brand.owner.call("POST", "/accounts", wanted | {field: value})
        assert (refused.status_code, refused.json()["field"]) == (422, field)
        assert dump(brand.house) == before


class TestChange:
    def test_only_what_was_given_changes(self, brand: Brand) -> None:
        before = shown(brand)
        changed = brand.owner.call("PATCH", account(brand), {"name": "总店"})
        assert changed.json() == before | {"name": "总店"}

    def test_a_new_secret_needs_a_new_check_and_a_new_token(self, brand: Brand, wechat: FakeApi) -> None:
        assert check(brand)["ok"]
        assert shown(brand)["status"] == "ok"
        assert len(wechat.to("/cgi-bin/stable_token")) == 1
        changed = brand.owner.call("PATCH", account(brand), {"secret": SECRET}).json()
        assert (changed["status"], changed["secret_hint"]) == ("unchecked", "…WXYZ")
        assert check(brand)["ok"]
        assert [call.json["secret"] for call in wechat.to("/cgi-bin/stable_token")] == ["5" * 32, SECRET]

    def test_the_stored_secret_goes_to_no_other_address(self, brand: Brand, wechat: FakeApi) -> None:
        before = dump(brand.house)
        refused = brand.owner.call("PATCH", account(brand), {"name": "x", "api_base": "http://127.0.0.1:9"})
        assert (refused.status_code, refused.json()["code"]) == (422, "channel.secret_needed")
        assert refused.json()["field"] == "secret"
        assert dump(brand.house) == before
        assert brand.owner.call("PATCH", account(brand), {"api_base": f"{wechat.url}/"}).status_code == 200

    def test_a_wrong_one_changes_nothing(self, brand: Brand) -> None:
        before = dump(brand.house)
        for change in ({"name": "x", "secret": "short"}, {"api_base": "nowhere"}, {"mode": "open"}):
            assert brand.owner.call("PATCH", account(brand), change).status_code == 422
        assert dump(brand.house) == before

    def test_a_new_mode_holds_from_the_next_push_on(self, brand: Brand) -> None:
        assert brand.push(brand.text("你好")).status_code == 200
        brand.owner.call("PATCH", account(brand), {"mode": "safe"})
        until(lambda: brand.push(brand.text("明文")).text == "encryption_expected")
        safe = brand.account | {"mode": "safe"}
        sealed = brand.push(brand.text("人工", "oFan2"), safe)
        assert sealed.status_code == 200
        assert b"<Encrypt>" in sealed.content


class TestDisconnect:
    def test_pushes_are_refused_and_the_history_stays(self, brand: Brand) -> None:
        brand.says("空调坏了")
        assert brand.owner.call("DELETE", account(brand)).status_code == 204
        assert brand.owner.get("/accounts")["items"] == []
        until(lambda: brand.push(brand.text("还在吗")).status_code == 404)
        assert brand.push(brand.text("还在吗")).text == "unknown_account"
        assert [f["openid"] for f in brand.owner.get("/followers")["items"]] == ["oFan1"]

    def test_its_token_goes_with_it(self, brand: Brand, wechat: FakeApi) -> None:
        check(brand)
        assert len(dump(brand.house)["channel_token"]) == 1
        brand.owner.call("DELETE", account(brand))
        assert dump(brand.house)["channel_token"] == []

    def test_twice_is_once(self, brand: Brand) -> None:
        brand.owner.call("DELETE", account(brand))
        assert code_of(brand.owner.call("DELETE", account(brand))) == (404, "channel.not_found")

    def test_it_can_be_connected_again(self, brand: Brand) -> None:
        brand.owner.call("DELETE", account(brand))
        again = brand.connect("茶馆", brand.account["appid"])
        assert again["push_url"] != brand.account["push_url"]


class TestCheck:
    def test_all_is_well(self, brand: Brand, wechat: FakeApi) -> None:
        checked = check(brand)
        assert checked["ok"]
        assert checked["checked_at"] == pytest.approx(clock.timestamp(), abs=60)
        assert verdicts(checked) == [
            ("token", True, "AppID 与 AppSecret 正确"),
            ("ip_list", True, "本服务器可以调用接口"),
            ("push_url", True, "推送地址可以访问"),
            ("menu", True, "自定义菜单已开启"),
            ("permissions", True, "可以主动给粉丝发消息"),
        ]
        assert (shown(brand)["status"], shown(brand)["checked_at"]) == ("ok", checked["checked_at"])
        assert [verdict for _, _, verdict in verdicts(check(brand, "en"))] == [
            "AppID and AppSecret are right",
            "This server may call",
            "The push URL is reachable",
            "The menu is on",
            "Staff can write to fans",
        ]

    def test_the_calls_are_the_references(self, brand: Brand, wechat: FakeApi) -> None:
        check(brand)
        assert [(call.method, call.path, call.query) for call in wechat.calls] == [
            ("POST", "/cgi-bin/stable_token", {}),
            ("GET", "/cgi-bin/getcallbackip", {"access_token": "TOKEN"}),
            ("POST", "/cgi-bin/callback/check", {"access_token": "TOKEN"}),
            ("GET", "/cgi-bin/get_current_selfmenu_info", {"access_token": "TOKEN"}),
            ("GET", "/cgi-bin/user/get", {"access_token": "TOKEN"}),
        ]
        assert wechat.to("/cgi-bin/stable_token")[0].json == {
            "grant_type": "client_credential",
            "appid": brand.account["appid"],
            "secret": "5" * 32,
            "force_refresh": False,
        }
        assert wechat.to("/cgi-bin/callback/check")[0].json == {"action": "all", "check_operator": "DEFAULT"}

    @pytest.mark.parametrize(
        ("errcode", "zh", "en"),
        [
            (40013, "AppID 不正确", "The AppID is wrong"),
            (40125, "AppSecret 不正确", "The AppSecret is wrong"),
            (40001, "AppSecret 不正确或已重置", "The AppSecret is wrong or has been reset"),
            (50002, "微信返回错误 50002：user {limited}", "WeChat answered 50002: user {limited}"),
        ],
    )
    def test_without_a_token_there_is_one_verdict(
        self, brand: Brand, wechat: FakeApi, errcode: int, zh: str, en: str
    ) -> None:
        wechat.answers["/cgi-bin/stable_token"] = lambda _: error(errcode, "user {limited}")
        checked = check(brand)
        assert not checked["ok"]
        assert verdicts(checked) == [("token", False, zh)]
        assert checked["items"][0]["advice"] == "请检查 AppID 和 AppSecret"
        assert verdicts(check(brand, "en")) == [("token", False, en)]
        assert shown(brand)["status"] == "failing"
        assert len(wechat.to("/cgi-bin/stable_token")) == 2, "a refused secret is not tried again"

    @pytest.mark.parametrize("path", ["/cgi-bin/stable_token", "/cgi-bin/getcallbackip"])
    def test_an_address_that_is_not_on_the_list(self, brand: Brand, wechat: FakeApi, path: str) -> None:
        wechat.answers[path] = lambda _: error(40164, "invalid ip 203.0.113.7, not in whitelist rid: 1")
        checked = check(brand)
        assert verdicts(checked) == [("ip_list", False, "本服务器的 IP 不在白名单中")]
        assert checked["items"][0]["advice"] == "请在公众平台的 IP 白名单中加入本服务器"
        assert verdicts(check(brand, "en")) == [("ip_list", False, "This server's IP is not on the allow-list")]

    @pytest.mark.parametrize(
        ("path", "answer", "name", "words"),
        [
            (
                "callback/check",
                error(40201, "no url"),
                "push_url",
                ("公众号还没有设置服务器地址", "The account has no server URL yet"),
            ),
            (
                "callback/check",
                {"ping": [{"package_loss": "100%"}]},
                "push_url",
                ("微信连不上推送地址", "WeChat cannot reach the push URL"),
            ),
            ("callback/check", {}, "push_url", ("微信连不上推送地址", "WeChat cannot reach the push URL")),
            (
                "callback/check",
                error(-1, "system error"),
                "push_url",
                ("微信系统繁忙，请稍后重试", "WeChat is busy; try again in a moment"),
            ),
            (
                "user/get",
                error(48001, "api unauthorized"),
                "permissions",
                ("公众号未认证，只能被动回复", "The account is not certified: only replies to pushes are possible"),
            ),
            ("user/get", error(45009), "permissions", ("今天的接口调用次数已用完", "Today's API quota is used up")),
            (
                "get_current_selfmenu_info",
                error(48001),
                "menu",
                ("该公众号没有这个接口的权限（需要认证）", "The account may not use this API; it needs certification"),
            ),
        ],
    )
    def test_each_part_fails_alone(
        self, brand: Brand, wechat: FakeApi, path: str, answer: object, name: str, words: tuple[str, str]
    ) -> None:
        wechat.answers[f"/cgi-bin/{path}"] = lambda _: answer
        assert [found for found in verdicts(check(brand)) if not found[1]] == [(name, False, words[0])]
        assert [found for found in verdicts(check(brand, "en")) if not found[1]] == [(name, False, words[1])]
        assert shown(brand)["status"] == "failing"

    def test_no_menu_is_fine(self, brand: Brand, wechat: FakeApi) -> None:
        wechat.answers["/cgi-bin/get_current_selfmenu_info"] = lambda _: {"is_menu_open": 0}
        checked = check(brand)
        assert checked["ok"]
        assert verdicts(checked)[3] == ("menu", True, "还没有自定义菜单")

    @pytest.mark.parametrize(
        "answer",
        [b"<html>portal</html>", [], {"access_token": 1, "expires_in": 2}, {"access_token": "T"}, {"errcode": "x"}],
    )
    def test_something_else_answers(self, brand: Brand, wechat: FakeApi, answer: object) -> None:
        wechat.answers["/cgi-bin/stable_token"] = lambda _: answer
        kind = "text/html" if isinstance(answer, bytes) else "application/json"
        zh = f"{wechat.url} 的回答不是微信接口的格式（HTTP 200，{kind}）"
        en = f"{wechat.url} did not answer as WeChat's API does (HTTP 200, {kind})"
        assert verdicts(check(brand)) == [("token", False, zh)]
        assert verdicts(check(brand, "en")) == [("token", False, en)]

    def test_nobody_answers(self, brand: Brand) -> None:
        dead = f"http://127.0.0.1:{free_port()}"
        brand.owner.call("PATCH", account(brand), {"api_base": dead, "secret": SECRET})
        checked = check(brand)
        assert verdicts(checked) == [("token", False, f"无法连接到 {dead}")]
        assert checked["items"][0]["advice"] == "请检查接口地址和网络"
        assert verdicts(check(brand, "en")) == [("token", False, f"{dead} cannot be reached")]

    def test_a_host_that_is_none_is_a_verdict_too(self, brand: Brand) -> None:
        changed = {"api_base": "http://a..b", "secret": SECRET}
        assert brand.owner.call("PATCH", account(brand), changed).status_code == 200
        assert verdicts(check(brand)) == [("token", False, "无法连接到 http://a..b")]


class TestToken:
    """The menu stands for any call."""

    @pytest.fixture
    def stale(self, api: FakeApi) -> dict[str, str]:
        """An API that knows one token; tests change which."""
        known = {"token": "T1", "error": "42001"}

        def token(call: Call) -> dict[str, Any]:
            if call.json["force_refresh"]:
                known["token"] = "T2"
            return {"access_token": known["token"], "expires_in": 7200}

        def menu(call: Call) -> dict[str, Any]:
            good = call.query["access_token"] == known["token"]
            return MENU if good else error(int(known["error"]), "access_token expired")

        api.answers |= {"/cgi-bin/stable_token": token, "/cgi-bin/menu/get": menu}
        return known

    def test_it_is_asked_for_once(self, brand: Brand, api: FakeApi, stale: dict[str, str]) -> None:
        for _ in range(3):
            assert brand.owner.get(account(brand, "/menu")) == {"buttons": MENU["menu"]["button"]}
        assert len(api.to("/cgi-bin/stable_token")) == 1

    @pytest.mark.parametrize("errcode", ["40001", "40014", "42001"])
    def test_one_that_ended_is_replaced_and_the_call_repeated(
        self, brand: Brand, api: FakeApi, stale: dict[str, str], errcode: str
    ) -> None:
        brand.owner.get(account(brand, "/menu"))
        stale |= {"token": "T9", "error": errcode}
        assert brand.owner.get(account(brand, "/menu")) == {"buttons": MENU["menu"]["button"]}
        assert [call.json["force_refresh"] for call in api.to("/cgi-bin/stable_token")] == [False, True]
        assert [call.query["access_token"] for call in api.to("/cgi-bin/menu/get")] == ["T1", "T1", "T2"]
        brand.owner.get(account(brand, "/menu"))
        assert api.to("/cgi-bin/menu/get")[-1].query["access_token"] == "T2"

    @pytest.mark.parametrize("errcode", [40001, 42001])
    def test_only_once(self, brand: Brand, api: FakeApi, errcode: int) -> None:
        api.answers["/cgi-bin/menu/get"] = lambda _: error(errcode)
        api.answers["/cgi-bin/stable_token"] = lambda _: {
            "access_token": f"T{len(api.to('/cgi-bin/stable_token'))}",
            "expires_in": 7200,
        }
        refused = brand.owner.call("GET", account(brand, "/menu"))
        assert code_of(refused) == (502, "channel.refused")
        assert len(api.to("/cgi-bin/menu/get")) == len(api.to("/cgi-bin/stable_token")) == 2

    def test_other_refusals_are_not_repeated(self, brand: Brand, api: FakeApi) -> None:
        api.answers["/cgi-bin/menu/get"] = lambda _: error(48001)
        refused = brand.owner.call("GET", account(brand, "/menu"))
        assert (refused.status_code, refused.json()["message"]) == (502, "该公众号没有这个接口的权限（需要认证）")
        assert len(api.to("/cgi-bin/menu/get")) == len(api.to("/cgi-bin/stable_token")) == 1


class TestMenu:
    def test_no_menu_is_null(self, brand: Brand, api: FakeApi) -> None:
        api.answers["/cgi-bin/menu/get"] = lambda _: error(46003, "menu no exist")
        assert brand.owner.get(account(brand, "/menu")) is None

    def test_one_that_is_none_is_not_wechats(self, brand: Brand, api: FakeApi) -> None:
        api.answers["/cgi-bin/menu/get"] = lambda _: {"menu": None}
        assert code_of(brand.owner.call("GET", account(brand, "/menu"))) == (503, "channel.unreachable")

    def test_it_is_set_as_given_and_written_down(self, brand: Brand, api: FakeApi) -> None:
        operator = brand.staff("店长", "operator")
        answer = operator.call("PUT", account(brand, "/menu"), {"buttons": BUTTONS})
        assert (answer.status_code, answer.json()) == (200, {"buttons": BUTTONS})
        (call,) = api.to("/cgi-bin/menu/create")
        assert (call.method, call.json) == ("POST", {"button": BUTTONS})
        assert "茶".encode() in call.body, "WeChat wants raw UTF-8"
        entry = brand.owner.get("/audit")["items"][0]
        assert (entry["staff_name"], entry["action"], entry["target"]) == ("店长", "account.menu_changed", "茶馆")

    def test_an_empty_one_is_removed(self, brand: Brand, api: FakeApi) -> None:
        assert brand.owner.call("PUT", account(brand, "/menu"), {"buttons": []}).json() == {"buttons": []}
        assert [call.method for call in api.to("/cgi-bin/menu/delete")] == ["GET"]
        assert api.to("/cgi-bin/menu/create") == []

    def test_one_that_wechat_refuses_is_not_written_down(self, brand: Brand, api: FakeApi) -> None:
        api.answers["/cgi-bin/menu/create"] = lambda _: error(40018, "invalid button name size")
        before = dump(brand.house, without=("channel_token",))
        refused = brand.owner.call("PUT", account(brand, "/menu"), {"buttons": BUTTONS})
        assert code_of(refused) == (502, "channel.refused")
        assert refused.json()["message"] == "微信返回错误 40018：invalid button name size"
        assert dump(brand.house, without=("channel_token",)) == before
