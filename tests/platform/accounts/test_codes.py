"""Operators sign in with a phone that they bound before; a code is good for one page, one phone, five minutes."""

import httpx
import pytest

from teahouse.kit import clock
from teahouse.platform.accounts import codes
from teahouse.platform.accounts.errors import CodeSpent
from tests.platform.world import World


@pytest.fixture
def operator(world: World) -> httpx.Client:
    return world.operator()


def asked(client: httpx.Client, path: str = "/api/mp/sign-in/codes") -> tuple[str, str]:
    """A new code: the path of its phone's calls, and the page's secret."""
    answer = client.post(path)
    assert answer.status_code == 201, answer.text
    code = answer.json()
    assert client.get(code["picture_url"]).headers["content-type"] == "image/png"
    return f"/api/phone/mp-codes/{code['url'].rpartition('/q/m/')[2]}", code["watch"]


def status(client: httpx.Client, watch: str) -> str:
    return str(client.get("/api/mp/sign-in/codes/status", params={"watch": watch}).json()["status"])


def bind(operator: httpx.Client, phone: httpx.Client) -> int:
    path, _ = asked(operator, "/api/mp/me/phone-codes")
    phone.post(f"{path}/scan")
    return phone.post(f"{path}/answer", json={"allow": True}).status_code


class TestSigningIn:
    def test_bound_scanned_confirmed_signed_in(self, world: World, operator: httpx.Client) -> None:
        _, phone = world.person("小茶")
        path, watch = asked(operator, "/api/mp/me/phone-codes")
        assert phone.post(f"{path}/scan").json() == {"purpose": "bind", "operator": "掌柜"}
        assert status(operator, watch) == "scanned"
        assert phone.post(f"{path}/answer", json={"allow": True}).status_code == 204
        assert status(operator, watch) == "confirmed"
        assert operator.get("/api/mp/me").json()["operator"]["phone"] == "小茶"

        browser = world.nobody()
        path, watch = asked(browser)
        assert status(browser, watch) == "waiting"
        assert browser.post("/api/mp/sign-in/code", json={"watch": watch}).status_code == 409
        assert phone.post(f"{path}/scan").json() == {"purpose": "sign_in", "operator": "掌柜"}
        assert phone.post(f"{path}/answer", json={"allow": True}).status_code == 204
        signed_in = browser.post("/api/mp/sign-in/code", json={"watch": watch})
        assert (signed_in.status_code, signed_in.json()["operator"]["name"]) == (200, "掌柜")
        assert browser.get("/api/mp/me").status_code == 200
        assert world.nobody().post("/api/mp/sign-in/code", json={"watch": watch}).status_code == 409

    def test_what_binds_does_not_sign_in(self, world: World, operator: httpx.Client) -> None:
        _, phone = world.person()
        path, watch = asked(operator, "/api/mp/me/phone-codes")
        phone.post(f"{path}/scan")
        phone.post(f"{path}/answer", json={"allow": True})
        assert world.nobody().post("/api/mp/sign-in/code", json={"watch": watch}).status_code == 409

    def test_refused(self, world: World, operator: httpx.Client) -> None:
        _, phone = world.person()
        bind(operator, phone)
        browser = world.nobody()
        path, watch = asked(browser)
        phone.post(f"{path}/scan")
        assert phone.post(f"{path}/answer", json={"allow": False}).status_code == 204
        assert status(browser, watch) == "refused"
        assert phone.post(f"{path}/answer", json={"allow": True}).status_code == 409
        assert browser.post("/api/mp/sign-in/code", json={"watch": watch}).status_code == 409

    def test_a_phone_that_is_nobodys_signs_nobody_in(self, world: World, operator: httpx.Client) -> None:
        _, phone = world.person()
        browser = world.nobody()
        path, watch = asked(browser)
        assert phone.post(f"{path}/scan").json() == {"purpose": "sign_in", "operator": None}
        refused = phone.post(f"{path}/answer", json={"allow": True})
        assert (refused.status_code, refused.json()["code"]) == (403, "accounts.phone_not_bound")
        assert status(browser, watch) == "scanned"
        assert browser.post("/api/mp/sign-in/code", json={"watch": watch}).status_code == 409

    def test_unbound_it_signs_in_no_longer(self, world: World, operator: httpx.Client) -> None:
        _, phone = world.person()
        bind(operator, phone)
        browser = world.nobody()
        path, watch = asked(browser)
        phone.post(f"{path}/scan")
        phone.post(f"{path}/answer", json={"allow": True})
        assert operator.delete("/api/mp/me/phone").status_code == 204
        assert browser.post("/api/mp/sign-in/code", json={"watch": watch}).status_code == 409
        assert operator.get("/api/mp/me").json()["operator"]["phone"] is None


class TestDoors:
    def test_a_code_is_its_first_scanners(self, world: World, operator: httpx.Client) -> None:
        (_, first), (_, second) = world.person("甲"), world.person("乙")
        path, _ = asked(operator, "/api/mp/me/phone-codes")
        assert second.post(f"{path}/answer", json={"allow": True}).status_code == 409
        assert [first.post(f"{path}/scan").status_code for _ in range(2)] == [200, 200]
        assert second.post(f"{path}/scan").status_code == 409
        assert second.post(f"{path}/answer", json={"allow": True}).status_code == 409
        assert world.rows("operator")[0]["person_id"] is None

    def test_a_phone_is_one_operators(self, world: World, operator: httpx.Client) -> None:
        _, phone = world.person()
        other = world.operator()
        assert [bind(operator, phone), bind(operator, phone), bind(other, phone)] == [204, 204, 409]
        assert [client.get("/api/mp/me").json()["operator"]["phone"] for client in (operator, other)] == ["小茶", None]

    def test_after_five_minutes_it_is_spent(self, world: World, operator: httpx.Client) -> None:
        person_id, phone = world.person()
        bind(operator, phone)
        with world.house.db.transaction() as session:
            waiting = codes.begin(session)
            codes.scanned(session, waiting.uuid, person_id)
            codes.answer(session, waiting.uuid, person_id, allow=True)
            with clock.at(clock.now() + codes.LIFETIME):
                assert codes.status_of(session, waiting.watch) == "expired"
                with pytest.raises(CodeSpent):
                    codes.confirmed_operator(session, waiting.watch)
                with pytest.raises(CodeSpent):
                    codes.scanned(session, waiting.uuid, person_id)
            assert codes.confirmed_operator(session, waiting.watch) == world.rows("operator")[0]["id"]

    def test_nobody_and_the_wrong_one(self, world: World, operator: httpx.Client) -> None:
        nobody = world.nobody()
        path, _ = asked(nobody)
        assert nobody.post("/api/mp/me/phone-codes").status_code == 401
        assert nobody.delete("/api/mp/me/phone").status_code == 401
        for client in (nobody, operator):
            assert client.post(f"{path}/scan").status_code == 401
            assert client.post(f"{path}/answer", json={"allow": True}).status_code == 401
        assert status(nobody, "unknown") == "expired"
