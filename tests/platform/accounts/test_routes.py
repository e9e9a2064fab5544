"""mp: operators sign in, make accounts and change them."""

import io
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from PIL import Image

from teahouse.platform.accounts import sign_in_link_operator
from tests.support.houses import OpenHouse, Running, serving

WHO = {"email": "Owner@Example.com", "password": "a long password", "name": "掌柜"}
NEW = {"name": "云上茶馆", "type": "service", "verified": True}


@pytest.fixture
def browser(running_network: Running) -> Iterator[httpx.Client]:
    with running_network.client() as client:
        yield client


@pytest.fixture
def operator(browser: httpx.Client) -> httpx.Client:
    register(browser)
    return browser


@pytest.fixture
def stranger(running_network: Running) -> Iterator[httpx.Client]:
    with running_network.client() as client:
        register(client, email="stranger@example.com", name="别人")
        yield client


def register(client: httpx.Client, **changes: str) -> dict[str, Any]:
    answer = client.post("/api/mp/register", json={**WHO, **changes})
    assert answer.status_code == 201, answer.text
    client.headers["X-CSRF-Token"] = answer.json()["csrf"]
    me: dict[str, Any] = answer.json()
    return me


def account(client: httpx.Client) -> dict[str, Any]:
    answer = client.post("/api/mp/accounts", json=NEW)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


class TestSignIn:
    def test_register_me_sign_out_and_in_again(self, browser: httpx.Client) -> None:
        me = register(browser)
        who = {"id": me["operator"]["id"], "email": "owner@example.com", "name": "掌柜", "phone": None}
        assert me["operator"] == who
        assert (me["accounts"], me["sandbox"]) == ([], True)
        assert browser.get("/api/mp/me").json() == me
        assert browser.post("/api/mp/sign-out").status_code == 204
        assert browser.get("/api/mp/me").status_code == 401
        again = browser.post("/api/mp/sign-in", json={"email": "OWNER@example.com ", "password": WHO["password"]})
        assert (again.status_code, again.json()["operator"]) == (200, me["operator"])

    @pytest.mark.parametrize(
        ("changes", "status", "field"),
        [
            ({"email": "nobody"}, 422, "email"),
            ({"password": "short"}, 422, "password"),
            ({"name": " "}, 422, "name"),
            ({}, 409, "email"),
        ],
    )
    def test_a_wrong_registration_is_refused_at_its_field(
        self, operator: httpx.Client, browser: httpx.Client, changes: dict[str, str], status: int, field: str
    ) -> None:
        answer = browser.post("/api/mp/register", json={**WHO, **changes})
        assert (answer.status_code, answer.json()["field"]) == (status, field)

    def test_a_wrong_password_and_an_unknown_address_sound_the_same(
        self, operator: httpx.Client, browser: httpx.Client
    ) -> None:
        answers = [
            browser.post("/api/mp/sign-in", json={"email": email, "password": "wrong password"})
            for email in ("owner@example.com", "nobody@example.com")
        ]
        assert [answer.status_code for answer in answers] == [401, 401]
        assert answers[0].json()["message"] == answers[1].json()["message"]

    def test_guessing_is_slowed_down(self, operator: httpx.Client, browser: httpx.Client) -> None:
        codes = [
            browser.post("/api/mp/sign-in", json={"email": "owner@example.com", "password": f"guess {n}"}).status_code
            for n in range(11)
        ]
        assert codes == [401] * 10 + [429]

    def test_a_link_signs_in_once(self, running_network: Running, operator: httpx.Client) -> None:
        who = operator.get("/api/mp/me").json()["operator"]
        with running_network.house.db.transaction() as session:
            token = sign_in_link_operator(session, who["id"])
        with running_network.client() as other:
            answers = [other.post("/api/mp/sign-in/sandbox", json={"token": token}) for _ in range(2)]
        assert (answers[0].status_code, answers[0].json()["operator"]) == (200, who)
        assert answers[1].status_code == 401

    def test_a_forged_token_changes_nothing(self, operator: httpx.Client) -> None:
        forged = operator.post("/api/mp/accounts", json=NEW, headers={"X-CSRF-Token": "forged"})
        assert (forged.status_code, forged.json()["code"]) == (403, "csrf")
        assert operator.get("/api/mp/me").json()["accounts"] == []


class TestAccounts:
    def test_a_new_account_has_everything_and_shows_its_secret_once(self, operator: httpx.Client) -> None:
        made = account(operator)
        assert made["appid"].startswith("wx")
        assert len(made["appid"]) == 18
        assert made["original_id"].startswith("gh_")
        assert len(made["original_id"]) == 15
        assert len(made["secret"]) == 32
        assert made["secret_hint"] == f"…{made['secret'][-4:]}"
        assert made["server"] == {
            "url": "",
            "mode": "plain",
            "enabled": False,
            "token": made["server"]["token"],
            "has_aes_key": True,
        }
        again = operator.get(f"/api/mp/accounts/{made['appid']}").json()
        assert again == {**made, "secret": None}
        assert [one["appid"] for one in operator.get("/api/mp/me").json()["accounts"]] == [made["appid"]]

    def test_secrets_are_sealed_at_rest(self, operator: httpx.Client, running_network: Running) -> None:
        made = account(operator)
        database = running_network.house.settings.data / "network.db"
        stored = b"".join(path.read_bytes() for path in database.parent.glob("network.db*"))
        assert made["secret"].encode() not in stored
        assert made["server"]["token"].encode() not in stored

    def test_name_introduction_and_picture(self, operator: httpx.Client) -> None:
        made = account(operator)
        path = f"/api/mp/accounts/{made['appid']}"
        changed = operator.patch(path, json={"name": "新  茶馆", "introduction": " 好茶 "}).json()
        assert (changed["name"], changed["introduction"]) == ("新 茶馆", "好茶")
        out = io.BytesIO()
        Image.new("RGB", (10, 10)).save(out, "PNG")
        shown = operator.put(f"{path}/avatar", files={"file": ("a.png", out.getvalue())}).json()
        assert operator.get(shown["avatar_url"]).headers["content-type"] == "image/png"
        refused = operator.put(f"{path}/avatar", files={"file": ("a.png", b"<script>")})
        assert (refused.status_code, refused.json()["code"]) == (422, "uploads.not_a_picture")
        assert operator.get(path).json()["avatar_url"] == shown["avatar_url"]

    @pytest.mark.parametrize(
        ("change", "field"),
        [({"name": "x"}, "name"), ({"name": "长" * 31}, "name"), ({"introduction": "长" * 121}, "introduction")],
    )
    def test_wrong_words_change_nothing(self, operator: httpx.Client, change: dict[str, str], field: str) -> None:
        made = account(operator)
        path = f"/api/mp/accounts/{made['appid']}"
        answer = operator.patch(path, json=change)
        assert (answer.status_code, answer.json()["field"]) == (422, field)
        assert operator.get(path).json() == {**made, "secret": None}

    def test_a_new_secret_replaces_the_old_one(self, operator: httpx.Client) -> None:
        made = account(operator)

        def code(secret: str) -> int:
            query = {"grant_type": "client_credential", "appid": made["appid"], "secret": secret}
            answer: int = operator.get("/cgi-bin/token", params=query).json().get("errcode", 0)
            return answer

        assert code(made["secret"]) == 0
        new = operator.post(f"/api/mp/accounts/{made['appid']}/secret").json()["secret"]
        assert [code(made["secret"]), code(new)] == [40125, 0]

    def test_the_code_is_a_picture_for_everybody(self, operator: httpx.Client, running_network: Running) -> None:
        made = account(operator)
        with running_network.client() as nobody:
            picture = nobody.get(made["qr_url"])
            assert picture.content.startswith(b"\x89PNG")
            assert nobody.get("/api/mp/accounts/wx0/qr.png").status_code == 404

    def test_nobody_and_the_wrong_operator_see_and_change_nothing(
        self, operator: httpx.Client, stranger: httpx.Client, running_network: Running
    ) -> None:
        made = account(operator)
        path = f"/api/mp/accounts/{made['appid']}"
        with running_network.client() as nobody:
            for client, status in ((nobody, 401), (stranger, 404)):
                assert [
                    client.get(path).status_code,
                    client.patch(path, json={"name": "抢来的"}).status_code,
                    client.post(f"{path}/secret").status_code,
                    client.put(f"{path}/avatar", files={"file": ("a.png", b"x")}).status_code,
                    client.get(f"{path}/calls").status_code,
                    client.get(f"{path}/calls/x").status_code,
                    client.get(f"{path}/pushes/x").status_code,
                    client.post(f"{path}/pushes/x/replay").status_code,
                    client.get(f"{path}/faults").status_code,
                    client.put(f"{path}/faults", json={"drop": True}).status_code,
                ] == [status] * 10
        assert operator.get(path).json() == {**made, "secret": None}
        assert operator.get(f"{path}/faults").json()["drop"] is False

    def test_without_the_sandbox_no_account_comes_in_one_click(self, open_house: OpenHouse) -> None:
        with serving(open_house("network")) as running, running.client() as client:
            register(client)
            refused = client.post("/api/mp/accounts", json=NEW)
            assert (refused.status_code, refused.json()["code"]) == (403, "accounts.sandbox_only")
            assert client.get("/api/mp/me").json()["accounts"] == []


class TestCalls:
    def test_the_log_is_paged_searched_and_shown_whole(self, operator: httpx.Client) -> None:
        made = account(operator)
        query = {"grant_type": "client_credential", "appid": made["appid"], "secret": made["secret"]}
        token = operator.get("/cgi-bin/token", params=query).json()["access_token"]
        for n in range(55):
            operator.get("/cgi-bin/user/info", params={"access_token": token, "openid": f"o{n}"})
        path = f"/api/mp/accounts/{made['appid']}/calls"
        seen: list[dict[str, Any]] = []
        cursor: str | None = ""
        while cursor is not None:
            page = operator.get(path, params={"cursor": cursor}).json()
            seen += page["items"]
            cursor = page["next"]
        assert len({call["rid"] for call in seen}) == len(seen)
        assert 55 <= len(seen) <= 56
        assert seen[0]["at"] >= seen[-1]["at"]
        assert operator.get(path, params={"q": "cgi-bin/token"}).json()["items"][-1]["errcode"] == 0
        errors = operator.get(path, params={"errors_only": "true"}).json()["items"]
        assert {call["errcode"] for call in errors} == {40003}
        assert operator.get(f"{path}/{errors[0]['rid']}").json() == errors[0]
        assert operator.get(path, params={"cursor": "x"}).status_code == 422
