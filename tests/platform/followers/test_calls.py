"""user/info, batchget, user/get and updateremark over real HTTP."""

import re

import pytest

from teahouse.platform.followers import info
from tests.platform.world import Api, World, later

KINDS = [("service", True, 0), ("service", False, 48001), ("subscription", True, 0), ("subscription", False, 48001)]
CALLS = [
    ("GET", "/cgi-bin/user/info"),
    ("POST", "/cgi-bin/user/info/batchget"),
    ("GET", "/cgi-bin/user/get"),
    ("POST", "/cgi-bin/user/info/updateremark"),
]


class TestUserInfo:
    def test_a_follower_has_the_fields_that_are_still_told(self, world: World, api: Api) -> None:
        person, _ = world.person()
        openid = world.follow(api, person)
        row = world.rows("account_follower")[0]
        assert re.fullmatch(r"o[0-9A-Za-z_-]{27}", openid)
        assert api.get("/cgi-bin/user/info", openid=openid, lang="undefined") == {
            "subscribe": 1,
            "openid": openid,
            "nickname": "",
            "sex": 0,
            "language": "zh_CN",
            "city": "",
            "province": "",
            "country": "",
            "headimgurl": "",
            "subscribe_time": int(row["subscribed_at"].timestamp()),
            "remark": "",
            "groupid": 0,
            "tagid_list": [],
            "subscribe_scene": "ADD_SCENE_SEARCH",
            "qr_scene": 0,
            "qr_scene_str": "",
        }

    def test_of_one_who_left_only_that_is_told(self, world: World, api: Api) -> None:
        person, phone = world.person()
        openid = world.follow(api, person)
        assert phone.delete(f"/api/phone/accounts/{api.appid}/follow").status_code == 204
        assert api.get("/cgi-bin/user/info", openid=openid) == {"subscribe": 0, "openid": openid}

    def test_the_unionid_is_told_beside_a_website_application(self, world: World, api: Api) -> None:
        """The one that website and pages learn too; another account's is another."""
        operator, path = world.operator(api.appid), f"/api/mp/accounts/{api.appid}/websites"
        assert operator.post(path, json={"name": "茶馆", "host": "127.0.0.1:9000"}).status_code == 201
        openids = [world.follow(api, world.person()[0]) for _ in range(2)]
        world.unfollow(api, openids[1])
        told = [api.get("/cgi-bin/user/info", openid=openid) for openid in openids]
        assert told[1] == {"subscribe": 0, "openid": openids[1], "unionid": told[1]["unionid"]}
        assert [re.fullmatch(r"oU[0-9A-Za-z_-]{26}", one["unionid"]) is not None for one in told] == [True, True]
        assert told[0]["unionid"] != told[1]["unionid"]
        again = api.post("/cgi-bin/user/info/batchget", {"user_list": [{"openid": openid} for openid in openids]})
        assert again["user_info_list"] == told
        kept = {(row["account_appid"], row["unionid"]) for row in world.rows("identity_union")}
        assert kept == {(api.appid, one["unionid"]) for one in told}

    @pytest.mark.parametrize(("query", "code"), [({}, 41009), ({"openid": "oNobody"}, 40003)])
    def test_a_wrong_openid_is_refused(self, world: World, api: Api, query: dict[str, str], code: int) -> None:
        assert api.get("/cgi-bin/user/info", **query)["errcode"] == code

    def test_an_openid_of_another_account_is_unknown(self, world: World, api: Api) -> None:
        person, _ = world.person()
        other = world.account(name="别家茶馆")
        openid = world.follow(api, person)
        assert world.follow(other, person) != openid
        assert other.get("/cgi-bin/user/info", openid=openid)["errcode"] == 40003


class TestBatchget:
    def test_answers_in_the_order_asked(self, world: World, api: Api) -> None:
        openids = [world.follow(api, world.person()[0]) for _ in range(3)]
        wanted = [openids[2], openids[0]]
        body = {"user_list": [{"openid": openid, "lang": "zh_CN"} for openid in wanted]}
        answer = api.post("/cgi-bin/user/info/batchget", body)
        assert [user["openid"] for user in answer["user_info_list"]] == wanted

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            (b"", 44002),
            (b"{", 47001),
            ({"user_list": "x"}, 47001),
            ({}, 40032),
            ({"user_list": []}, 40032),
            ({"user_list": [{"openid": f"o{n}"} for n in range(101)]}, 40032),
            ({"user_list": [{"openid": "oNobody"}]}, 40003),
        ],
    )
    def test_a_wrong_list_is_refused(self, api: Api, body: object, code: int) -> None:
        assert api.post("/cgi-bin/user/info/batchget", body)["errcode"] == code


class TestUserGet:
    def test_nobody_follows(self, api: Api) -> None:
        assert api.get("/cgi-bin/user/get") == {"total": 0, "count": 0, "next_openid": ""}

    def test_one_page_ends_with_its_last_openid_and_the_next_is_empty(self, world: World, api: Api) -> None:
        openids = sorted(world.follow(api, world.person()[0]) for _ in range(3))
        first = api.get("/cgi-bin/user/get", next_openid="")
        assert first == {"total": 3, "count": 3, "data": {"openid": openids}, "next_openid": openids[-1]}
        second = api.get("/cgi-bin/user/get", next_openid=openids[-1])
        assert second == {"total": 3, "count": 0, "next_openid": ""}

    def test_pages_go_on_behind_the_last_openid(self, world: World, api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(info, "PAGE", 2)
        openids = sorted(world.follow(api, world.person()[0]) for _ in range(3))
        first = api.get("/cgi-bin/user/get")
        assert (first["count"], first["data"]["openid"]) == (2, openids[:2])
        second = api.get("/cgi-bin/user/get", next_openid=first["next_openid"])
        assert (second["count"], second["data"]["openid"]) == (1, openids[2:])

    def test_an_unknown_openid_is_refused(self, api: Api) -> None:
        assert api.get("/cgi-bin/user/get", next_openid="oNobody")["errcode"] == 40003


class TestUpdateRemark:
    def test_a_remark_shows_in_user_info(self, world: World, api: Api) -> None:
        openid = world.follow(api, world.person()[0])
        body = {"openid": openid, "remark": "老茶客老茶客老茶客"}
        assert api.post("/cgi-bin/user/info/updateremark", body) == {"errcode": 0, "errmsg": "ok"}
        assert api.get("/cgi-bin/user/info", openid=openid)["remark"] == "老茶客老茶客老茶客"

    @pytest.mark.parametrize(
        ("openid", "remark", "code"), [("", "VIP", 40003), ("oNobody", "VIP", 40003), (None, "x" * 30, 40092)]
    )
    def test_a_wrong_one_changes_nothing(
        self, world: World, api: Api, openid: str | None, remark: str, code: int
    ) -> None:
        known = world.follow(api, world.person()[0])
        before = world.snapshot()
        body = {"openid": known if openid is None else openid, "remark": remark}
        assert api.post("/cgi-bin/user/info/updateremark", body)["errcode"] == code
        assert world.snapshot() == before

    def test_who_left_has_none(self, world: World, api: Api) -> None:
        person, phone = world.person()
        openid = world.follow(api, person)
        phone.delete(f"/api/phone/accounts/{api.appid}/follow")
        before = world.snapshot()
        body = {"openid": openid, "remark": "VIP"}
        assert api.post("/cgi-bin/user/info/updateremark", body)["errcode"] == 43004
        assert world.snapshot() == before


@pytest.mark.parametrize(("kind", "verified", "code"), KINDS)
def test_only_certified_accounts_may_call(world: World, kind: str, verified: bool, code: int) -> None:  # noqa: FBT001
    caller = world.account(kind, verified=verified)  # type: ignore[arg-type]
    for method, path in CALLS:
        answer = caller.get(path) if method == "GET" else caller.post(path, {})
        assert (answer.get("errcode") == 48001) is (code == 48001), path


def test_a_new_follow_forgets_the_remark(world: World, api: Api) -> None:
    person, phone = world.person()
    openid = world.follow(api, person)
    api.post("/cgi-bin/user/info/updateremark", {"openid": openid, "remark": "VIP"})
    phone.delete(f"/api/phone/accounts/{api.appid}/follow")
    later(seconds=5)
    assert world.follow(api, person) == openid
    assert api.get("/cgi-bin/user/info", openid=openid)["remark"] == ""
