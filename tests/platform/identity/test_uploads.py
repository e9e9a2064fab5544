"""What pages upload through the JS-SDK, and the account fetches."""

import httpx

from tests.platform.identity.conftest import Visitor
from tests.platform.materials.samples import amr, picture
from tests.platform.world import Api, World

WEBM = b"\x1aE\xdf\xa3" + b"\x00" * 60
GET, GET_VOICE = "/cgi-bin/media/get", "/cgi-bin/media/get/jssdk"


def uploaded(client: httpx.Client, api: Api, data: bytes) -> httpx.Response:
    return client.post(f"/api/phone/jssdk/{api.appid}/media", files={"file": ("blob", data)})


def fetched(api: Api, path: str, media_id: str) -> httpx.Response:
    return api.http.get(path, params={"access_token": api.token, "media_id": media_id})


def test_a_voice_goes_to_the_account_and_back(brand: Api, visitor: Visitor) -> None:
    media_id = uploaded(visitor.phone, brand, WEBM).json()["media_id"]
    for path in (GET, GET_VOICE):
        answer = fetched(brand, path, media_id)
        assert (answer.content, answer.headers["content-type"]) == (WEBM, "audio/webm")
        assert answer.headers["content-disposition"] == f'attachment; filename="{media_id}.weba"'
    theirs = brand.upload("/cgi-bin/media/upload", amr(2), type="voice")["media_id"]
    found = visitor.phone.get(f"/api/phone/jssdk/{brand.appid}/media/{theirs}").json()
    assert found["is_voice"] is True
    assert visitor.phone.get(found["url"]).content == amr(2)


def test_only_voices_are_voices(world: World, brand: Api, visitor: Visitor) -> None:
    image = uploaded(visitor.phone, brand, picture()).json()["media_id"]
    assert visitor.phone.get(f"/api/phone/jssdk/{brand.appid}/media/{image}").json()["is_voice"] is False
    for media_id, code in ((image, 40007), ("x", 40007), ("", 41006)):
        assert fetched(brand, GET_VOICE, media_id).json()["errcode"] == code
    other = world.account(name="别家茶馆")
    assert fetched(other, GET, image).json()["errcode"] == 40007
    before = world.rows("account_media")
    too_big = WEBM + b"\x00" * (2 * 1024 * 1024)
    assert [uploaded(visitor.phone, brand, data).status_code for data in (too_big, b"", b"text")] == [422, 422, 422]
    assert uploaded(world.nobody(), brand, WEBM).status_code == 401
    assert world.rows("account_media") == before
