"""mp: accounts are registered and end; what was taken is free again, but not after breaking the rules."""

import io
from datetime import timedelta
from typing import Any

import httpx
import pytest
from PIL import Image

from teahouse.kit import clock
from teahouse.platform.registration import ending, jobs
from tests.platform.world import Api, World

WISH = {"type": "subscription", "holder": "person", "name": "林间茶事", "introduction": "一天一杯茶"}
WHO = {"holder_name": "林掌柜", "id_number": "11010519491231002X", "phone": "13800138000"}
PATH = "/api/mp/registration"


@pytest.fixture
def reviewer(world: World) -> httpx.Client:
    """The first operator of the sandbox."""
    return world.operator()


@pytest.fixture
def operator(world: World, reviewer: httpx.Client) -> httpx.Client:
    return world.operator()


def email_of(client: httpx.Client) -> str:
    return str(client.get("/api/mp/me").json()["operator"]["email"])


def registered(client: httpx.Client, **changes: str) -> dict[str, Any]:
    assert client.put(PATH, json=WISH).status_code == 200
    answer = client.post(f"{PATH}/finish", json={**WHO, **changes})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def sweep(world: World, days: float) -> None:
    """What the daily job does when so many days have passed."""
    with world.house.db.transaction() as session:
        now = clock.now() + timedelta(days=days)
        ending.lapse(session, world.house.settings, now)
        assert ending.end_idle(session, world.house.settings, now) == ""


def registers_again(world: World, email: str) -> int:
    form = {"email": email, "password": "a long password", "name": "新人"}
    return world.nobody().post("/api/mp/register", json=form).status_code


def numbers(world: World) -> dict[str, int]:
    return {row["kind"]: row["accounts"] for row in world.rows("account_identity")}


class TestRegistering:
    def test_step_by_step(self, world: World, operator: httpx.Client) -> None:
        assert operator.get(PATH).json() == {"registration": None}
        begun = operator.put(PATH, json=WISH).json()
        assert {key: begun[key] for key in WISH} == WISH
        out = io.BytesIO()
        Image.new("RGB", (20, 20), "green").save(out, "PNG")
        pictured = operator.put(f"{PATH}/avatar", files={"file": ("a.png", out.getvalue())}).json()
        changed = operator.put(PATH, json={**WISH, "name": "林间 茶事"}).json()
        assert changed == {**pictured, "name": "林间 茶事"}
        assert operator.get(PATH).json() == {"registration": changed}

        made = operator.post(f"{PATH}/finish", json=WHO).json()
        assert (operator.get(PATH).json(), world.rows("account_registration")) == ({"registration": None}, [])
        settings = operator.get(f"/api/mp/accounts/{made['appid']}").json()
        assert (settings["name"], settings["introduction"], settings["type"]) == (
            "林间 茶事",
            "一天一杯茶",
            "subscription",
        )
        assert (settings["avatar_url"], settings["verified"]) == (changed["avatar_url"], False)
        token = world.nobody().get(
            "/cgi-bin/token",
            params={"grant_type": "client_credential", "appid": made["appid"], "secret": made["secret"]},
        )
        assert "access_token" in token.json()
        holder = world.rows("account_holder")[0]
        assert not any(secret in str(holder) for secret in WHO.values())
        assert operator.get(f"/api/mp/accounts/{made['appid']}/certification").json()["may_apply"] is False

    @pytest.mark.parametrize(
        ("changes", "field"),
        [({"name": "林"}, "name"), ({"type": "service"}, "type"), ({"introduction": "长" * 121}, "introduction")],
    )
    def test_a_wrong_wish_begins_nothing(
        self, world: World, operator: httpx.Client, changes: dict[str, str], field: str
    ) -> None:
        answer = operator.put(PATH, json={**WISH, **changes})
        assert (answer.status_code, answer.json()["field"]) == (422, field)
        assert world.rows("account_registration") == []

    @pytest.mark.parametrize("field", list(WHO))
    def test_a_wrong_identity_makes_no_account(self, world: World, operator: httpx.Client, field: str) -> None:
        operator.put(PATH, json=WISH)
        answer = operator.post(f"{PATH}/finish", json={**WHO, field: "1"})
        assert (answer.status_code, answer.json()["field"]) == (422, field)
        assert world.rows("account") == world.rows("account_identity") == []
        assert len(world.rows("account_registration")) == 1

    def test_five_accounts_an_identity(self, world: World, operator: httpx.Client) -> None:
        for _ in range(5):
            registered(operator)
        operator.put(PATH, json=WISH)
        for changes in ({}, {"phone": "13900139000"}, {"id_number": "440308199901101512"}):
            answer = operator.post(f"{PATH}/finish", json={**WHO, **changes})
            assert (answer.status_code, answer.json()["code"]) == (409, "registration.too_many")
        assert (len(world.rows("account")), numbers(world)) == (5, {"number": 5, "phone": 5})

    def test_nothing_to_finish(self, world: World, operator: httpx.Client) -> None:
        assert operator.post(f"{PATH}/finish", json=WHO).status_code == 404
        operator.put(PATH, json=WISH)
        assert operator.delete(PATH).status_code == 204
        assert operator.post(f"{PATH}/finish", json=WHO).status_code == 404
        assert world.rows("account") == []

    def test_nobody(self, world: World) -> None:
        nobody = world.nobody()
        assert nobody.get(PATH).status_code == nobody.put(PATH, json=WISH).status_code == 401
        assert nobody.post(f"{PATH}/finish", json=WHO).status_code == nobody.delete(PATH).status_code == 401


class TestLapsing:
    def test_after_80_days_the_address_is_free(self, world: World, operator: httpx.Client) -> None:
        email = email_of(operator)
        operator.put(PATH, json=WISH)
        sweep(world, 79.9)
        assert registers_again(world, email) == 409
        assert len(world.rows("account_registration")) == 1
        sweep(world, 80.1)
        assert world.rows("account_registration") == []
        assert registers_again(world, email) == 201
        sign_in = {"email": email, "password": "a long password"}
        assert world.nobody().post("/api/mp/sign-in", json=sign_in).json()["operator"]["name"] == "新人"

    def test_who_runs_something_keeps_the_address(self, world: World, api: Api, operator: httpx.Client) -> None:
        registered(operator)
        operator.put(PATH, json=WISH)
        owner = world.operator(api.appid)
        sweep(world, 81)
        assert world.rows("account_registration") == []
        assert [registers_again(world, email_of(client)) for client in (operator, owner)] == [409, 409]

    def test_reviewers_keep_theirs(self, world: World, reviewer: httpx.Client) -> None:
        email = email_of(reviewer)
        sweep(world, 300)
        assert registers_again(world, email) == 409


class TestIdleness:
    def test_warned_then_ended_and_all_is_free_again(self, world: World, operator: httpx.Client) -> None:
        email, made = email_of(operator), registered(operator)
        _, phone = world.person()
        follow = f"/api/phone/accounts/{made['appid']}/follow"
        notices = f"/api/mp/accounts/{made['appid']}/noticeboard"
        sweep(world, 179.9)
        assert operator.get(notices).json()["items"] == []
        sweep(world, 180.1)
        sweep(world, 181)
        assert [one["kind"] for one in operator.get(notices).json()["items"]] == ["account.idle"]
        assert phone.post(follow, json={"source": "search"}).status_code == 200
        sweep(world, 209.9)
        assert world.rows("account")[0]["ended_for"] == ""

        sweep(world, 210.1)
        assert (world.rows("account")[0]["ended_for"], numbers(world)) == ("idle", {"number": 0, "phone": 0})
        assert world.rows("account_holder") == []
        assert registers_again(world, email) == 201
        sweep(world, 211)
        assert numbers(world) == {"number": 0, "phone": 0}

    def test_what_ended_serves_nobody(self, world: World, reviewer: httpx.Client, operator: httpx.Client) -> None:
        made = registered(operator)
        asked = {"grant_type": "client_credential", "appid": made["appid"], "secret": made["secret"]}
        token = world.nobody().get("/cgi-bin/token", params=asked).json()["access_token"]
        _, phone = world.person()
        sweep(world, 211)
        assert world.nobody().get("/cgi-bin/token", params=asked).json()["errcode"] == 40013
        call = world.nobody().get("/cgi-bin/getcallbackip", params={"access_token": token})
        assert call.json()["errcode"] == 40013
        assert phone.get(f"/api/phone/accounts/{made['appid']}").json()["closed"] is True
        refused = phone.post(f"/api/phone/accounts/{made['appid']}/follow", json={"source": "search"})
        assert (refused.status_code, refused.json()["code"]) == (403, "accounts.ended")
        assert phone.get("/api/phone/accounts/search", params={"q": "林间"}).json() == {"items": []}
        assert world.rows("account_follower") == []

    def test_accounts_of_the_sandbox_do_not_end(self, world: World, api: Api) -> None:
        world.operator(api.appid)
        sweep(world, 400)
        assert world.rows("account")[0]["ended_for"] == ""

    def test_the_daily_job_does_it_and_comes_again_tomorrow(self, world: World, operator: httpx.Client) -> None:
        registered(operator)
        moment = clock.now() + timedelta(days=211)
        with clock.at(moment), world.house.db.transaction() as session:
            jobs.sweep(world.house, session, {})
        assert world.rows("account")[0]["ended_for"] == "idle"
        [job] = [row for row in world.rows("job") if row["kind"] == jobs.SWEEP]
        assert job["due_at"] == moment + timedelta(days=1)


class TestBreakingTheRules:
    def test_a_reviewer_closes_an_account_and_nothing_is_free(
        self, world: World, reviewer: httpx.Client, operator: httpx.Client
    ) -> None:
        email, made = email_of(operator), registered(operator)
        path = f"/api/mp/review/accounts/{made['appid']}/close"
        assert reviewer.post(path, json={"reason": " "}).status_code == 422
        assert reviewer.post(path, json={"reason": "售假"}).status_code == 204
        sweep(world, 400)
        assert (world.rows("account")[0]["ended_for"], numbers(world)) == ("rules", {"number": 1, "phone": 1})
        assert registers_again(world, email) == 409
        closed = operator.get(f"/api/mp/accounts/{made['appid']}")
        assert (closed.status_code, closed.json()["code"]) == (403, "accounts.ended")
        [brief] = operator.get("/api/mp/me").json()["accounts"]
        assert (brief["appid"], brief["ended_for"]) == (made["appid"], "rules")
        assert [row["reason"] for row in world.rows("account_notice")] == ["售假"]

    def test_only_reviewers(self, world: World, operator: httpx.Client) -> None:
        made = registered(operator)
        path = f"/api/mp/review/accounts/{made['appid']}/close"
        for client, status in ((world.nobody(), 401), (operator, 403)):
            assert client.post(path, json={"reason": "售假"}).status_code == status
        assert world.rows("account")[0]["ended_for"] == ""
