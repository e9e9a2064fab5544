"""Conditional menus: over the API, on mp and on the phone."""

from typing import Any

import httpx
import pytest

from teahouse.kit import logins
from teahouse.platform.followers import openid_of, tag_followers
from tests.platform.world import Api, World

CREATE, GET, DELETE = "/cgi-bin/menu/create", "/cgi-bin/menu/get", "/cgi-bin/menu/delete"
ADD, REMOVE, TRY = (f"/cgi-bin/menu/{name}" for name in ("addconditional", "delconditional", "trymatch"))
OK = {"errcode": 0, "errmsg": "ok"}
IPHONE, ANDROID = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0)", "Mozilla/5.0 (Linux; Android 15)"


def view(name: str) -> dict[str, Any]:
    return {"type": "view", "name": name, "url": "https://brand.example.test/c"}


def shown(name: str) -> dict[str, Any]:
    return {**view(name), "sub_button": []}


def tag(world: World, api: Api, person_id: str, tag_id: int) -> None:
    with world.house.db.transaction() as session:
        tag_followers(session, api.appid, tag_id, [openid_of(session, api.appid, person_id)])


def add(api: Api, name: str, **rule: object) -> str:
    menuid = api.post(ADD, {"button": [view(name)], "matchrule": rule})["menuid"]
    assert isinstance(menuid, str)
    return menuid


def on_phone(api: Api, phone: httpx.Client) -> str:
    answer = phone.get(f"/api/phone/accounts/{api.appid}/menu").json()
    return str(answer["buttons"][0]["name"])


def use_device(world: World, person_id: str, name: str) -> None:
    with world.house.db.transaction() as session:
        logins.sign_out_everywhere(session, "phone", person_id)
        logins.sign_in(session, "phone", person_id, name)


class TestMatching:
    def test_the_newest_that_matches_wins_else_everybodys(self, world: World, api: Api) -> None:
        person, _ = world.person()
        openid = world.follow(api, person)
        api.post(CREATE, {"button": [view("全部")]})
        add(api, "会员", tag_id="2")
        android = add(api, "安卓", client_platform_type="2")
        assert api.post(TRY, {"user_id": openid}) == {"button": [shown("全部")]}
        tag(world, api, person, 2)
        assert api.post(TRY, {"user_id": openid}) == {"button": [shown("会员")]}
        use_device(world, person, ANDROID)
        assert api.post(TRY, {"user_id": openid}) == {"button": [shown("安卓")]}
        use_device(world, person, IPHONE)
        assert api.post(TRY, {"user_id": openid}) == {"button": [shown("会员")]}
        tag(world, api, person, 3)
        assert api.post(TRY, {"user_id": openid}) == {"button": [shown("全部")]}
        use_device(world, person, ANDROID)
        assert api.post(REMOVE, {"menuid": android}) == OK
        assert api.post(TRY, {"user_id": openid}) == {"button": [shown("全部")]}

    def test_all_that_a_rule_names_must_fit(self, world: World, api: Api) -> None:
        person, _ = world.person()
        openid = world.follow(api, person)
        api.post(CREATE, {"button": [view("全部")]})
        add(api, "两者", tag_id=100, client_platform_type=1)
        use_device(world, person, IPHONE)
        assert api.post(TRY, {"user_id": openid})["button"] == [shown("全部")]
        tag(world, api, person, 100)
        assert api.post(TRY, {"user_id": openid})["button"] == [shown("两者")]

    def test_each_phone_shows_and_clicks_its_own(self, world: World, api: Api) -> None:
        (first, phone), (second, other) = world.person("甲"), world.person("乙")
        world.follow(api, first)
        world.follow(api, second)
        api.post(CREATE, {"button": [{"type": "click", "name": "全部", "key": "ALL"}]})
        menuid = add(api, "会员", group_id=2)
        tag(world, api, first, 2)
        assert (on_phone(api, phone), on_phone(api, other)) == ("会员", "全部")
        path = f"/api/phone/accounts/{api.appid}/menu/click"
        assert phone.post(path, json={"path": [0, None]}).json() == {"open_url": view("")["url"]}
        other.post(path, json={"path": [0, None]})
        assert world.pushes.taken() == [
            {"event": "VIEW", "event_key": view("")["url"], "menu_id": menuid},
            {"event": "CLICK", "event_key": "ALL"},
        ]

    def test_who_may_be_tried(self, world: World, api: Api) -> None:
        person, phone = world.person()
        assert phone.patch("/api/phone/me", json={"wechat_id": "tea_lover"}).status_code == 200
        assert api.post(TRY, {"user_id": "tea_lover"})["errcode"] == 65302
        openid = world.follow(api, person)
        assert api.post(TRY, {"user_id": openid})["errcode"] == 46003
        api.post(CREATE, {"button": [view("全部")]})
        assert api.post(TRY, {"user_id": "Tea_Lover"}) == {"button": [shown("全部")]}
        assert api.post(TRY, {"user_id": "nobody"})["errcode"] == 65302
        other = world.account(name="别家茶馆")
        other.post(CREATE, {"button": [view("别家")]})
        assert other.post(TRY, {"user_id": openid})["errcode"] == 65302
        world.unfollow(api, openid)
        assert api.post(TRY, {"user_id": openid})["errcode"] == 65302


class TestCalls:
    def test_get_shows_them_and_delete_takes_all(self, world: World, api: Api) -> None:
        api.post(CREATE, {"button": [view("全部")]})
        first = add(api, "会员", tag_id="2", client_platform_type="2", sex="", country=None)
        second = add(api, "苹果", client_platform_type=1)
        menuid = world.rows("account_menu")[0]["menuid"]
        assert api.get(GET) == {
            "menu": {"button": [shown("全部")], "menuid": menuid},
            "conditionalmenu": [
                {
                    "button": [shown("苹果")],
                    "matchrule": {"client_platform_type": 1},
                    "menuid": int(second),
                },
                {
                    "button": [shown("会员")],
                    "matchrule": {"group_id": 2, "client_platform_type": 2},
                    "menuid": int(first),
                },
            ],
        }
        assert api.post(CREATE, {"button": [view("新的")]}) == OK
        assert len(api.get(GET)["conditionalmenu"]) == 2
        other = world.account(name="别家茶馆")
        assert other.post(REMOVE, {"menuid": first})["errcode"] == 65301
        assert api.post(REMOVE, {"menuid": first}) == OK
        assert api.post(REMOVE, {"menuid": first})["errcode"] == 65301
        assert api.get(DELETE) == OK
        assert world.rows("account_conditional_menu") == []
        assert api.get(GET)["errcode"] == 46003

    @pytest.mark.parametrize(
        ("buttons", "rule", "code"),
        [
            ([], {"tag_id": 2}, 65307),
            ([view("a")], {}, 65304),
            ([view("a")], {"tag_id": "", "sex": None}, 65304),
            ([view("a")], None, 65304),
            ([view("a")], {"sex": "1"}, 65320),
            ([view("a")], {"language": "zh_CN", "tag_id": 2}, 65320),
            ([view("a")], {"country": "中国", "province": "广东", "city": "广州"}, 65320),
            ([view("a")], {"province": "广东"}, 65310),
            ([view("a")], {"country": "中国", "city": "广州"}, 65311),
            ([view("a")], {"tag_id": "x"}, 40035),
            ([view("a")], {"client_platform_type": 4}, 40035),
            ([{"type": "view", "name": "a"}], {"tag_id": 2}, 40020),
            ([{"type": "dance", "name": "a"}], {"tag_id": 2}, 40017),
        ],
    )
    def test_a_wrong_one_is_refused(self, world: World, api: Api, buttons: object, rule: object, code: int) -> None:
        api.post(CREATE, {"button": [view("全部")]})
        assert api.post(ADD, {"button": buttons, "matchrule": rule})["errcode"] == code
        assert world.rows("account_conditional_menu") == []

    def test_needs_a_menu_for_everybody(self, world: World, api: Api) -> None:
        assert api.post(ADD, {"button": [view("a")], "matchrule": {"tag_id": 2}})["errcode"] == 65303
        assert world.rows("account_conditional_menu") == []

    def test_all_together_lead_to_three_domains(self, world: World, api: Api) -> None:
        api.post(CREATE, {"button": [view("全部")]})
        urls = [f"https://{name}.example.test/" for name in "abc"] + ["https://mp.weixin.qq.com/s/x"]
        for url in urls:
            assert "menuid" in api.post(ADD, {"button": [view("a") | {"url": url}], "matchrule": {"tag_id": 2}})
        again = {"button": [view("a") | {"url": "https://a.example.test/2"}], "matchrule": {"tag_id": 2}}
        assert "menuid" in api.post(ADD, again)
        assert api.post(ADD, {"button": [view("a")], "matchrule": {"tag_id": 2}})["errcode"] == 65316
        assert len(world.rows("account_conditional_menu")) == 5

    @pytest.mark.parametrize(
        ("kind", "verified", "code"),
        [("service", True, 65303), ("service", False, 48001), ("subscription", True, 65303)],
    )
    def test_who_may_call(self, world: World, kind: Any, verified: bool, code: int) -> None:  # noqa: ANN401, FBT001
        caller = world.account(kind, verified=verified)
        assert caller.post(ADD, {"button": [view("a")], "matchrule": {"tag_id": 2}})["errcode"] == code


class TestMp:
    def test_the_operator_adds_sees_and_removes_them(self, world: World, api: Api) -> None:
        person, phone = world.person()
        world.follow(api, person)
        operator, path = world.operator(api.appid), f"/api/mp/accounts/{api.appid}/menu"
        wish = {"buttons": [view("会员")], "tag_id": 2}
        refused = operator.post(f"{path}/conditional", json=wish)
        assert (refused.status_code, refused.json()["field"]) == (422, "rule")
        assert operator.put(path, json={"buttons": [view("全部")]}).status_code == 200
        made = operator.post(f"{path}/conditional", json=wish).json()
        assert made == {
            "menuid": made["menuid"],
            "buttons": [shown("会员")],
            "tag_id": 2,
            "client": None,
            "source": "mp",
            "created_at": made["created_at"],
        }
        assert operator.get(f"{path}/conditional").json() == {"items": [made]}
        tag(world, api, person, 2)
        assert on_phone(api, phone) == "会员"
        assert operator.delete(f"{path}/conditional/{made['menuid']}").status_code == 204
        assert operator.delete(f"{path}/conditional/{made['menuid']}").status_code == 404
        assert on_phone(api, phone) == "全部"

    def test_nobody_and_the_wrong_one_do_nothing(self, world: World, api: Api) -> None:
        api.post(CREATE, {"button": [view("全部")]})
        menuid = add(api, "会员", tag_id=2)
        path = f"/api/mp/accounts/{api.appid}/menu/conditional"
        before = world.rows("account_conditional_menu")
        for client, status in ((world.nobody(), 401), (world.operator(), 404)):
            assert client.get(path).status_code == status
            assert client.post(path, json={"buttons": [view("x")], "tag_id": 1}).status_code == status
            assert client.delete(f"{path}/{menuid}").status_code == status
        assert world.rows("account_conditional_menu") == before
