"""No row of one brand is ever visible to another, and nobody's page can act for somebody else."""

from typing import Any, NamedTuple

import pytest

from checks.tenancy import GLOBAL_TABLES
from teahouse.kit.migrations import metadata_of
from tests.suite.catalogue import BRAND, ROUTES, SAFE, Route, code_of, served
from tests.suite.tables import Dump, dump
from tests.suite.world import PASSWORD, Brand, Staff, until
from tests.support.houses import Running
from tests.support.tables import own_tables

KIT_TABLES = {
    "job": "work of the whole part; its payload names the brand",
    "login": "a device of a person, who may work for many brands",
    "account": "of the ledger, which a feature gives a scope of its own",
    "entry": "of the ledger",
}
"""Tables that the kit makes in every part."""

WITHOUT_LOGIN = {
    ("GET", "/"): "leads to the console",
    ("GET", "/healthz"): "asked by whoever watches the process",
    ("GET", "/files/{key}"): "pictures that fans see; a key cannot be guessed",
    ("GET", "/api/setup"): "before anybody works here",
    ("POST", "/api/setup"): "before anybody works here",
    ("POST", "/api/sign-in"): "signs in",
    ("POST", "/api/sign-in/link"): "signs in",
    ("GET", "/api/invitations/{token}"): "before the account exists; the token is the secret",
    ("POST", "/api/invitations/{token}/accept"): "signs in",
    ("GET", "/api/h5/articles/{article_id}"): "fans read it",
}
"""Routes that nobody has to sign in for, each with the reason."""

OWN = {("GET", "/api/me"), ("POST", "/api/sign-out"), ("POST", "/api/brands")}
"""Routes of the person who is signed in, of no brand."""


class Theirs(NamedTuple):
    """A brand with something of everything."""

    brand: Brand
    ids: dict[str, str]


@pytest.fixture
def theirs(brand: Brand) -> Theirs:
    """Somebody else's brand."""
    owner = brand.owner
    brand.says("空调坏了")
    conversation = owner.get("/desk/conversations", box="waiting")["items"][0]
    follower = conversation["follower"]["id"]
    made = {
        "note_id": f"/followers/{follower}/notes",
        "rule_id": "/rules",
        "reply_id": "/quick-replies",
    }
    bodies = {(route.method, route.path.format(follower_id=follower)): route.body for route in _made_by()}
    ids = {name: owner.call("POST", path, bodies["POST", path]).json()["id"] for name, path in made.items()}
    ids |= {
        "staff_id": brand.staff("小茶").id,
        "account_id": brand.account["id"],
        "follower_id": follower,
        "conversation_id": conversation["id"],
        "seq": "1",
    }
    _no_jobs(brand)
    return Theirs(brand, ids)


@pytest.fixture
def mine(theirs: Theirs) -> Staff:
    """The owner of another brand on the same installation."""
    return theirs.brand.stranger()


@pytest.fixture
def at_home(mine: Staff) -> str:
    """The path of that owner's own brand."""
    brands = mine.http.get("/api/me").json()["brands"]
    assert [brand["role"] for brand in brands] == ["owner"]
    return f"/api/brands/{brands[0]['id']}"


def _made_by() -> list[Route]:
    paths = {"/followers/{follower_id}/notes", "/rules", "/quick-replies"}
    return [route for route in ROUTES if route.method == "POST" and route.path in paths]


def _no_jobs(brand: Brand) -> None:
    until(lambda: not dump(brand.house)["job"])


def _state(theirs: Theirs) -> Dump:
    return dump(theirs.brand.house, without=("login",))


class TestTables:
    def test_every_table_leads_with_its_brand_or_is_listed_with_a_reason(self) -> None:
        models = metadata_of("suite").tables
        tables = {name: [column.name for column in models[name].primary_key] for name in own_tables("suite")}
        led = {name for name, key in tables.items() if key[0] == "brand_id"}
        assert set(tables) - led == set(GLOBAL_TABLES) | (set(KIT_TABLES) & set(tables))


class TestRoutes:
    def test_the_catalogue_has_every_route_of_a_brand(self, running_suite: Running) -> None:
        known = {(route.method, BRAND + route.path.partition("?")[0]) for route in ROUTES}
        assert known == {(method, path) for method, path in served(running_suite.house) if path.startswith(BRAND)}

    def test_every_other_route_is_listed_with_a_reason(self, running_suite: Running) -> None:
        others = {(method, path) for method, path in served(running_suite.house) if not path.startswith(BRAND)}
        assert others == set(WITHOUT_LOGIN) | OWN

    def test_the_owner_of_another_brand_finds_nothing(self, theirs: Theirs, mine: Staff) -> None:
        before = _state(theirs)
        answers = {
            route[:2]: code_of(route.call(mine, f"/api/brands/{theirs.brand.id}", theirs.ids)) for route in ROUTES
        }
        assert answers == {route[:2]: (404, "brands.not_found") for route in ROUTES}
        assert _state(theirs) == before

    def test_who_is_not_signed_in_is_asked_to(self, theirs: Theirs) -> None:
        before = _state(theirs)
        nobody = theirs.brand.nobody()
        answers = {route[:2]: code_of(route.call(nobody, nobody.base, theirs.ids)) for route in ROUTES}
        assert answers == {route[:2]: (401, "unauthorized") for route in ROUTES}
        assert _state(theirs) == before

    def test_a_brand_that_does_not_exist_is_like_another_one(self, mine: Staff) -> None:
        assert code_of(mine.http.get("/api/brands/none/home")) == (404, "brands.not_found")


class TestIds:
    """Ids of another brand inside the path of one's own."""

    def test_in_the_path_they_are_not_found(self, theirs: Theirs, mine: Staff, at_home: str) -> None:
        before = _state(theirs)
        ours = {"staff_id": mine.id}
        routes = [route._replace(body=ours) if route.path.endswith("/transfer") else route for route in ROUTES]
        routes = [route for route in routes if "{" in route.path]
        answers = {route[:2]: code_of(route.call(mine, at_home, theirs.ids)) for route in routes}
        codes = {
            "/staff/{staff_id}": "staff.not_found",
            "/accounts/{account_id}": "channel.not_found",
            "/followers/{follower_id}": "followers.not_found",
            "/followers/{follower_id}/notes/{note_id}": "notes.not_found",
            "/rules/{rule_id}": "rules.not_found",
            "/desk/conversations/{conversation_id}": "desk.not_found",
            "/quick-replies/{reply_id}": "quick_replies.not_found",
        }
        expected = {
            route[:2]: (404, codes[max((path for path in codes if route.path.startswith(path)), key=len)])
            for route in routes
        }
        assert answers == expected
        assert _state(theirs) == before

    def test_a_note_is_found_under_its_own_follower_only(self, theirs: Theirs) -> None:
        owner = theirs.brand.owner
        theirs.brand.says("我也要", "oFan2")
        _no_jobs(theirs.brand)
        other = next(f["id"] for f in owner.get("/followers")["items"] if f["id"] != theirs.ids["follower_id"])
        before = _state(theirs)
        refused = owner.call("DELETE", f"/followers/{other}/notes/{theirs.ids['note_id']}")
        assert code_of(refused) == (404, "notes.not_found")
        assert _state(theirs) == before

    def test_in_a_body_they_are_not_found(self, theirs: Theirs, mine: Staff, at_home: str) -> None:
        before = _state(theirs)
        account = theirs.ids["account_id"]
        rule = {"name": "偷", "trigger": "follow", "answers": [{"type": "text", "text": "嘿"}], "account_id": account}
        trial = {"account_id": account, "kind": "text", "value": "空调"}
        assert code_of(mine.http.post(f"{at_home}/rules", json=rule)) == (404, "channel.not_found")
        tried = mine.http.post(f"{at_home}/rules/test", json=trial)
        assert tried.is_error or tried.json()["rule"] is None
        assert _state(theirs) == before

    def test_in_a_filter_they_show_nothing(self, theirs: Theirs, mine: Staff, at_home: str) -> None:
        filters = {"account_id": theirs.ids["account_id"]}
        assert mine.http.get(f"{at_home}/followers", params=filters).json() == {"items": [], "next": None, "total": 0}
        assert mine.http.get(f"{at_home}/rules", params=filters).json() == {"items": []}

    def test_a_conversation_is_not_handed_to_another_brands_staff(self, theirs: Theirs, mine: Staff) -> None:
        path = f"/desk/conversations/{theirs.ids['conversation_id']}"
        assert theirs.brand.owner.call("POST", f"{path}/take").status_code == 200
        before = _state(theirs)
        refused = theirs.brand.owner.call("POST", f"{path}/transfer", {"staff_id": mine.id})
        assert code_of(refused) == (404, "staff.not_found")
        assert _state(theirs) == before

    def test_lists_of_an_empty_brand_are_empty(self, theirs: Theirs, mine: Staff, at_home: str) -> None:
        def items(path: str) -> Any:  # noqa: ANN401
            return mine.http.get(at_home + path).json()["items"]

        assert [items(path) for path in ("/accounts", "/followers", "/rules", "/quick-replies")] == [[]] * 4
        assert [items(f"/desk/conversations?box={box}") for box in ("waiting", "mine", "open", "closed")] == [[]] * 4
        assert [(member["id"], member["role"]) for member in items("/staff")] == [(mine.id, "owner")]
        assert {entry["staff_name"] for entry in items("/audit")} == {"路人"}
        assert all(day["messages"] == 0 for day in mine.http.get(f"{at_home}/home").json()["days"])


class TestForgery:
    def test_nothing_changes_without_the_token(self, theirs: Theirs) -> None:
        owner = theirs.brand.owner
        unsafe = [route for route in ROUTES if route.method not in SAFE]
        for header in (None, "", "wrong"):
            owner.http.headers.pop("X-CSRF-Token", None)
            if header is not None:
                owner.http.headers["X-CSRF-Token"] = header
            before = dump(theirs.brand.house)
            answers = {route[:2]: code_of(route.call(owner, owner.base, theirs.ids)) for route in unsafe}
            assert answers == {route[:2]: (403, "csrf") for route in unsafe}
            for path in ("/api/sign-out", "/api/brands"):
                assert code_of(owner.http.post(path, json={"name": "假"})) == (403, "csrf")
            assert dump(theirs.brand.house) == before

    def test_the_token_of_another_login_is_none(self, theirs: Theirs, mine: Staff) -> None:
        owner = theirs.brand.owner
        owner.http.headers["X-CSRF-Token"] = mine.http.headers["X-CSRF-Token"]
        assert code_of(owner.call("POST", "/staff", {"email": "a@b.cn", "name": "假", "role": "owner"})) == (
            403,
            "csrf",
        )

    def test_every_unsafe_route_without_a_login_gives_or_needs_a_secret(self) -> None:
        unsafe = {path for method, path in WITHOUT_LOGIN if method not in SAFE}
        assert unsafe == {
            "/api/setup",
            "/api/sign-in",
            "/api/sign-in/link",
            "/api/invitations/{token}/accept",
        }

    def test_a_page_elsewhere_is_refused_before_anything_else(self, theirs: Theirs) -> None:
        before = _state(theirs)
        refused = theirs.brand.owner.http.post(
            "/api/sign-in",
            json={"email": "owner@example.com", "password": PASSWORD},
            headers={"Origin": "https://evil.example"},
        )
        assert code_of(refused) == (403, "door.wrong_origin")
        assert _state(theirs) == before
