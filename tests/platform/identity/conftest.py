"""A brand with registered domains, a website application, and a person with a phone."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from tests.platform.world import Api, World

BACK = "http://127.0.0.1:9000/back?from=menu"


@dataclass
class Visitor:
    """A person whose phone opens pages of authorisation."""

    world: World
    person_id: str
    phone: httpx.Client

    @property
    def csrf(self) -> str:
        return self.phone.headers["X-CSRF-Token"]

    def open(self, appid: str, scope: str = "snsapi_base", **query: str) -> httpx.Response:
        return self.phone.get("/connect/oauth2/authorize", params=asked(appid, scope) | query)

    def answer(self, appid: str, scope: str = "snsapi_userinfo", **fields: str) -> httpx.Response:
        """Press a button of the page that asks; the browser of a form has no header of ours."""
        browser = self.world.nobody()
        browser.cookies.set("th_phone", self.phone.cookies["th_phone"])
        form = asked(appid, scope) | {"csrf": self.csrf, "decision": "allow"} | fields
        return browser.post("/connect/oauth2/authorize", data=form)

    def code(self, appid: str, scope: str = "snsapi_base") -> str:
        shown = self.open(appid, scope) if scope == "snsapi_base" else self.answer(appid, scope)
        return answered(shown)["code"]


def asked(appid: str, scope: str) -> dict[str, str]:
    return {"appid": appid, "redirect_uri": BACK, "response_type": "code", "scope": scope, "state": "s1"}


def answered(response: httpx.Response) -> dict[str, str]:
    """What came back to the brand's page."""
    assert response.status_code == 302
    return dict(parse_qsl(urlsplit(response.headers["location"]).query))


def sns(api: Api, path: str, **query: str) -> dict[str, Any]:
    response = api.http.get(f"/sns/{path}", params=query)
    assert (response.status_code, response.headers["content-type"]) == (200, "text/plain")
    answer: dict[str, Any] = response.json()
    return answer


def exchange(api: Api, code: str, /, **changed: str) -> dict[str, Any]:
    query = {"appid": api.appid, "secret": api.secret, "code": code, "grant_type": "authorization_code"}
    return sns(api, "oauth2/access_token", **(query | changed))


@pytest.fixture
def brand(world: World, api: Api) -> Api:
    """An account whose pages stand on 127.0.0.1:9000."""
    body = {"oauth": ["127.0.0.1:9000"], "js": ["127.0.0.1:9000"]}
    assert world.operator(api.appid).put(f"/api/mp/accounts/{api.appid}/domains", json=body).status_code == 200
    return api


@pytest.fixture
def visitor(world: World) -> Visitor:
    person_id, phone = world.person("林间")
    return Visitor(world, person_id, phone)


@pytest.fixture
def stranger(world: World) -> Visitor:
    person_id, phone = world.person("路人")
    return Visitor(world, person_id, phone)
