"""menu/create, get, delete and get_current_selfmenu_info over real HTTP."""

from collections.abc import Mapping

import pytest

from tests.platform.materials.samples import picture
from tests.platform.world import Api, World

CREATE, GET, DELETE = "/cgi-bin/menu/create", "/cgi-bin/menu/get", "/cgi-bin/menu/delete"
CURRENT = "/cgi-bin/get_current_selfmenu_info"
OK = {"errcode": 0, "errmsg": "ok"}
CLICK = {"type": "click", "name": "今日推荐", "key": "TODAY"}
VIEW = {"type": "view", "name": "Catalogue", "url": "https://brand.example.test/c"}
SCAN = {"type": "scancode_waitmsg", "name": "Scan", "key": "SCAN_W", "sub_button": []}
MENU = {"button": [CLICK, {"name": "Shop", "sub_button": [VIEW, SCAN]}]}


def sub(*buttons: Mapping[str, object]) -> dict[str, object]:
    return {"button": [{"name": "a", "sub_button": list(buttons)}]}


class TestMenu:
    def test_a_menu_reads_back_in_both_shapes(self, api: Api) -> None:
        assert api.get(GET)["errcode"] == 46003
        assert api.get(CURRENT) == {"is_menu_open": 0, "selfmenu_info": {"button": []}}
        assert api.post(CREATE, MENU) == OK
        assert api.get(GET) == {
            "menu": {
                "button": [
                    {**CLICK, "sub_button": []},
                    {"name": "Shop", "sub_button": [{**VIEW, "sub_button": []}, {**SCAN, "sub_button": []}]},
                ]
            }
        }
        scan = {name: value for name, value in SCAN.items() if name != "sub_button"}
        assert api.get(CURRENT) == {
            "is_menu_open": 1,
            "selfmenu_info": {"button": [CLICK, {"name": "Shop", "sub_button": {"list": [VIEW, scan]}}]},
        }
        assert api.post(CREATE, {"button": [VIEW]}) == OK
        assert api.get(GET) == {"menu": {"button": [{**VIEW, "sub_button": []}]}}
        assert api.get(DELETE) == OK
        assert api.get(GET)["errcode"] == 46003
        assert api.get(DELETE) == OK

    def test_media_must_be_there(self, world: World, api: Api) -> None:
        media_id = api.upload("/cgi-bin/media/upload", picture(), type="image")["media_id"]
        button = {"type": "media_id", "name": "图", "media_id": media_id}
        assert world.account(name="别家茶馆").post(CREATE, {"button": [button]})["errcode"] == 40007
        assert api.post(CREATE, {"button": [button]}) == OK

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            (b"", 44002),
            (b"{", 47001),
            ([], 47001),
            ({}, 40016),
            ({"button": []}, 40016),
            ({"button": [CLICK] * 4}, 40016),
            ({"button": ["x"]}, 47001),
            ({"button": [CLICK | {"type": "dance"}]}, 40017),
            ({"button": [CLICK | {"type": ""}]}, 40017),
            ({"button": [CLICK | {"name": ""}]}, 40018),
            ({"button": [CLICK | {"name": "茶" * 5 + "xx"}]}, 40018),
            ({"button": [CLICK | {"key": ""}]}, 40019),
            ({"button": [CLICK | {"key": "k" * 129}]}, 40019),
            ({"button": [VIEW | {"url": ""}]}, 40020),
            ({"button": [VIEW | {"url": "https://e/" + "x" * 1015}]}, 40020),
            ({"button": [VIEW | {"url": "ftp://example.com"}]}, 40055),
            (sub({"name": "b", "sub_button": [CLICK]}), 40022),
            (sub(*[CLICK] * 6), 40023),
            (sub(CLICK | {"type": "dance"}), 40024),
            (sub(CLICK | {"name": "x" * 61}), 40025),
            (sub(CLICK | {"key": ""}), 40026),
            (sub(VIEW | {"url": ""}), 40027),
            (sub(VIEW | {"url": "javascript:alert(1)"}), 40054),
            (b'{"button":[{"type":"click","name":"\\u8336","key":"K"}]}', 40033),
            (b'{"button":[{"type":"click","name":"\\\\u8336","key":"K"}]}', 40033),
            ({"button": [{"type": "media_id", "name": "a", "media_id": "unknown"}]}, 40007),
            ({"button": [{"type": "media_id", "name": "a"}]}, 40007),
            ({"button": [{"type": "view_limited", "name": "a", "media_id": "unknown"}]}, 40007),
            ({"button": [{"type": "article_id", "name": "a", "article_id": "x"}]}, 53600),
            ({"button": [{"type": "article_view_limited", "name": "a", "article_id": "x"}]}, 53600),
            ({"button": [{"type": "miniprogram", "name": "a", "url": "http://e", "pagepath": "p"}]}, 40013),
            (
                {"button": [{"type": "miniprogram", "name": "a", "url": "http://e", "pagepath": "p", "appid": "x"}]},
                45064,
            ),
        ],
    )
    def test_a_wrong_menu_leaves_the_old_one(self, world: World, api: Api, body: object, code: int) -> None:
        api.post(CREATE, MENU)
        before = world.snapshot()
        assert api.post(CREATE, body)["errcode"] == code
        assert world.snapshot() == before


@pytest.mark.parametrize(
    ("kind", "verified", "code"),
    [("service", True, 0), ("service", False, 0), ("subscription", True, 0), ("subscription", False, 48001)],
)
def test_who_may_call(world: World, kind: str, verified: bool, code: int) -> None:  # noqa: FBT001
    caller = world.account(kind, verified=verified)  # type: ignore[arg-type]
    assert caller.post(CREATE, MENU)["errcode"] == code
    assert caller.get(GET).get("errcode", 0) == code
    assert caller.get(DELETE)["errcode"] == code
    assert caller.get(CURRENT)["is_menu_open"] == 0
    assert world.rows("account_menu") == []
