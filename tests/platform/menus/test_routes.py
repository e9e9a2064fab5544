"""The phone's menu with every type of button, and mp's editor, over real HTTP."""

import hashlib
from typing import Any

import httpx
import pytest

from teahouse.platform.menus import find_button
from tests.platform.materials.samples import amr, picture
from tests.platform.world import Api, World

CREATE = "/cgi-bin/menu/create"
CLICK = {"type": "click", "name": "今日推荐", "key": "TODAY"}
VIEW = {"type": "view", "name": "商城", "url": "https://brand.example.test/c"}


def button(kind: str, **more: str) -> dict[str, str]:
    return {"type": kind, "name": "按钮", "key": "KEY", **more}


def clicked(api: Api, phone: httpx.Client, result: dict[str, Any] | None = None) -> httpx.Response:
    body = {"path": [0, None], "result": result}
    return phone.post(f"/api/phone/accounts/{api.appid}/menu/click", json=body)


def menuid(world: World) -> str:
    return str(world.rows("account_menu")[0]["menuid"])


@pytest.fixture
def follower(world: World, api: Api) -> tuple[str, httpx.Client]:
    person, phone = world.person()
    world.follow(api, person)
    return person, phone


class TestClick:
    def test_click_is_pushed_and_lets_the_account_answer(
        self, world: World, api: Api, follower: tuple[str, httpx.Client]
    ) -> None:
        api.post(CREATE, {"button": [VIEW, {"name": "更多", "sub_button": [VIEW, CLICK]}]})
        path = f"/api/phone/accounts/{api.appid}/menu/click"
        answer = follower[1].post(path, json={"path": [1, 1]})
        assert (answer.status_code, answer.json()) == (200, {"open_url": None})
        assert world.pushes.taken() == [{"event": "CLICK", "event_key": "TODAY"}]
        assert world.rows("account_follower")[0]["menu_left"] == 3

    def test_view_opens_its_address_and_opens_no_window(
        self, world: World, api: Api, follower: tuple[str, httpx.Client]
    ) -> None:
        api.post(CREATE, {"button": [VIEW]})
        assert clicked(api, follower[1]).json() == {"open_url": VIEW["url"]}
        assert world.pushes.taken() == [{"event": "VIEW", "event_key": VIEW["url"], "menu_id": menuid(world)}]
        assert world.rows("account_follower")[0]["menu_left"] == 0

    def test_view_of_a_menu_made_on_mp_has_no_menu_id(
        self, world: World, api: Api, follower: tuple[str, httpx.Client]
    ) -> None:
        world.operator(api.appid).put(f"/api/mp/accounts/{api.appid}/menu", json={"buttons": [VIEW]})
        clicked(api, follower[1])
        assert world.pushes.taken() == [{"event": "VIEW", "event_key": VIEW["url"]}]

    def test_a_mini_program_opens_its_fallback(
        self, world: World, api: Api, follower: tuple[str, httpx.Client]
    ) -> None:
        url, appid = "https://brand.example.test/m", "wx0123456789abcdef"
        api.post(CREATE, {"button": [button("miniprogram", url=url, appid=appid, pagepath="pages/shop")]})
        assert clicked(api, follower[1]).json() == {"open_url": url}
        assert world.pushes.taken() == [
            {"event": "view_miniprogram", "event_key": "pages/shop", "menu_id": menuid(world)}
        ]

    @pytest.mark.parametrize(
        ("kind", "text", "scanned", "opened"),
        [
            ("scancode_push", "https://example.com/1", "qrcode", "https://example.com/1"),
            ("scancode_push", "hello", "qrcode", None),
            ("scancode_waitmsg", "CODE_128,6901234567892", "barcode", None),
            ("scancode_waitmsg", "https://example.com/1", "qrcode", None),
        ],
    )
    def test_scans_are_pushed_with_their_result(  # noqa: PLR0917
        self,
        world: World,
        api: Api,
        follower: tuple[str, httpx.Client],
        kind: str,
        text: str,
        scanned: str,
        opened: str | None,
    ) -> None:
        api.post(CREATE, {"button": [button(kind)]})
        assert clicked(api, follower[1], {"scan_text": text}).json() == {"open_url": opened}
        (event,) = world.pushes.taken()
        info = event["scan_code_info"]
        assert (event["event"], event["event_key"]) == (kind, "KEY")
        assert (info.scan_type, info.scan_result) == (scanned, text)
        assert world.rows("account_follower")[0]["menu_left"] == 3

    @pytest.mark.parametrize("kind", ["pic_sysphoto", "pic_photo_or_album", "pic_weixin"])
    def test_pictures_are_told_then_sent(
        self, world: World, api: Api, follower: tuple[str, httpx.Client], kind: str
    ) -> None:
        person, phone = follower
        api.post(CREATE, {"button": [button(kind)]})
        pictures = [picture(size=(40, 30)), picture("PNG", size=(10, 20))]
        files = [
            world.house.files.put(data, content_type)
            for data, content_type in zip(pictures, ("image/jpeg", "image/png"), strict=True)
        ]
        assert clicked(api, phone, {"files": files}).json() == {"open_url": None}
        (event,) = world.pushes.taken()
        assert (event["event"], event["event_key"], event["send_pics_info"].count) == (kind, "KEY", 2)
        sums = [pic.pic_md5_sum for pic in event["send_pics_info"].pic_list]
        assert sums == [hashlib.md5(data, usedforsecurity=False).hexdigest() for data in pictures]
        sent = [(one.type, one.content) for one in world.desk.messages]
        assert sent == [
            ("image", {"url": f"/files/{files[0]}", "width": 40, "height": 30}),
            ("image", {"url": f"/files/{files[1]}", "width": 10, "height": 20}),
        ]
        assert [one.sender_id for one in world.chat(api, person)] == [person, person]

    def test_a_place_is_told_then_sent(self, world: World, api: Api, follower: tuple[str, httpx.Client]) -> None:
        person, phone = follower
        api.post(CREATE, {"button": [button("location_select")]})
        place = {"latitude": 23.1, "longitude": 113.3, "scale": 15, "label": "广州", "name": "茶馆"}
        assert clicked(api, phone, {"location": place}).json() == {"open_url": None}
        (event,) = world.pushes.taken()
        info = event["send_location_info"]
        assert (str(info.location_x), str(info.location_y), info.scale) == ("23.1", "113.3", 15)
        assert (info.label, info.poiname) == ("广州", "茶馆")
        assert [(one.type, one.content) for one in world.chat(api, person)] == [("location", place)]

    @pytest.mark.parametrize(
        ("kind", "data"), [("image", picture(size=(4, 3))), ("voice", amr(2))], ids=["image", "voice"]
    )
    def test_media_is_answered_by_the_platform_without_a_push(
        self, world: World, api: Api, follower: tuple[str, httpx.Client], kind: str, data: bytes
    ) -> None:
        person, phone = follower
        media_id = api.upload("/cgi-bin/media/upload", data, type=kind)["media_id"]
        api.post(CREATE, {"button": [button("media_id", media_id=media_id)]})
        assert clicked(api, phone).json() == {"open_url": None}
        assert world.pushes.taken() == []
        (message,) = world.chat(api, person)
        assert (message.sender_kind, message.sender_id, message.type) == ("account", api.appid, kind)
        assert message.content["url"] == f"/files/{world.rows('account_media')[0]['file']}"

    @pytest.mark.parametrize(
        ("kind", "result"),
        [
            ("scancode_push", None),
            ("scancode_waitmsg", {"scan_text": ""}),
            ("pic_weixin", {"files": []}),
            ("pic_weixin", {"files": ["x" * 24 + ".jpg"]}),
            ("pic_weixin", {"files": ["../secret"]}),
            ("location_select", None),
            ("location_select", {"location": {"latitude": 91, "longitude": 0, "scale": 1, "label": ""}}),
        ],
    )
    def test_without_what_the_button_asks_for_nothing_happens(
        self, world: World, api: Api, follower: tuple[str, httpx.Client], kind: str, result: dict[str, Any] | None
    ) -> None:
        api.post(CREATE, {"button": [button(kind)]})
        before = world.snapshot()
        answer = clicked(api, follower[1], result)
        assert (answer.status_code, answer.json()["code"]) == (422, "menus.result_missing")
        assert (world.pushes.taken(), world.snapshot()) == ([], before)

    @pytest.mark.parametrize("path", [[3, None], [-1, None], [0, 0], [1, None], [1, 5]])
    def test_a_place_without_a_button_does_nothing(
        self, world: World, api: Api, follower: tuple[str, httpx.Client], path: list[int | None]
    ) -> None:
        api.post(CREATE, {"button": [CLICK, {"name": "更多", "sub_button": [VIEW]}]})
        before = world.snapshot()
        answer = follower[1].post(f"/api/phone/accounts/{api.appid}/menu/click", json={"path": path})
        assert (answer.status_code, answer.json()["code"]) == (404, "menus.no_such_button")
        assert (world.pushes.taken(), world.snapshot()) == ([], before)

    def test_only_followers_click(self, world: World, api: Api) -> None:
        api.post(CREATE, {"button": [CLICK]})
        before = world.snapshot()
        assert clicked(api, world.nobody()).status_code == 401
        refused = clicked(api, world.person()[1])
        assert (refused.status_code, refused.json()["code"]) == (409, "followers.not_following")
        assert (world.pushes.taken(), world.snapshot()) == ([], before)


class TestPhoneMenu:
    def test_it_shows_and_changes_its_version(self, world: World, api: Api) -> None:
        _, phone = world.person()
        path = f"/api/phone/accounts/{api.appid}/menu"
        assert phone.get(path).json() == {"buttons": [], "version": 0}
        api.post(CREATE, {"button": [CLICK, {"name": "更多", "sub_button": [VIEW]}]})
        menu = phone.get(path).json()
        assert [one["name"] for one in menu["buttons"]] == ["今日推荐", "更多"]
        assert (menu["buttons"][0]["type"], menu["buttons"][0]["key"]) == ("click", "TODAY")
        assert (menu["buttons"][1]["type"], menu["buttons"][1]["sub_buttons"][0]["url"]) == (None, VIEW["url"])
        api.post(CREATE, {"button": [CLICK]})
        assert phone.get(path).json()["version"] != menu["version"]
        assert world.nobody().get(path).status_code == 401
        assert phone.get("/api/phone/accounts/wx0/menu").status_code == 404

    def test_a_button_is_found_by_its_key_or_address(self, world: World, api: Api) -> None:
        api.post(CREATE, {"button": [CLICK, {"name": "更多", "sub_button": [VIEW]}]})
        with world.house.db.reading() as session:
            found = [find_button(session, api.appid, "nobody", key) for key in ("TODAY", VIEW["url"], "", "NONE")]
        assert found == [(0, None), (1, 0), None, None]


class TestMpMenu:
    def test_an_operator_edits_it(self, world: World, api: Api) -> None:
        operator, path = world.operator(api.appid), f"/api/mp/accounts/{api.appid}/menu"
        assert operator.get(path).json() == {"buttons": [], "enabled": False, "updated_at": None, "source": None}
        saved = operator.put(path, json={"buttons": [CLICK]})
        assert saved.status_code == 200
        assert saved.json() == operator.get(path).json()
        assert (saved.json()["buttons"], saved.json()["source"]) == ([{**CLICK, "sub_button": []}], "mp")
        assert api.get("/cgi-bin/menu/get")["errcode"] == 46003
        assert api.get("/cgi-bin/get_current_selfmenu_info")["selfmenu_info"] == {"button": [CLICK]}
        api.post(CREATE, {"button": [VIEW]})
        assert operator.get(path).json()["source"] == "api"
        assert operator.delete(path).status_code == 204
        assert world.rows("account_menu") == []

    @pytest.mark.parametrize(
        ("buttons", "field"),
        [
            ([], "buttons"),
            ([CLICK, {**CLICK, "name": ""}], "buttons.1.name"),
            ([{"name": "更多", "sub_button": [CLICK, {**VIEW, "url": "x"}]}], "buttons.0.sub_button.1.url"),
            ([{"type": "media_id", "name": "a", "media_id": "unknown"}], "buttons.0.media_id"),
            ([{"name": [], "type": "click"}], "buttons"),
        ],
    )
    def test_a_wrong_one_names_its_field_and_changes_nothing(
        self, world: World, api: Api, buttons: list[dict[str, Any]], field: str
    ) -> None:
        api.post(CREATE, {"button": [CLICK]})
        before = world.snapshot()
        answer = world.operator(api.appid).put(f"/api/mp/accounts/{api.appid}/menu", json={"buttons": buttons})
        assert (answer.status_code, answer.json()["field"]) == (422, field)
        assert world.snapshot() == before

    def test_nobody_and_another_operator_do_nothing(self, world: World, api: Api) -> None:
        api.post(CREATE, {"button": [CLICK]})
        before, path = world.snapshot(), f"/api/mp/accounts/{api.appid}/menu"
        for client, status in ((world.nobody(), 401), (world.operator(), 404)):
            assert client.get(path).status_code == status
            assert client.put(path, json={"buttons": [VIEW]}).status_code == status
            assert client.delete(path).status_code == status
        assert world.snapshot() == before


class TestConsoleButtons:
    def test_a_text_is_answered_by_the_platform_and_told_by_selfmenu(
        self, world: World, api: Api, follower: tuple[str, httpx.Client]
    ) -> None:
        media_id = api.upload("/cgi-bin/media/upload", amr(1), type="voice")["media_id"]
        text = {"type": "text", "name": "地址", "value": "西湖路 1 号"}
        voice = {"type": "media_id", "name": "语音", "media_id": media_id}
        operator, path = world.operator(api.appid), f"/api/mp/accounts/{api.appid}/menu"
        assert (
            operator.put(path, json={"buttons": [text, {"name": "更多", "sub_button": [voice, CLICK]}]}).status_code
            == 200
        )
        assert clicked(api, follower[1]).json() == {"open_url": None}
        assert [(one.type, one.sender_kind, one.content) for one in world.chat(api, follower[0])] == [
            ("text", "account", {"text": "西湖路 1 号"})
        ]
        assert world.pushes.taken() == []
        listed = [{"type": "voice", "name": "语音", "value": media_id}, CLICK]
        assert api.get("/cgi-bin/get_current_selfmenu_info") == {
            "is_menu_open": 1,
            "selfmenu_info": {"button": [text, {"name": "更多", "sub_button": {"list": listed}}]},
        }

    @pytest.mark.parametrize("value", ["", " ", "字" * 601])
    def test_a_text_has_words(self, world: World, api: Api, value: str) -> None:
        operator, path = world.operator(api.appid), f"/api/mp/accounts/{api.appid}/menu"
        button = {"type": "text", "name": "地址", "value": value}
        answer = operator.put(path, json={"buttons": [button]})
        assert (answer.status_code, answer.json()["field"]) == (422, "buttons.0.value")
        assert world.rows("account_menu") == []

    def test_the_api_makes_none(self, world: World, api: Api) -> None:
        button = {"type": "text", "name": "地址", "value": "西湖路 1 号"}
        assert api.post(CREATE, {"button": [button]})["errcode"] == 40017
        assert world.rows("account_menu") == []
