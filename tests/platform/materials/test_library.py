"""Permanent material over real HTTP."""

import re
import struct

import httpx
import msgspec
import pytest

from teahouse.platform.materials import rules
from tests.platform.materials.samples import MP4, amr, mp3, picture
from tests.platform.world import Api, World, later

ADD, GET, DELETE = (f"/cgi-bin/material/{name}_material" for name in ("add", "get", "del"))
COUNT, SOME = "/cgi-bin/material/get_materialcount", "/cgi-bin/material/batchget_material"
OK = {"errcode": 0, "errmsg": "ok"}
DESCRIPTION = {"title": "采茶", "introduction": "春天的山"}


def wav(seconds: float) -> bytes:
    """Silence: 8000 bytes a second."""
    data = b"\x80" * int(8000 * seconds)
    fmt = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
    return b"RIFF" + struct.pack("<I", 28 + len(data)) + b"WAVE" + fmt + b"data" + struct.pack("<I", len(data)) + data


def wma(seconds: float) -> bytes:
    """The head of a WMA that says how long it plays; three seconds more are its preroll."""
    properties = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365") + struct.pack("<Q", 104) + b"\x00" * 40
    properties += struct.pack("<QQQ", int((seconds + 3) * 10_000_000), int(seconds * 10_000_000), 3000) + b"\x00" * 16
    head = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + struct.pack("<QI", 134, 1) + b"\x01\x02"
    return head + properties


def add_video(api: Api, described: object = DESCRIPTION, **query: str) -> dict[str, object]:
    response = api.http.post(
        ADD,
        params={"access_token": api.token, "type": "video", **query},
        files={"media": ("a.mp4", MP4)},
        data={} if described is None else {"description": msgspec.json.encode(described).decode()},
    )
    answer: dict[str, object] = response.json()
    return answer


def download(api: Api, media_id: str) -> httpx.Response:
    return api.http.post(GET, params={"access_token": api.token}, content=msgspec.json.encode({"media_id": media_id}))


class TestAdd:
    @pytest.mark.parametrize(
        ("kind", "data", "content_type", "ending"),
        [
            ("image", picture("JPEG"), "image/jpeg", "jpg"),
            ("image", picture("PNG"), "image/png", "png"),
            ("thumb", picture("JPEG"), "image/jpeg", "jpg"),
            ("voice", amr(60), "audio/amr", "amr"),
            ("voice", mp3(20), "audio/mpeg", "mp3"),
            ("voice", wav(2), "audio/wav", "wav"),
            ("voice", wma(59), "audio/x-ms-wma", "wma"),
        ],
    )
    def test_a_file_stays_as_it_is(self, api: Api, kind: str, data: bytes, content_type: str, ending: str) -> None:
        answer = api.upload(ADD, data, f"a.{ending}", type=kind)
        media_id = answer["media_id"]
        assert re.fullmatch(r"[0-9A-Za-z_-]{43}", media_id)
        assert set(answer) == ({"media_id", "url"} if kind == "image" else {"media_id"})
        later(days=400)
        api.renew()
        got = download(api, media_id)
        assert (got.content, got.headers["content-type"]) == (data, content_type)
        assert got.headers["content-disposition"] == f'attachment; filename="{media_id}.{ending}"'

    def test_the_url_of_a_picture_shows_it(self, api: Api) -> None:
        assert api.http.get(api.upload(ADD, picture(), type="image")["url"]).content == picture()

    @pytest.mark.parametrize(
        ("kind", "data", "code"),
        [
            (None, picture(), 40004),
            ("news", picture(), 40004),
            ("image", b"", 44001),
            ("image", MP4, 40005),
            ("thumb", picture("PNG"), 40005),
            ("voice", amr(60.1), 45007),
            ("voice", wav(61), 45007),
            ("voice", wma(61), 45007),
            ("voice", b"#!AMR\n" + b"\x00" * (2 * 1024 * 1024), 40010),
            ("thumb", b"\xff\xd8\xff" + b"\x00" * 64 * 1024, 40012),
        ],
    )
    def test_what_does_not_fit_is_refused(
        self, world: World, api: Api, kind: str | None, data: bytes, code: int
    ) -> None:
        query = {"type": kind} if kind else {}
        assert api.upload(ADD, data, "a.jpg", **query)["errcode"] == code
        assert api.post(ADD, b"", type="image")["errcode"] == 41005
        assert world.rows("account_material") == world.rows("account_media") == []
        assert api.get(COUNT)["image_count"] == 0

    def test_a_full_library_takes_no_more(self, world: World, api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(rules.LIBRARY_LIMITS, "voice", 1)
        first = api.upload(ADD, amr(1), type="voice")["media_id"]
        assert api.upload(ADD, amr(1), type="voice")["errcode"] == 45001
        assert len(world.rows("account_material")) == 1
        assert "media_id" in api.upload(ADD, picture(), type="image")
        assert api.post(DELETE, {"media_id": first}) == OK
        assert "media_id" in api.upload(ADD, amr(1), type="voice")


class TestVideo:
    def test_it_is_told_with_its_title(self, world: World, api: Api) -> None:
        media_id = add_video(api)["media_id"]
        answer = api.post(GET, {"media_id": media_id})
        assert answer == {"title": "采茶", "description": "春天的山", "down_url": answer["down_url"]}
        assert answer["down_url"].startswith(f"{world.house.settings.base_url}/files/")
        assert api.http.get(answer["down_url"]).content == MP4

    def test_the_description_may_stand_in_the_query(self, api: Api) -> None:
        media_id = add_video(api, None, description=msgspec.json.encode(DESCRIPTION).decode())["media_id"]
        assert api.post(GET, {"media_id": media_id})["title"] == "采茶"

    @pytest.mark.parametrize(
        ("description", "code"), [(None, 41011), ({}, 41011), ({"title": " "}, 41011), ([1], 47001)]
    )
    def test_without_a_title_it_is_refused(self, world: World, api: Api, description: object, code: int) -> None:
        assert add_video(api, description)["errcode"] == code
        assert world.rows("account_material") == []


class TestList:
    def test_each_type_is_counted_and_listed_newest_first(self, api: Api) -> None:
        ids: list[str] = []
        for number in range(3):
            ids.insert(0, api.upload(ADD, picture(), f"{number}.jpg", type="image")["media_id"])
            later(seconds=1)
        voice = api.upload(ADD, amr(1), "hi.amr", type="voice")["media_id"]
        video = add_video(api)["media_id"]
        assert api.get(COUNT) == {"voice_count": 1, "video_count": 1, "image_count": 3, "news_count": 0}
        page = api.post(SOME, {"type": "image", "offset": 1, "count": 1})
        assert (page["total_count"], page["item_count"]) == (3, 1)
        item = page["item"][0]
        assert item == {
            "media_id": ids[1], "name": "1.jpg", "update_time": item["update_time"], "url": item["url"]
        }  # fmt: skip
        assert [one["media_id"] for one in api.post(SOME, {"type": "image", "offset": 0, "count": 20})["item"]] == ids
        voices = api.post(SOME, {"type": "voice"})["item"]
        assert [(one["media_id"], one["name"], "url" in one) for one in voices] == [(voice, "hi.amr", False)]
        videos = api.post(SOME, {"type": "video"})["item"]
        assert [(one["media_id"], one["name"]) for one in videos] == [(video, "采茶")]

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ({"type": "image", "offset": 0, "count": 21}, 40097),
            ({"type": "image", "offset": 0, "count": 0}, 40097),
            ({"type": "image", "offset": -1}, 40097),
            ({"type": "thumb"}, 40004),
            ({}, 40004),
            (b"", 44002),
        ],
    )
    def test_a_part_that_cannot_be_is_refused(self, api: Api, body: object, code: int) -> None:
        assert api.post(SOME, body)["errcode"] == code

    def test_another_account_has_its_own(self, world: World, api: Api) -> None:
        media_id = api.upload(ADD, picture(), type="image")["media_id"]
        other = world.account(name="别家茶馆")
        assert other.get(COUNT)["image_count"] == 0
        assert other.post(GET, {"media_id": media_id})["errcode"] == 40007
        assert other.post(DELETE, {"media_id": media_id})["errcode"] == 40007
        assert download(api, media_id).content == picture()


class TestDelete:
    def test_it_is_gone(self, world: World, api: Api) -> None:
        media_id = api.upload(ADD, picture(), type="image")["media_id"]
        assert api.post(DELETE, {"media_id": media_id}) == OK
        assert api.post(DELETE, {"media_id": media_id})["errcode"] == 40007
        assert api.post(GET, {"media_id": media_id})["errcode"] == 40007
        assert api.post(GET, {})["errcode"] == 41006
        assert api.get(COUNT)["image_count"] == 0
        assert world.rows("account_media") == []

    def test_what_the_menu_needs_stays(self, api: Api) -> None:
        media_id = api.upload(ADD, picture(), type="image")["media_id"]
        button = {"type": "media_id", "name": "图", "media_id": media_id}
        assert api.post("/cgi-bin/menu/create", {"button": [button]}) == OK
        assert api.post(DELETE, {"media_id": media_id})["errcode"] == 48005
        assert download(api, media_id).content == picture()
        api.get("/cgi-bin/menu/delete")
        assert api.post(DELETE, {"media_id": media_id}) == OK


@pytest.mark.parametrize(("kind", "verified", "code"), [("subscription", True, 0), ("service", False, 48001)])
def test_only_certified_accounts_may_call(world: World, kind: str, verified: bool, code: int) -> None:  # noqa: FBT001
    caller = world.account(kind, verified=verified)  # type: ignore[arg-type]
    assert caller.get(COUNT).get("errcode", 0) == code
    assert caller.upload(ADD, picture(), type="image").get("errcode", 0) == code
