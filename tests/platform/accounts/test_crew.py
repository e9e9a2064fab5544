"""The owner of an account invites up to five operators, and removes them."""

from datetime import timedelta

import httpx
import pytest

from teahouse.kit import clock
from teahouse.kit.db import Base
from tests.platform.world import Api, World


@pytest.fixture
def owner(world: World, api: Api) -> httpx.Client:
    return world.operator(api.appid)


def path(api: Api, rest: str = "") -> str:
    return f"/api/mp/accounts/{api.appid}/operators{rest}"


def invited(owner: httpx.Client, api: Api) -> str:
    answer = owner.post(path(api, "/invitations"))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["url"].rpartition("/mp/#/join/")[2])


def accept(client: httpx.Client, token: str) -> httpx.Response:
    return client.post("/api/mp/invitations/accept", json={"token": token})


def crew(client: httpx.Client, api: Api) -> list[tuple[bool, bool]]:
    return [(one["owner"], one["me"]) for one in client.get(path(api)).json()["items"]]


class TestInviting:
    def test_a_link_makes_one_operator(self, world: World, api: Api, owner: httpx.Client) -> None:
        guest, late = world.operator(), world.operator()
        token = invited(owner, api)
        shown = guest.post("/api/mp/invitations/read", json={"token": token}).json()
        assert (shown["appid"], shown["account"], shown["invited_by"]) == (api.appid, "云上茶馆", "掌柜")
        assert guest.get(path(api)).status_code == 404
        assert accept(guest, token).json() == shown
        assert (crew(owner, api), crew(guest, api)) == ([(True, True), (False, False)], [(True, False), (False, True)])
        assert [one["appid"] for one in guest.get("/api/mp/me").json()["accounts"]] == [api.appid]
        spent = accept(late, token)
        assert (spent.status_code, spent.json()["code"]) == (409, "accounts.invitation_spent")
        assert len(crew(owner, api)) == 2

    def test_who_runs_it_already_leaves_the_link_good(self, world: World, api: Api, owner: httpx.Client) -> None:
        token = invited(owner, api)
        assert accept(owner, token).json()["code"] == "accounts.already_operator"
        assert accept(world.operator(), token).status_code == 200

    def test_five_beside_the_owner(self, world: World, api: Api, owner: httpx.Client) -> None:
        answers = [accept(world.operator(), invited(owner, api)) for _ in range(6)]
        assert [one.status_code for one in answers] == [200] * 5 + [409]
        assert answers[-1].json()["code"] == "accounts.no_seat"
        assert len(crew(owner, api)) == 6
        someone = owner.get(path(api)).json()["items"][-1]["id"]
        assert len(owner.delete(path(api, f"/{someone}")).json()["items"]) == 5
        assert accept(world.operator(), invited(owner, api)).status_code == 200

    def test_a_day_later_it_is_spent(self, world: World, api: Api, owner: httpx.Client) -> None:
        token = invited(owner, api)
        with world.house.db.transaction() as session:
            table = Base.metadata.tables["operator_invitation"]
            assert world.rows("operator_invitation")[0]["expires_at"] > clock.now() + timedelta(hours=23)
            session.execute(table.update().values(expires_at=clock.now()))
        assert accept(world.operator(), token).status_code == 409
        assert len(crew(owner, api)) == 1


class TestRemoving:
    def test_the_owner_removes_and_an_operator_leaves(self, world: World, api: Api, owner: httpx.Client) -> None:
        first, second = world.operator(), world.operator()
        for one in (first, second):
            accept(one, invited(owner, api))
        ids = [one["id"] for one in owner.get(path(api)).json()["items"]]
        assert second.delete(path(api, f"/{ids[1]}")).json()["code"] == "accounts.owners_only"
        assert owner.delete(path(api, f"/{ids[0]}")).json()["code"] == "accounts.no_such_operator"
        assert len(crew(owner, api)) == 3
        assert owner.delete(path(api, f"/{ids[1]}")).status_code == 200
        assert first.get(f"/api/mp/accounts/{api.appid}").status_code == 404
        second.delete(path(api, f"/{ids[2]}"))
        assert second.get(f"/api/mp/accounts/{api.appid}").status_code == 404
        assert (crew(owner, api), world.rows("account")[0]["seats"]) == ([(True, True)], 0)

    def test_nobody_and_the_wrong_one(self, world: World, api: Api, owner: httpx.Client) -> None:
        stranger, nobody, helper = world.operator(), world.nobody(), world.operator()
        accept(helper, invited(owner, api))
        owner_id = owner.get(path(api)).json()["items"][0]["id"]
        for client, status in ((nobody, 401), (stranger, 404), (helper, 403)):
            assert client.post(path(api, "/invitations")).status_code == status
            assert client.delete(path(api, f"/{owner_id}")).status_code == status
        assert accept(nobody, "token").status_code == 401
        assert (len(crew(owner, api)), world.rows("operator_invitation")) == (2, [])
