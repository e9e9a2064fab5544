"""Scanning, codes as pictures, and codes on mp, over real HTTP."""

import io

import pytest
from PIL import Image

from tests.platform.world import Api, World, later


def scene(api: Api, value: str = "store_0042", **more: object) -> dict[str, object]:
    info = {"scene": {"scene_str": value}}
    return api.post("/cgi-bin/qrcode/create", {"action_name": "QR_STR_SCENE", "action_info": info, **more})


class TestScan:
    def test_a_stranger_follows_through_the_code(self, world: World, api: Api) -> None:
        _, phone = world.person()
        code = scene(api)
        answer = phone.post("/api/phone/scan", json={"text": code["url"]}).json()
        assert (answer["kind"], answer["account"]["appid"]) == ("account", api.appid)
        assert (answer["scene_ticket"], answer["scanned"]) == (code["ticket"], False)
        assert world.pushes.taken() == []
        wish = {"source": "qr", "scene_ticket": code["ticket"]}
        assert phone.post(f"/api/phone/accounts/{api.appid}/follow", json=wish).status_code == 200
        assert world.pushes.taken() == [
            {"event": "subscribe", "event_key": "qrscene_store_0042", "ticket": code["ticket"]}
        ]
        row = world.rows("account_qr_code")[0]
        assert (row["scans"], row["follows"]) == (1, 1)
        openid = world.rows("account_follower")[0]["openid"]
        info = api.get("/cgi-bin/user/info", openid=openid)
        assert (info["subscribe_scene"], info["qr_scene"], info["qr_scene_str"]) == (
            "ADD_SCENE_QR_CODE",
            0,
            "store_0042",
        )

    def test_a_number_is_told_as_a_number(self, world: World, api: Api) -> None:
        person, _ = world.person()
        info = {"scene": {"scene_id": 98765}}
        code = api.post("/cgi-bin/qrcode/create", {"action_name": "QR_SCENE", "action_info": info})
        openid = world.follow(api, person, source="qr", ticket=code["ticket"])
        told = api.get("/cgi-bin/user/info", openid=openid)
        assert (told["qr_scene"], told["qr_scene_str"]) == (98765, "")

    def test_a_followers_scan_is_pushed_at_once(self, world: World, api: Api) -> None:
        person, phone = world.person()
        world.follow(api, person)
        code = scene(api)
        answer = phone.post("/api/phone/scan", json={"text": code["url"]}).json()
        assert (answer["kind"], answer["scanned"], answer["account"]["following"]) == ("account", True, True)
        assert world.pushes.taken() == [{"event": "SCAN", "event_key": "store_0042", "ticket": code["ticket"]}]
        assert world.rows("account_follower")[0]["scan_left"] == 3
        row = world.rows("account_qr_code")[0]
        assert (row["scans"], row["follows"]) == (1, 0)

    def test_an_expired_code_does_nothing(self, world: World, api: Api) -> None:
        person, phone = world.person()
        world.follow(api, person)
        code = scene(api, expire_seconds=30)
        before = world.snapshot()
        later(seconds=31)
        answer = phone.post("/api/phone/scan", json={"text": code["url"]})
        assert (answer.status_code, answer.json()["code"]) == (409, "qrcodes.expired")
        assert (world.pushes.taken(), world.snapshot()) == ([], before)

    def test_a_follow_through_an_expired_or_foreign_code_has_no_scene(self, world: World, api: Api) -> None:
        code = scene(api, expire_seconds=30)
        other = scene(world.account(name="别家茶馆"))
        later(seconds=31)
        for ticket in (code["ticket"], other["ticket"], "gQunknown"):
            _, phone = world.person()
            wish = {"source": "qr", "scene_ticket": ticket}
            assert phone.post(f"/api/phone/accounts/{api.appid}/follow", json=wish).status_code == 200
            assert world.pushes.taken() == [{"event": "subscribe", "event_key": ""}]
        assert [row["follows"] for row in world.rows("account_qr_code")] == [0, 0]

    def test_other_texts(self, world: World, api: Api) -> None:
        _, phone = world.person()
        friend, other = world.person("阿茶")
        code = other.get("/api/phone/me").json()["qr_text"]
        base = world.running.url

        def scanned(text: str) -> dict[str, object]:
            answer: dict[str, object] = phone.post("/api/phone/scan", json={"text": text}).json()
            return answer

        found = scanned(code)
        assert (found["kind"], found["person"]["id"]) == ("person", friend)  # type: ignore[index]
        plain = scanned(f"{base}/q/a/{api.appid}")
        assert (plain["kind"], plain["scene_ticket"], plain["scanned"]) == ("account", None, False)
        assert scanned("https://example.com/?a=1") == {"kind": "url", "url": "https://example.com/?a=1"}
        assert scanned("6901234567892") == {"kind": "text", "text": "6901234567892"}
        for unknown in (f"{base}/q/unknown", f"{base}/q/a/wx0", f"{base}/q/p/unknown"):
            assert scanned(unknown) == {"kind": "text", "text": unknown}
        assert world.nobody().post("/api/phone/scan", json={"text": "x"}).status_code == 401


class TestPictures:
    def test_codes_of_accounts_and_people_are_pictures(self, world: World, api: Api) -> None:
        _, phone = world.person()
        for path in (f"/api/phone/accounts/{api.appid}/qr.png", "/api/phone/me/qr.png"):
            answer = phone.get(path)
            assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
            with Image.open(io.BytesIO(answer.content)) as image:
                assert (image.format, image.size) == ("PNG", (430, 430))
            assert world.nobody().get(path).status_code == 401
        assert phone.get("/api/phone/accounts/wx0/qr.png").status_code == 404

    @pytest.mark.parametrize("path", ["q/abc", "q/a/wx0", "q/p/abc"])
    def test_an_opened_code_leads_to_the_phone(self, world: World, path: str) -> None:
        answer = world.nobody().get(f"/{path}")
        text = f"{world.running.url}/{path}".replace(":", "%3A").replace("/", "%2F")
        assert (answer.status_code, answer.headers["location"]) == (302, f"/phone/#/scan?text={text}")


class TestMp:
    def test_codes_are_made_and_listed_newest_first(self, world: World, api: Api) -> None:
        operator, path = world.operator(api.appid), f"/api/mp/accounts/{api.appid}/qrcodes"
        made = []
        for number in range(21):
            later(seconds=1)
            wish = {"action_name": "QR_STR_SCENE", "scene": f"s{number}", "expire_seconds": 600}
            answer = operator.post(path, json=wish)
            assert answer.status_code == 201
            made.append(answer.json())
        first = operator.get(path).json()
        second = operator.get(path, params={"cursor": first["next"]}).json()
        assert first["items"] + second["items"] == made[::-1]
        assert (len(first["items"]), second["next"]) == (20, None)
        one = made[0]
        assert (one["scene"], one["scans"], one["follows"]) == ("s0", 0, 0)
        assert one["expires_at"] - one["created_at"] == 600
        assert world.nobody().get(one["image_url"]).status_code == 200

    @pytest.mark.parametrize(
        ("wish", "field"),
        [
            ({"action_name": "QR_CARD", "scene": 1}, "action_name"),
            ({"action_name": "QR_SCENE", "scene": "x"}, "scene"),
            ({"action_name": "QR_STR_SCENE", "scene": ""}, "scene"),
            ({"action_name": "QR_SCENE", "scene": 1, "expire_seconds": 2_592_001}, "expire_seconds"),
        ],
    )
    def test_a_wrong_wish_names_its_field(self, world: World, api: Api, wish: dict[str, object], field: str) -> None:
        answer = world.operator(api.appid).post(f"/api/mp/accounts/{api.appid}/qrcodes", json=wish)
        assert (answer.status_code, answer.json()["field"]) == (422, field)
        assert world.rows("account_qr_code") == []

    def test_others_and_accounts_without_the_power_make_none(self, world: World, api: Api) -> None:
        wish = {"action_name": "QR_SCENE", "scene": 1}
        path = f"/api/mp/accounts/{api.appid}/qrcodes"
        stranger = world.operator()
        assert (world.nobody().post(path, json=wish).status_code, stranger.post(path, json=wish).status_code) == (
            401,
            404,
        )
        assert (world.nobody().get(path).status_code, stranger.get(path).status_code) == (401, 404)
        plain = world.account("subscription").appid
        answer = world.operator(plain).post(f"/api/mp/accounts/{plain}/qrcodes", json=wish)
        assert (answer.status_code, answer.json()["code"]) == (403, "qrcodes.no_power")
        assert world.rows("account_qr_code") == []
