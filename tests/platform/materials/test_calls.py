"""media/upload, media/get and uploadimg over real HTTP."""

import re

import httpx
import pytest

from teahouse.platform.materials import put_file
from tests.platform.materials.samples import MP4, amr, mp3, picture
from tests.platform.world import Api, World, later

UPLOAD, GET, IMAGE = "/cgi-bin/media/upload", "/cgi-bin/media/get", "/cgi-bin/media/uploadimg"


def download(api: Api, media_id: str) -> httpx.Response:
    return api.http.get(GET, params={"access_token": api.token, "media_id": media_id})


class TestUpload:
    @pytest.mark.parametrize(
        ("kind", "data", "content_type", "ending"),
        [
            ("image", picture("JPEG"), "image/jpeg", "jpg"),
            ("image", picture("PNG"), "image/png", "png"),
            ("image", picture("GIF"), "image/gif", "gif"),
            ("voice", amr(60), "audio/amr", "amr"),
            ("voice", mp3(20), "audio/mpeg", "mp3"),
            ("thumb", picture("JPEG"), "image/jpeg", "jpg"),
        ],
    )
    def test_what_goes_up_comes_down_the_same(
        self, api: Api, kind: str, data: bytes, content_type: str, ending: str
    ) -> None:
        answer = api.upload(UPLOAD, data, "media", type=kind)
        media_id = answer["media_id"]
        assert re.fullmatch(r"[0-9A-Za-z_-]{64}", media_id)
        assert answer["type"] == kind
        assert isinstance(answer["created_at"], int)
        assert answer.get("thumb_media_id") == (media_id if kind == "thumb" else None)
        got = download(api, media_id)
        assert (got.content, got.headers["content-type"]) == (data, content_type)
        assert got.headers["content-disposition"] == f'attachment; filename="{media_id}.{ending}"'

    def test_a_video_comes_down_as_an_address(self, world: World, api: Api) -> None:
        media_id = api.upload(UPLOAD, MP4, "a.mp4", type="video")["media_id"]
        answer = api.get(GET, media_id=media_id)
        assert set(answer) == {"video_url"}
        assert answer["video_url"].startswith(f"{world.running.url}/files/")
        assert api.http.get(answer["video_url"]).content == MP4

    def test_a_bitmap_is_kept_as_png(self, api: Api) -> None:
        media_id = api.upload(UPLOAD, picture("BMP"), "a.bmp", type="image")["media_id"]
        assert download(api, media_id).headers["content-type"] == "image/png"

    @pytest.mark.parametrize(
        ("kind", "data", "code"),
        [
            (None, picture(), 40004),
            ("file", picture(), 40004),
            ("image", b"", 44001),
            ("image", b"GIF89a no picture at all", 40005),
            ("image", picture()[:60], 40005),
            ("image", MP4, 40005),
            ("image", b"<svg xmlns='http://www.w3.org/2000/svg'/>", 40005),
            ("thumb", picture("PNG"), 40005),
            ("voice", picture(), 40005),
            ("video", amr(1), 40005),
            ("voice", amr(60.1), 45007),
            ("voice", b"#!AMR\n" + b"\x00" * (2 * 1024 * 1024), 40010),
            ("thumb", b"\xff\xd8\xff" + b"\x00" * 64 * 1024, 40012),
        ],
    )
    def test_what_does_not_fit_is_refused(
        self, world: World, api: Api, kind: str | None, data: bytes, code: int
    ) -> None:
        before = world.snapshot()
        query = {"type": kind} if kind else {}
        assert api.upload(UPLOAD, data, "a.jpg", **query)["errcode"] == code
        assert world.snapshot() == before

    def test_without_a_file_nothing_happens(self, world: World, api: Api) -> None:
        assert api.post(UPLOAD, b"", type="image")["errcode"] == 41005
        assert world.rows("account_media") == []


class TestGet:
    @pytest.mark.parametrize(("query", "code"), [({}, 41006), ({"media_id": "unknown"}, 40007)])
    def test_an_unknown_one_is_an_error_in_json(self, api: Api, query: dict[str, str], code: int) -> None:
        assert api.get(GET, **query)["errcode"] == code

    def test_it_is_kept_for_three_days(self, api: Api) -> None:
        media_id = api.upload(UPLOAD, picture(), type="image")["media_id"]
        later(days=3, seconds=-5)
        api.renew()
        assert download(api, media_id).headers["content-type"] == "image/jpeg"
        later(seconds=6)
        assert api.get(GET, media_id=media_id)["errcode"] == 40007

    def test_another_accounts_media_is_unknown(self, world: World, api: Api) -> None:
        media_id = api.upload(UPLOAD, picture(), type="image")["media_id"]
        assert world.account(name="别家茶馆").get(GET, media_id=media_id)["errcode"] == 40007

    def test_what_a_person_sent_is_fetched_the_same_way(self, world: World, api: Api) -> None:
        file = world.house.files.put(picture(), "image/jpeg")
        with world.house.db.transaction() as session:
            media_id = put_file(session, api.appid, "image", file, size=(4, 3))
        assert download(api, media_id).content == picture()


class TestArticleImage:
    def test_its_address_shows_it(self, world: World, api: Api) -> None:
        answer = api.upload(IMAGE, picture("PNG"))
        assert set(answer) == {"url"}
        assert api.http.get(answer["url"]).content == picture("PNG")
        assert world.rows("account_media") == []

    @pytest.mark.parametrize(
        ("data", "code"), [(picture("GIF"), 40005), (b"\xff\xd8\xff" + b"\x00" * 1024 * 1024, 40009), (b"", 44001)]
    )
    def test_what_does_not_fit_is_refused(self, api: Api, data: bytes, code: int) -> None:
        assert api.upload(IMAGE, data)["errcode"] == code


@pytest.mark.parametrize(("kind", "verified"), [("service", False), ("subscription", False)])
def test_only_certified_accounts_may_call(world: World, kind: str, verified: bool) -> None:  # noqa: FBT001
    caller = world.account(kind, verified=verified)  # type: ignore[arg-type]
    assert caller.upload(UPLOAD, picture(), type="image")["errcode"] == 48001
    assert caller.upload(IMAGE, picture())["errcode"] == 48001
    assert caller.get(GET, media_id="x")["errcode"] == 48001
    assert world.rows("account_media") == []
