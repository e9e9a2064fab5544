"""The switch on mp, the consent on the phone, the place that is pushed."""

from decimal import Decimal
from typing import Any

import httpx
import pytest

from tests.platform.world import Api, World

HERE = {"latitude": 30.25, "longitude": 120.1551, "precision": 15.5}
TABLES = ("account_location_switch", "account_location_consent")


def mp(api: Api) -> str:
    return f"/api/mp/accounts/{api.appid}/location"


def phone_path(api: Api) -> str:
    return f"/api/phone/accounts/{api.appid}/location"


@pytest.fixture
def fan(world: World, api: Api) -> httpx.Client:
    """A follower's phone."""
    person, phone = world.person()
    world.follow(api, person)
    return phone


def report(phone: httpx.Client, api: Api, **place: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    answer: dict[str, Any] = phone.post(phone_path(api), json=HERE | place).json()
    return answer


def test_only_operators_turn_the_switch(world: World, api: Api) -> None:
    for client, status in ((world.nobody(), 401), (world.operator(), 404)):
        assert client.get(mp(api)).status_code == status
        assert client.put(mp(api), json={"mode": "always"}).status_code == status
    owner = world.operator(api.appid)
    assert owner.get(mp(api)).json() == {"mode": "off", "entitled": True}
    assert owner.put(mp(api), json={"mode": "sometimes"}).status_code == 422
    assert world.rows("account_location_switch") == []
    for mode in ("enter", "always", "off"):
        assert owner.put(mp(api), json={"mode": mode}).json() == {"mode": mode, "entitled": True}


@pytest.mark.parametrize(("kind", "verified"), [("service", False), ("subscription", True)])
def test_certified_service_accounts_only(world: World, kind: Any, verified: bool) -> None:  # noqa: ANN401, FBT001
    api = world.account(kind, verified=verified)
    owner = world.operator(api.appid)
    assert owner.get(mp(api)).json() == {"mode": "off", "entitled": False}
    assert owner.put(mp(api), json={"mode": "enter"}).json()["code"] == "location.not_entitled"
    assert world.rows("account_location_switch") == []


def test_pushed_with_switch_and_consent_only(world: World, api: Api, fan: httpx.Client) -> None:
    owner, nobody = world.operator(api.appid), world.nobody()
    for method in ("GET", "PUT", "POST"):
        assert nobody.request(method, phone_path(api), json={}).status_code == 401
    assert fan.get(phone_path(api)).json() == {"mode": "off", "consent": "ask"}
    assert fan.put(phone_path(api), json={"allow": True}).json() == {"mode": "off", "consent": "allowed"}
    assert report(fan, api) == {"reported": False}
    owner.put(mp(api), json={"mode": "enter"})
    assert fan.put(phone_path(api), json={"allow": False}).json() == {"mode": "enter", "consent": "refused"}
    assert report(fan, api) == {"reported": False}
    assert world.pushes.events == []
    fan.put(phone_path(api), json={"allow": True})
    assert report(fan, api) == {"reported": True}
    [(appid, _, event)] = world.pushes.events
    [follower] = world.rows("account_follower")
    assert (appid, event.from_user_name) == (api.appid, follower["openid"])
    assert b"<Latitude>30.250000</Latitude><Longitude>120.155100</Longitude>" in event.to_xml().replace(b"\n", b"")
    assert world.pushes.taken() == [
        {
            "event": "LOCATION",
            "latitude": Decimal("30.25"),
            "longitude": Decimal("120.1551"),
            "precision": Decimal("15.5"),
        }
    ]
    for place in ({"latitude": 91}, {"longitude": -181}, {"precision": -1}):
        assert report(fan, api, **place)["field"] == next(iter(place))
    _, stranger = world.person("生人")
    assert report(stranger, api)["code"] == "followers.not_following"
    assert fan.post("/api/phone/accounts/wxnone/location", json=HERE).status_code == 404
    assert world.pushes.events == []


def test_the_latest_answer_stands(world: World, api: Api, fan: httpx.Client) -> None:
    """Each account is answered for itself."""
    other = world.account(name="别家")
    fan.put(phone_path(api), json={"allow": True})
    fan.put(phone_path(api), json={"allow": False})
    assert fan.get(phone_path(api)).json()["consent"] == "refused"
    assert fan.get(phone_path(other)).json()["consent"] == "ask"
    assert [row["allowed"] for row in world.rows("account_location_consent")] == [False]


class TestSandbox:
    def test_a_scripted_person_enters(self, world: World, api: Api) -> None:
        person, _ = world.person()
        http = world.nobody()
        enter = f"/sandbox/people/{person}/enter"
        body = {"appid": api.appid, **HERE}
        assert http.post(enter, json=body).json()["code"] == "followers.not_following"
        world.follow(api, person)
        assert http.post(enter, json={"appid": api.appid}).json() == {"reported": False}
        assert http.post(enter, json=body).json() == {"reported": False}
        assert world.rows("account_location_consent") == []
        assert http.put(f"/sandbox/accounts/{api.appid}/location", json={"mode": "always"}).status_code == 204
        assert http.post(enter, json=body).json() == {"reported": True}
        assert http.post(enter, json=body | {"allow": False}).json() == {"reported": False}
        assert http.post(enter, json=body).json() == {"reported": False}
        assert http.post(enter, json=body | {"allow": True}).json() == {"reported": True}
        assert [one["event"] for one in world.pushes.taken()] == ["LOCATION", "LOCATION"]
        plain = world.account("subscription")
        refused = http.put(f"/sandbox/accounts/{plain.appid}/location", json={"mode": "enter"})
        assert refused.json()["code"] == "location.not_entitled"
