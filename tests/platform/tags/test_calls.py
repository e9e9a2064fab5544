"""Tags and the blacklist over the public API."""

import pytest

from teahouse.platform.tags import calls, rules, service
from tests.platform.world import Api, World

CALLS = [
    ("POST", "/cgi-bin/tags/create", {"tag": {"name": "茶友"}}),
    ("GET", "/cgi-bin/tags/get", None),
    ("POST", "/cgi-bin/tags/update", {"tag": {"id": 100, "name": "茶友"}}),
    ("POST", "/cgi-bin/tags/delete", {"tag": {"id": 100}}),
    ("POST", "/cgi-bin/user/tag/get", {"tagid": 100}),
    ("POST", "/cgi-bin/tags/members/batchtagging", {"openid_list": ["o"], "tagid": 100}),
    ("POST", "/cgi-bin/tags/members/batchuntagging", {"openid_list": ["o"], "tagid": 100}),
    ("POST", "/cgi-bin/tags/getidlist", {"openid": "o"}),
    ("POST", "/cgi-bin/tags/members/getblacklist", {}),
    ("POST", "/cgi-bin/tags/members/batchblacklist", {"openid_list": ["o"]}),
    ("POST", "/cgi-bin/tags/members/batchunblacklist", {"openid_list": ["o"]}),
    ("POST", "/cgi-bin/groups/create", {"group": {"name": "茶友"}}),
    ("GET", "/cgi-bin/groups/get", None),
    ("POST", "/cgi-bin/groups/getid", {"openid": "o"}),
    ("POST", "/cgi-bin/groups/update", {"group": {"id": 100, "name": "茶友"}}),
    ("POST", "/cgi-bin/groups/members/update", {"openid": "o", "to_groupid": 0}),
    ("POST", "/cgi-bin/groups/members/batchupdate", {"openid_list": ["o"], "to_groupid": 0}),
    ("POST", "/cgi-bin/groups/delete", {"group": {"id": 100}}),
]
OK = {"errcode": 0, "errmsg": "ok"}


def made(api: Api, name: str = "茶友") -> int:
    """The number of a new tag."""
    number: int = api.post("/cgi-bin/tags/create", {"tag": {"name": name}})["tag"]["id"]
    return number


def tagged(api: Api, tag: int, *openids: str) -> dict[str, object]:
    return api.post("/cgi-bin/tags/members/batchtagging", {"openid_list": openids, "tagid": tag})


class TestTags:
    def test_a_new_tag_is_listed_behind_the_star(self, world: World, api: Api) -> None:
        assert api.post("/cgi-bin/tags/create", {"tag": {"name": "茶友"}}) == {"tag": {"id": 100, "name": "茶友"}}
        assert made(api, "VIP 👨‍👩‍👧") == 101
        assert made(world.account(name="别家茶馆")) == 100
        assert tagged(api, 101, world.follow(api, world.person()[0])) == OK
        assert api.get("/cgi-bin/tags/get") == {
            "tags": [
                {"id": 2, "name": "星标组", "count": 0},
                {"id": 100, "name": "茶友", "count": 0},
                {"id": 101, "name": "VIP 👨‍👩‍👧", "count": 1},
            ]
        }

    def test_the_body_may_come_raw_and_without_a_type(self, world: World, api: Api) -> None:
        raw = '{"tag":{"name":"老茶友"}}'.encode()
        assert api.post("/cgi-bin/tags/create", raw)["tag"]["name"] == "老茶友"
        escaped = b'{"tag":{"name":"\\u65b0\\u8336\\u53cb"}}'
        assert api.post("/cgi-bin/tags/create", escaped)["tag"]["name"] == "新茶友"

    @pytest.mark.parametrize(
        ("tag", "code"),
        [
            ({"name": ""}, 45157),
            ({"name": "  "}, 45157),
            ({"name": "a\u0000b"}, 47001),
            ({"name": 7}, 45157),
            ({}, 45157),
            ({"name": "茶友"}, 45157),
            ({"name": "黑名单"}, 45157),
            ({"name": "字" * 31}, 45158),
        ],
    )
    def test_a_wrong_name_makes_nothing(self, world: World, api: Api, tag: dict[str, object], code: int) -> None:
        first = made(api)
        second = made(api, "茶客")
        before = world.snapshot()
        assert api.post("/cgi-bin/tags/create", {"tag": tag})["errcode"] == code
        assert api.post("/cgi-bin/tags/update", {"tag": {**tag, "id": second}})["errcode"] == code
        assert world.snapshot() == before
        assert [one["name"] for one in api.get("/cgi-bin/tags/get")["tags"][1:]] == ["茶友", "茶客"]
        assert (first, second) == (100, 101)

    def test_thirty_characters_fit(self, world: World, api: Api) -> None:
        assert made(api, "字" * 30) == 100

    def test_a_hundred_tags_and_no_more(self, world: World, api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
        assert rules.MAX_TAGS == 100
        monkeypatch.setattr(service, "MAX_TAGS", 2)
        assert [made(api, name) for name in "甲乙"] == [100, 101]
        assert api.post("/cgi-bin/tags/create", {"tag": {"name": "丙"}})["errcode"] == 45056
        assert api.post("/cgi-bin/groups/create", {"group": {"name": "丙"}})["errcode"] == 45018
        assert api.post("/cgi-bin/tags/delete", {"tag": {"id": 100}}) == OK
        assert made(api, "丙") == 102

    def test_a_tag_is_renamed_and_keeps_its_own_name(self, world: World, api: Api) -> None:
        tag = made(api)
        assert api.post("/cgi-bin/tags/update", {"tag": {"id": tag, "name": "茶友"}}) == OK
        assert api.post("/cgi-bin/tags/update", {"tag": {"id": str(tag), "name": "老友"}}) == OK
        assert api.get("/cgi-bin/tags/get")["tags"][1] == {"id": tag, "name": "老友", "count": 0}

    def test_a_deleted_tag_is_on_nobody(self, world: World, api: Api) -> None:
        tag, openid = made(api), world.follow(api, world.person()[0])
        tagged(api, tag, openid)
        assert api.post("/cgi-bin/tags/delete", {"tag": {"id": tag}}) == OK
        assert api.post("/cgi-bin/tags/getidlist", {"openid": openid}) == {"tagid_list": []}
        assert world.rows("account_follower_tag") == []
        assert made(api) == tag + 1

    def test_a_tag_with_too_many_fans_stays(self, world: World, api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
        assert rules.MOST_FANS == 100_000
        monkeypatch.setattr(service, "MOST_FANS", 1)
        tag, fans = made(api), [world.follow(api, world.person()[0]) for _ in range(2)]
        tagged(api, tag, *fans)
        assert api.post("/cgi-bin/tags/delete", {"tag": {"id": tag}})["errcode"] == 45057
        assert api.get("/cgi-bin/tags/get")["tags"][1]["count"] == 2

    @pytest.mark.parametrize(("number", "code"), [(0, 45058), (1, 45058), (2, 45058), (99, 45159), (10**30, 45159)])
    def test_others_are_neither_renamed_nor_deleted(self, world: World, api: Api, number: int, code: int) -> None:
        made(api)
        assert api.post("/cgi-bin/tags/update", {"tag": {"id": number, "name": "新"}})["errcode"] == code
        assert api.post("/cgi-bin/tags/delete", {"tag": {"id": number}})["errcode"] == code
        assert len(api.get("/cgi-bin/tags/get")["tags"]) == 2

    def test_a_tag_of_another_account_is_unknown(self, world: World, api: Api) -> None:
        tag, other = made(api), world.account(name="别家茶馆")
        assert other.post("/cgi-bin/tags/delete", {"tag": {"id": tag}})["errcode"] == 45159
        assert len(api.get("/cgi-bin/tags/get")["tags"]) == 2


class TestTagging:
    def test_the_order_of_tags_is_that_in_which_they_were_given(self, world: World, api: Api) -> None:
        first, second, openid = made(api, "甲"), made(api, "乙"), world.follow(api, world.person()[0])
        for tag in (second, 2, first, second):
            assert tagged(api, tag, openid, openid) == OK
        user = api.get("/cgi-bin/user/info", openid=openid)
        assert (user["tagid_list"], user["groupid"]) == ([second, 2, first], second)
        assert api.post("/cgi-bin/tags/getidlist", {"openid": openid}) == {"tagid_list": [second, 2, first]}
        infos = api.post("/cgi-bin/user/info/batchget", {"user_list": [{"openid": openid}]})
        assert infos["user_info_list"][0]["tagid_list"] == [second, 2, first]
        untag = {"openid_list": [openid], "tagid": second}
        assert api.post("/cgi-bin/tags/members/batchuntagging", untag) == OK
        assert api.post("/cgi-bin/tags/members/batchuntagging", untag) == OK
        assert api.get("/cgi-bin/user/info", openid=openid)["groupid"] == 2

    def test_who_left_is_named_and_the_others_are_tagged(self, world: World, api: Api) -> None:
        tag = made(api)
        gone, stays = (world.follow(api, world.person()[0]) for _ in range(2))
        world.unfollow(api, gone)
        answer = tagged(api, tag, gone, stays)
        assert (answer["errcode"], answer["fail_openid_list"]) == (45171, [gone])
        assert api.post("/cgi-bin/user/tag/get", {"tagid": tag})["data"] == {"openid": [stays]}

    def test_leaving_takes_the_tags_away(self, world: World, api: Api) -> None:
        tag, (person, _) = made(api), world.person()
        openid = world.follow(api, person)
        tagged(api, tag, openid)
        world.unfollow(api, openid)
        assert api.post("/cgi-bin/tags/getidlist", {"openid": openid}) == {"tagid_list": []}
        world.follow(api, person)
        assert api.get("/cgi-bin/user/info", openid=openid)["tagid_list"] == []
        assert api.get("/cgi-bin/tags/get")["tags"][1]["count"] == 0

    def test_twenty_tags_and_the_star_but_no_more(self, world: World, api: Api) -> None:
        openid, other = (world.follow(api, world.person()[0]) for _ in range(2))
        tags = [made(api, f"标签{number}") for number in range(21)]
        assert [tagged(api, tag, openid)["errcode"] for tag in tags] == [0] * 20 + [45059]
        assert tagged(api, tags[20], other, openid)["errcode"] == 45059
        assert api.post("/cgi-bin/tags/getidlist", {"openid": other}) == {"tagid_list": []}
        assert tagged(api, 2, openid) == OK
        assert tagged(api, tags[0], openid) == OK
        assert len(api.post("/cgi-bin/tags/getidlist", {"openid": openid})["tagid_list"]) == 21

    @pytest.mark.parametrize("path", ["batchtagging", "batchuntagging"])
    def test_what_is_refused_changes_nothing(self, world: World, api: Api, path: str) -> None:
        tag, openid = made(api), world.follow(api, world.person()[0])
        other = world.account(name="别家茶馆")
        elsewhere = world.follow(other, world.person()[0])
        held = made(api, "已有")
        tagged(api, held, openid)
        before = world.rows("account_follower_tag")
        cases = [
            ([], held, 40032),
            ([openid] * 51, held, 40032),
            ([openid, "oNobody"], held, 40003),
            ([openid, elsewhere], held, 49003),
            ([openid], 0, 45159),
            ([openid], 1, 45159),
            ([openid], 999, 45159),
        ]
        for openids, number, code in cases:
            body = {"openid_list": openids, "tagid": number}
            assert api.post(f"/cgi-bin/tags/members/{path}", body)["errcode"] == code
        assert api.post(f"/cgi-bin/tags/members/{path}", {"openid_list": [openid]})["errcode"] == 45159
        assert api.post(f"/cgi-bin/tags/members/{path}", {"openid_list": openid, "tagid": tag})["errcode"] == 47001
        assert world.rows("account_follower_tag") == before

    def test_fans_come_in_pages(self, world: World, api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
        tag, fans = made(api), sorted(world.follow(api, world.person()[0]) for _ in range(3))
        world.follow(api, world.person()[0])
        tagged(api, tag, *fans)
        path = "/cgi-bin/user/tag/get"
        whole = {"count": 3, "data": {"openid": fans}, "next_openid": fans[2]}
        assert api.post(path, {"tagid": tag, "next_openid": ""}) == whole
        monkeypatch.setattr(calls, "PAGE", 2)
        first = api.post(path, {"tagid": tag})
        assert first == {"count": 2, "data": {"openid": fans[:2]}, "next_openid": fans[1]}
        second = api.post(path, {"tagid": tag, "next_openid": first["next_openid"]})
        assert second == {"count": 1, "data": {"openid": fans[2:]}, "next_openid": fans[2]}
        assert api.post(path, {"tagid": tag, "next_openid": fans[2]}) == {"count": 0, "next_openid": ""}
        assert api.post(path, {"tagid": tag, "next_openid": "oNobody"})["errcode"] == 40003
        assert api.post(path, {"tagid": 999})["errcode"] == 45159
        assert api.post(path, {"tagid": 1})["errcode"] == 45159

    def test_an_unknown_openid_has_no_tags(self, world: World, api: Api) -> None:
        assert api.post("/cgi-bin/tags/getidlist", {"openid": "oNobody"})["errcode"] == 40003
        assert api.post("/cgi-bin/tags/getidlist", {})["errcode"] == 40003


class TestBlacklist:
    def test_pages(self, world: World, api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
        path = "/cgi-bin/tags/members"
        assert api.post(f"{path}/getblacklist", {"begin_openid": ""}) == {"total": 0, "count": 0, "next_openid": ""}
        people = sorted(world.follow(api, world.person()[0]) for _ in range(3))
        assert api.post(f"{path}/batchblacklist", {"openid_list": people}) == OK
        assert api.post(f"{path}/batchblacklist", {"openid_list": people}) == OK
        whole = {"total": 3, "count": 3, "data": {"openid": people}, "next_openid": people[2]}
        assert api.post(f"{path}/getblacklist", {}) == whole
        assert rules.BLACKLIST_PAGE == 1000
        monkeypatch.setattr(calls, "BLACKLIST_PAGE", 2)
        second = {"total": 3, "count": 1, "data": {"openid": people[2:]}, "next_openid": people[2]}
        assert api.post(f"{path}/getblacklist", {"begin_openid": people[1]}) == second
        assert api.post(f"{path}/getblacklist", {"begin_openid": "oNobody"})["errcode"] == 40003
        assert api.post(f"{path}/batchunblacklist", {"openid_list": people[:2]}) == OK
        assert api.post(f"{path}/getblacklist", {})["data"] == {"openid": people[2:]}

    @pytest.mark.parametrize("path", ["batchblacklist", "batchunblacklist"])
    def test_what_is_refused_changes_nothing(self, world: World, api: Api, path: str) -> None:
        openid, listed = (world.follow(api, world.person()[0]) for _ in range(2))
        api.post("/cgi-bin/tags/members/batchblacklist", {"openid_list": [listed]})
        elsewhere = world.follow(world.account(name="别家茶馆"), world.person()[0])
        before = world.snapshot()
        for openids, code in [
            ([], 40032),
            ([openid] * 21, 40032),
            ([openid, listed, "oNobody"], 40003),
            ([openid, listed, elsewhere], 49003),
        ]:
            assert api.post(f"/cgi-bin/tags/members/{path}", {"openid_list": openids})["errcode"] == code
        assert world.snapshot() == before

    def test_nothing_is_sent_to_them(self, world: World, api: Api) -> None:
        person, _ = world.person()
        openid = world.follow(api, person)
        world.act(api, person)
        api.post("/cgi-bin/tags/members/batchblacklist", {"openid_list": [openid]})
        before = world.snapshot()
        body = {"touser": openid, "msgtype": "text", "text": {"content": "你好"}}
        assert api.post("/cgi-bin/message/custom/send", body)["errcode"] == 43019
        typing = {"touser": openid, "command": "Typing"}
        assert api.post("/cgi-bin/message/custom/typing", typing)["errcode"] == 43019
        assert world.snapshot() == before
        api.post("/cgi-bin/tags/members/batchunblacklist", {"openid_list": [openid]})
        assert api.post("/cgi-bin/message/custom/send", body) == OK

    def test_who_leaves_and_comes_again_is_still_on_it(self, world: World, api: Api) -> None:
        person, _ = world.person()
        openid = world.follow(api, person)
        api.post("/cgi-bin/tags/members/batchblacklist", {"openid_list": [openid]})
        world.unfollow(api, openid)
        world.follow(api, person)
        assert api.post("/cgi-bin/tags/members/getblacklist", {})["data"] == {"openid": [openid]}
        assert api.get("/cgi-bin/user/info", openid=openid)["groupid"] == 1


class TestGroups:
    def test_they_are_tags(self, world: World, api: Api) -> None:
        openid, other = (world.follow(api, world.person()[0]) for _ in range(2))
        assert api.post("/cgi-bin/groups/create", {"group": {"name": "甲"}}) == {"group": {"id": 100, "name": "甲"}}
        second = made(api, "乙")
        move = {"openid": openid, "to_groupid": 100}
        assert api.post("/cgi-bin/groups/members/update", move) == OK
        assert api.post("/cgi-bin/groups/getid", {"openid": openid}) == {"groupid": 100}
        assert api.post("/cgi-bin/tags/getidlist", {"openid": openid}) == {"tagid_list": [100]}
        tagged(api, second, openid)
        tagged(api, second, other)
        assert api.get("/cgi-bin/groups/get") == {
            "groups": [
                {"id": 0, "name": "未分组", "count": 0},
                {"id": 1, "name": "黑名单", "count": 0},
                {"id": 2, "name": "星标组", "count": 0},
                {"id": 100, "name": "甲", "count": 1},
                {"id": 101, "name": "乙", "count": 1},
            ]
        }
        many = {"openid_list": [openid, other], "to_groupid": 2}
        assert api.post("/cgi-bin/groups/members/batchupdate", many) == OK
        assert [group["count"] for group in api.get("/cgi-bin/groups/get")["groups"]] == [0, 0, 2, 0, 0]
        assert api.post("/cgi-bin/groups/update", {"group": {"id": 100, "name": "丙"}}) == OK
        assert api.post("/cgi-bin/groups/delete", {"group": {"id": 101}}) == OK
        assert [group["name"] for group in api.get("/cgi-bin/groups/get")["groups"][3:]] == ["丙"]

    def test_into_the_blacklist_and_out_of_it(self, world: World, api: Api) -> None:
        openid = world.follow(api, world.person()[0])
        for group, listed in ((1, [openid]), (0, None)):
            assert api.post("/cgi-bin/groups/members/update", {"openid": openid, "to_groupid": group}) == OK
            assert api.post("/cgi-bin/groups/getid", {"openid": openid}) == {"groupid": group}
            found = api.post("/cgi-bin/tags/members/getblacklist", {})
            assert found.get("data", {}).get("openid") == listed

    @pytest.mark.parametrize(
        ("path", "body", "code"),
        [
            ("create", {"group": {"name": ""}}, 40051),
            ("create", {"group": {"name": "字" * 31}}, 45017),
            ("update", {"group": {"id": 2, "name": "新"}}, 45016),
            ("update", {"group": {"id": 999, "name": "新"}}, 40050),
            ("delete", {"group": {"id": 0}}, 45016),
            ("delete", {"group": {"id": 999}}, 40050),
            ("getid", {"openid": "oNobody"}, 40003),
            ("members/update", {"openid": "oNobody", "to_groupid": 0}, 40003),
            ("members/update", {"openid": "{openid}", "to_groupid": 999}, 40050),
            ("members/update", {"openid": "{gone}", "to_groupid": 0}, 43004),
            ("members/batchupdate", {"openid_list": [], "to_groupid": 0}, 40032),
            ("members/batchupdate", {"openid_list": ["{openid}"] * 51, "to_groupid": 0}, 40032),
            ("members/batchupdate", {"openid_list": ["{openid}", "{gone}"], "to_groupid": 1}, 43004),
        ],
    )
    def test_what_is_refused_changes_nothing(
        self, world: World, api: Api, path: str, body: dict[str, object], code: int
    ) -> None:
        openid, gone = (world.follow(api, world.person()[0]) for _ in range(2))
        world.unfollow(api, gone)
        made(api)
        tagged(api, 2, openid)
        names = {"{openid}": openid, "{gone}": gone}
        filled = {
            key: [names.get(one, one) for one in value] if isinstance(value, list) else names.get(str(value), value)
            for key, value in body.items()
        }
        before = world.snapshot(), api.get("/cgi-bin/groups/get")
        assert api.post(f"/cgi-bin/groups/{path}", filled)["errcode"] == code
        assert (world.snapshot(), api.get("/cgi-bin/groups/get")) == before


@pytest.mark.parametrize(
    ("kind", "verified", "refused"),
    [("service", True, False), ("service", False, True), ("subscription", True, False), ("subscription", False, True)],
)
def test_who_may_call(world: World, kind: str, verified: bool, refused: bool) -> None:  # noqa: FBT001
    api = world.account(kind, verified=verified)  # type: ignore[arg-type]
    for method, path, body in CALLS:
        answer = api.get(path) if method == "GET" else api.post(path, body)
        assert (answer.get("errcode") == 48001) is refused, path
        other = api.post(path, {}) if method == "GET" else api.get(path)
        assert other["errcode"] == (43001 if method == "GET" else 43002), path
