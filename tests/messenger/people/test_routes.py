"""Signing in, the own profile, devices."""

import io
from datetime import timedelta

import httpx
import pytest
from PIL import Image

from teahouse.kit import clock
from teahouse.messenger import people
from teahouse.messenger.people import SmsGateway
from tests.messenger.phones import NewPhone, Phone, signed_in
from tests.support.houses import OpenHouse, Running, serving

PHONE = "13800138000"


def _code(client: httpx.Client, phone: str = PHONE) -> str:
    answer = client.post("/api/phone/code", json={"phone": phone})
    assert answer.status_code == 200, answer.text
    assert answer.json()["expires_in"] == 300
    code: str = answer.json()["sandbox_code"]
    return code


def _wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def _sign_in(client: httpx.Client, code: str, phone: str = PHONE, **more: str) -> httpx.Response:
    return client.post("/api/phone/sign-in", json={"phone": phone, "code": code, **more})


class TestSignInByCode:
    def test_the_first_time_makes_a_person(self, nobody: httpx.Client) -> None:
        answer = _sign_in(nobody, _code(nobody), nickname="小茶")
        me = answer.json()
        assert answer.status_code == 201
        assert (me["phone"], me["nickname"], me["has_password"], me["sandbox"]) == (PHONE, "小茶", False, True)
        assert nobody.get("/api/phone/me").json() == me
        assert "httponly" in answer.headers["set-cookie"].lower()
        assert "samesite=lax" in answer.headers["set-cookie"].lower()

    def test_the_second_time_finds_the_person(self, nobody: httpx.Client) -> None:
        first = _sign_in(nobody, _code(nobody)).json()
        again = _sign_in(nobody, _code(nobody, "+86 138-0013-8000"), nickname="别人")
        assert again.status_code == 200
        assert (again.json()["id"], again.json()["nickname"]) == (first["id"], "用户8000")

    def test_a_wrong_code_signs_nobody_in(self, nobody: httpx.Client) -> None:
        answer = _sign_in(nobody, _wrong(_code(nobody)))
        assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (
            422,
            "people.wrong_code",
            "code",
        )
        assert nobody.get("/api/phone/me").status_code == 401

    def test_five_tries_and_no_more(self, nobody: httpx.Client) -> None:
        code = _code(nobody)
        for _ in range(5):
            assert _sign_in(nobody, _wrong(code)).json()["code"] == "people.wrong_code"
        assert _sign_in(nobody, code).json()["code"] == "people.wrong_code"

    def test_a_code_works_once(self, nobody: httpx.Client) -> None:
        code = _code(nobody)
        assert _sign_in(nobody, code).status_code == 201
        assert _sign_in(nobody, code).json()["code"] == "people.wrong_code"

    def test_a_code_is_good_for_five_minutes(self, nobody: httpx.Client) -> None:
        code = _code(nobody)
        clock.set_shift(timedelta(minutes=5, seconds=1))
        assert _sign_in(nobody, code).json()["code"] == "people.wrong_code"

    def test_a_code_of_another_number(self, nobody: httpx.Client) -> None:
        assert _sign_in(nobody, _code(nobody), phone="13900139000").json()["code"] == "people.wrong_code"

    @pytest.mark.parametrize("phone", ["", "12800138000", "1380013800", "abc", "138001380000"])
    def test_what_is_no_phone_number(self, nobody: httpx.Client, phone: str) -> None:
        answer = nobody.post("/api/phone/code", json={"phone": phone})
        assert (answer.status_code, answer.json()["field"]) == (422, "phone")

    def test_codes_are_rationed(self, nobody: httpx.Client) -> None:
        answers = [nobody.post("/api/phone/code", json={"phone": PHONE}).status_code for _ in range(6)]
        assert answers == [200] * 5 + [429]


class _Gateway:
    def __init__(self) -> None:
        self.sent: list[tuple[str, str, int]] = []

    def send(self, phone: str, code: str, minutes: int) -> None:
        self.sent.append((phone, code, minutes))


class TestWithoutSandbox:
    def test_a_missing_gateway_is_named(self, open_house: OpenHouse) -> None:
        with serving(open_house("network")) as running, running.client() as client:
            answer = client.post("/api/phone/code", json={"phone": PHONE})
        assert (answer.status_code, answer.json()["code"]) == (503, "people.no_sms_gateway")
        assert "短信" in answer.json()["message"]

    def test_a_gateway_gets_the_code_and_the_page_does_not(self, open_house: OpenHouse) -> None:
        gateway = _Gateway()
        with serving(open_house("network")) as running, running.client() as client:
            running.house.bind(SmsGateway, gateway)  # type: ignore[type-abstract]  # a port
            answer = client.post("/api/phone/code", json={"phone": PHONE})
            assert answer.json() == {"expires_in": 300, "sandbox_code": None}
            [(phone, code, minutes)] = gateway.sent
            assert (phone, minutes) == (PHONE, 5)
            assert _sign_in(client, code).status_code == 201

    def test_there_is_no_panel_and_no_link(self, open_house: OpenHouse) -> None:
        with serving(open_house("network")) as running, running.client() as client:
            assert client.get("/api/sandbox/panel").status_code == 404
            assert client.post("/api/sandbox/panel/switch", json={"person_id": "x"}).status_code == 404
            assert client.post("/api/phone/sign-in/link", json={"token": "x"}).status_code == 404


class TestSignInByPassword:
    def _with_password(self, phone: Phone) -> None:
        assert phone.patch("/me", {"wechat_id": "tea_lover"}).status_code == 200
        assert phone.put("/me/password", {"new": "longjing2026"}).json()["has_password"] is True

    def test_by_wechat_id_in_any_case(self, ann: Phone, nobody: httpx.Client) -> None:
        self._with_password(ann)
        answer = nobody.post("/api/phone/sign-in/password", json={"login": "Tea_Lover", "password": "longjing2026"})
        assert (answer.status_code, answer.json()["id"]) == (200, ann.id)

    @pytest.mark.parametrize(("login", "password"), [("tea_lover", "longjing2025"), ("nobody_here", "longjing2026")])
    def test_what_is_wrong_is_not_said(self, ann: Phone, nobody: httpx.Client, login: str, password: str) -> None:
        self._with_password(ann)
        answer = nobody.post("/api/phone/sign-in/password", json={"login": login, "password": password})
        assert (answer.status_code, answer.json()["code"]) == (422, "people.wrong_password")
        assert "th_phone" not in nobody.cookies

    def test_another_password_needs_the_old_one(self, ann: Phone) -> None:
        self._with_password(ann)
        assert ann.put("/me/password", {"new": "biluochun2026"}).json()["field"] == "old"
        assert ann.put("/me/password", {"new": "biluochun2026", "old": "longjing2026"}).status_code == 200

    def test_other_devices_are_signed_out(self, running_network: Running, ann: Phone) -> None:
        with signed_in(running_network, ann.id) as other:
            assert other.get("/me").status_code == 200
            self._with_password(ann)
            _until_signed_out(other)
            assert ann.get("/me").status_code == 200

    @pytest.mark.parametrize("password", ["short1", "12345678", "x" * 65])
    def test_weak_ones(self, ann: Phone, password: str) -> None:
        assert ann.put("/me/password", {"new": password}).json()["field"] == "new"
        assert ann.get("/me").json()["has_password"] is False


def _until_signed_out(phone: Phone) -> None:
    for _ in range(100):  # the hint to forget the login is on its way
        if phone.get("/me").status_code == 401:
            return
    raise AssertionError("still signed in")


class TestLink:
    def test_works_once(self, running_network: Running, ann: Phone, nobody: httpx.Client) -> None:
        with running_network.house.db.transaction() as session:
            token = people.sign_in_link(session, ann.id)
        answer = nobody.post("/api/phone/sign-in/link", json={"token": token})
        assert (answer.status_code, answer.json()["id"]) == (200, ann.id)
        again = nobody.post("/api/phone/sign-in/link", json={"token": token})
        assert (again.status_code, again.json()["code"]) == (404, "people.link_used")


class TestMe:
    def test_nobody(self, nobody: httpx.Client) -> None:
        assert nobody.get("/api/phone/me").status_code == 401
        assert nobody.patch("/api/phone/me", json={"nickname": "x"}).status_code == 401

    def test_a_forged_request(self, ann: Phone) -> None:
        ann.client.headers["X-CSRF-Token"] = "guessed"
        answer = ann.patch("/me", {"nickname": "黑客"})
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
        assert ann.get("/me").json()["nickname"] == "安安"

    def test_change(self, ann: Phone) -> None:
        wish = {"nickname": " <b>茶</b> ", "gender": 2, "province": "广东", "city": "深圳", "signature": "喝茶去"}
        me = ann.patch("/me", wish).json()
        assert (me["nickname"], me["gender"]) == ("<b>茶</b>", 2)
        assert (me["province"], me["city"], me["signature"]) == ("广东", "深圳", "喝茶去")
        assert ann.get("/me").json() == me

    @pytest.mark.parametrize(
        ("wish", "field"),
        [
            ({"signature": "长" * 31}, "signature"),
            ({"nickname": "  "}, "nickname"),
            ({"gender": 3}, "gender"),
            ({"province": "火星"}, "province"),
            ({"province": "广东", "city": "杭州"}, "city"),
            ({"wechat_id": "1abcdef"}, "wechat_id"),
            ({"wechat_id": "short"}, "wechat_id"),
            ({"wechat_id": "a" * 21}, "wechat_id"),
        ],
    )
    def test_what_is_wrong_changes_nothing(self, ann: Phone, wish: dict[str, object], field: str) -> None:
        before = ann.get("/me").json()
        answer = ann.patch("/me", {"signature": "新的", **wish})
        assert (answer.status_code, answer.json()["field"]) == (422, field)
        assert ann.get("/me").json() == before

    def test_a_signature_of_thirty(self, ann: Phone) -> None:
        assert ann.patch("/me", {"signature": "长" * 30}).json()["signature"] == "长" * 30

    def test_the_wechat_id_is_unique_in_any_case(self, ann: Phone, bo: Phone) -> None:
        assert ann.patch("/me", {"wechat_id": "TeaHouse"}).status_code == 200
        answer = bo.patch("/me", {"wechat_id": "teahouse"})
        assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (
            409,
            "people.wechat_id_taken",
            "wechat_id",
        )
        assert bo.get("/me").json()["wechat_id"] is None

    def test_the_wechat_id_is_set_once(self, ann: Phone) -> None:
        ann.patch("/me", {"wechat_id": "TeaHouse"})
        answer = ann.patch("/me", {"wechat_id": "another1"})
        assert (answer.status_code, answer.json()["code"]) == (409, "people.wechat_id_fixed")
        assert ann.get("/me").json()["wechat_id"] == "TeaHouse"

    def test_a_code_of_the_own(self, running_network: Running, ann: Phone, bo: Phone) -> None:
        text = ann.get("/me").json()["qr_text"]
        assert text.startswith(f"{running_network.url}/q/p/")
        assert text != bo.get("/me").json()["qr_text"]
        with running_network.house.db.reading() as session:
            found = people.person_of_code(session, text.rpartition("/")[2])
        assert found is not None
        assert found.id == ann.id


class TestAvatar:
    def test_a_picture(self, ann: Phone, nobody: httpx.Client) -> None:
        out = io.BytesIO()
        Image.new("RGB", (30, 20), "green").save(out, "PNG")
        answer = ann.client.put("/api/phone/me/avatar", files={"file": ("me.png", out.getvalue())})
        assert answer.status_code == 200, answer.text
        served = nobody.get(answer.json()["avatar_url"])
        assert (served.status_code, served.headers["content-type"]) == (200, "image/png")

    def test_what_is_no_picture(self, ann: Phone) -> None:
        answer = ann.client.put("/api/phone/me/avatar", files={"file": ("me.png", b"<script>alert(1)</script>")})
        assert (answer.status_code, answer.json()["code"]) == (422, "uploads.not_a_picture")
        assert ann.get("/me").json()["avatar_url"] is None

    def test_no_file(self, ann: Phone) -> None:
        answer = ann.client.put("/api/phone/me/avatar", files={"other": ("me.png", b"")})
        assert (answer.status_code, answer.json()["field"]) == (422, "file")


class TestDevices:
    def test_several_at_a_time(self, running_network: Running, ann: Phone) -> None:
        with signed_in(running_network, ann.id) as other:
            assert other.get("/me").json()["csrf"] != ann.get("/me").json()["csrf"]
            assert [one["current"] for one in ann.get("/devices").json()["items"]] == [False, True]

    def test_one_signs_the_other_out(self, running_network: Running, ann: Phone) -> None:
        with signed_in(running_network, ann.id) as other:
            [theirs] = [one["id"] for one in ann.get("/devices").json()["items"] if not one["current"]]
            assert ann.delete(f"/devices/{theirs}").status_code == 204
            _until_signed_out(other)

    def test_somebody_elses_stays(self, ann: Phone, eve: Phone) -> None:
        [theirs] = [one["id"] for one in ann.get("/devices").json()["items"]]
        eve.delete(f"/devices/{theirs}")
        assert ann.get("/me").status_code == 200
        assert len(ann.get("/devices").json()["items"]) == 1

    def test_sign_out(self, ann: Phone) -> None:
        answer = ann.post("/sign-out")
        assert answer.status_code == 204
        assert "max-age=0" in answer.headers["set-cookie"].lower()
        _until_signed_out(ann)


class TestPanel:
    def test_become_another(self, nobody: httpx.Client, new_phone: NewPhone) -> None:
        one, two = new_phone("甲"), new_phone("乙")
        clock.set_shift(timedelta(hours=2))
        panel = nobody.get("/api/sandbox/panel").json()
        assert [person["person_id"] for person in panel["people"]] == [one.id, two.id]
        assert panel["offset_seconds"] == 7200
        answer = nobody.post("/api/sandbox/panel/switch", json={"person_id": two.id})
        assert (answer.status_code, answer.json()["id"]) == (200, two.id)
        assert nobody.get("/api/phone/me").json()["nickname"] == "乙"


class TestRegions:
    def test_everybody_reads_them(self, nobody: httpx.Client) -> None:
        items = nobody.get("/api/regions").json()["items"]
        cities = {one["name"]: one["cities"] for one in items}
        assert len(items) == 34
        assert cities["浙江"][0] == "杭州"
        assert "延边" in cities["吉林"]
        assert "浦东新区" in cities["上海"]
