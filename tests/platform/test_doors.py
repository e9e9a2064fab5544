"""Every route under /api/mp and /api/phone, found in the running code: who may not use it, and that nothing changes."""

import json
import random
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from teahouse.kit import migrations
from teahouse.kit.app import build_framework
from teahouse.network import FEATURES
from tests.platform.api.filled import filled
from tests.platform.materials.samples import picture
from tests.platform.test_documented import known
from tests.platform.world import World
from tests.support.documents import Known, Operation, cases
from tests.support.houses import Running

SAFE = {"GET", "HEAD", "OPTIONS"}
WITHOUT_LOGIN = {
    ("POST", "/api/phone/code"): "signs in",
    ("POST", "/api/phone/sign-in"): "signs in",
    ("POST", "/api/phone/sign-in/password"): "signs in",
    ("POST", "/api/phone/sign-in/link"): "signs in",
    ("POST", "/api/mp/register"): "before there is a login",
    ("POST", "/api/mp/sign-in"): "signs in",
    ("POST", "/api/mp/sign-in/sandbox"): "signs in, where the sandbox is on",
    ("POST", "/api/mp/sign-in/code"): "signs in, with what the phone confirmed",
    ("POST", "/api/mp/sign-in/codes"): "shows a code to be scanned",
    ("GET", "/api/mp/sign-in/codes/status"): "waits for the phone",
    ("GET", "/api/mp/sign-in/codes/{uuid}/qr.png"): "the code to be scanned",
    ("GET", "/api/mp/accounts/{appid}/qr.png"): "printed on posters",
}
"""Routes that nobody has to sign in for, each with the reason."""
BY_HAND = [Operation("POST", "/api/phone/send")]
"""Served past the framework."""


def routes() -> list[Operation]:
    """What the framework serves, whether documented or not, and what is served past it."""
    served = {
        Operation(str(method), route.path_format)
        for route in build_framework("network", FEATURES).routes
        for handler in getattr(route, "route_handlers", ())
        for method in handler.http_methods
        if route.path_format.startswith(("/api/mp/", "/api/phone/")) and method not in {"OPTIONS", "HEAD"}
    }
    return sorted([*served, *BY_HAND])


class Doors:
    """A filled world, and callers who try every route."""

    def __init__(self, world: World, ids: Known) -> None:
        self.world, self.ids = world, ids
        made = cases("network", ids, fitting=1, others=0)
        self.cases = {Operation(case.method.upper(), case.path): case for case in made}

    def ask(self, route: Operation, caller: httpx.Client, **headers: str) -> tuple[int, str]:
        """Try a route with a body that fits, about things that exist; the status and the error's code."""
        chance = random.Random(" ".join(route))
        path = re.sub(r"{(\w+)}", lambda found: str(chance.choice(self.ids.get(found[1], ["1"]))), route.path)
        content_type = {} if "files" in (sent := self._body(route)) else {"Content-Type": "application/json"}
        answer = caller.request(route.method, path, headers=content_type | headers, **sent)
        return answer.status_code, answer.json()["code"] if answer.is_error else ""

    def _body(self, route: Operation) -> dict[str, Any]:
        """What the document demands: query and body."""
        if (case := self.cases.get(route)) is None:
            return {}
        if case.media_type == "multipart/form-data":
            return {"files": {"file": ("a.jpg", picture())}}
        return {"params": case.query} | ({"content": json.dumps(case.body)} if case.media_type else {})

    def caller_of(self, route: Operation, operator: httpx.Client, phone: httpx.Client) -> httpx.Client:
        """Who may use it."""
        return operator if route.path.startswith("/api/mp/") else phone

    def state(self) -> dict[str, list[str]]:
        """All that is stored, but when a login was last used."""
        names = [table.name for table in migrations.metadata_of("network").sorted_tables if table.name != "login"]
        return {name: sorted(map(str, self.world.rows(name))) for name in names}


@pytest.fixture(scope="module")
def every() -> list[Operation]:
    found = routes()
    assert len(found) > 100
    assert WITHOUT_LOGIN.keys() <= {tuple(one) for one in found}
    return found


@pytest.fixture
def doors(running_network: Running) -> Iterator[Doors]:
    with filled(running_network) as (world, _, names):
        yield Doors(world, known(world, names, world.person("主人")[0]))


def test_every_route_is_closed_to_whoever_may_not(doors: Doors, every: list[Operation]) -> None:
    """One world for all callers: they change nothing, and so cannot disturb each other."""
    world, appid = doors.world, str(doors.ids["appid"][0])
    guarded = [route for route in every if tuple(route) not in WITHOUT_LOGIN]
    unsafe = [route for route in guarded if route.method not in SAFE]
    operator, phone, nobody = world.operator(appid), world.person("客人")[1], world.nobody()
    stranger = world.operator(world.account(name="别家茶馆").appid)
    before = doors.state()

    answers = {route: doors.ask(route, nobody) for route in guarded}
    assert answers == dict.fromkeys(guarded, (401, "unauthorized"))

    answers = {route: doors.ask(route, doors.caller_of(route, phone, operator)) for route in guarded}
    assert answers == dict.fromkeys(guarded, (401, "unauthorized")), "a login of the other surface is none"

    for token in ("", "wrong", stranger.headers["X-CSRF-Token"]):
        forged = {"X-CSRF-Token": token}
        answers = {route: doors.ask(route, doors.caller_of(route, operator, phone), **forged) for route in unsafe}
        assert answers == dict.fromkeys(unsafe, (403, "csrf"))

    changing = [route for route in every if route.method not in SAFE]
    for origin in ("http://evil.example", "null", "http://127.0.0.1:1"):
        answers = {
            route: doors.ask(route, doors.caller_of(route, operator, phone), Origin=origin) for route in changing
        }
        assert answers == dict.fromkeys(changing, (403, "door.wrong_origin"))

    answers = {route: doors.ask(route, doors.caller_of(route, operator, phone), Host="evil.example") for route in every}
    assert answers == dict.fromkeys(every, (421, "door.wrong_host"))

    theirs = [route for route in guarded if route.path.startswith("/api/mp/accounts/{appid}")]
    assert len(theirs) > 50
    answers = {route: doors.ask(route, stranger) for route in theirs}
    refused = [status for status, _ in answers.values()]
    assert set(refused) <= {403, 404, 422}
    assert refused.count(422) < 5, "the framework reads a body before anybody looks whose account it is"

    private = [route for route in guarded if "{conversation_id}" in route.path]
    assert len(private) > 5
    answers = {route: doors.ask(route, phone) for route in private}
    assert {route: answer for route, answer in answers.items() if answer[0] not in {403, 404}} == {}
    assert doors.state() == before
