"""Coming in: set-up, password, link; and going out."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import httpx
import pytest

from teahouse.kit import clock
from teahouse.kit.house import House
from teahouse.suite.organization import make_link
from tests.suite.catalogue import code_of
from tests.suite.tables import dump
from tests.suite.world import PASSWORD, Brand, until
from tests.support.houses import Running

SET_UP = {"brand_name": "茶馆", "name": "掌柜", "email": "Owner@Example.com", "password": PASSWORD}
OWNER = {"email": "owner@example.com", "password": PASSWORD}


@pytest.fixture
def browser(running_suite: Running) -> Iterator[httpx.Client]:
    with running_suite.client() as client:
        yield client


def rows(house: House, table: str) -> list[tuple[Any, ...]]:
    return dump(house)[table]


class TestSetUp:
    def test_the_first_owner_comes_in_signed_in(self, browser: httpx.Client) -> None:
        assert browser.get("/api/setup").json() == {"needed": True}
        response = browser.post("/api/setup", json=SET_UP)
        assert response.status_code == 201
        session = response.json()
        assert session == {
            "staff": {"id": session["staff"]["id"], "name": "掌柜", "email": "owner@example.com"},
            "brands": [{"id": session["brands"][0]["id"], "name": "茶馆", "role": "owner"}],
            "csrf": session["csrf"],
        }
        assert len(session["csrf"]) >= 16
        assert browser.get("/api/setup").json() == {"needed": False}
        assert browser.get("/api/me").json() == session

    def test_it_happens_once(self, browser: httpx.Client, running_suite: Running) -> None:
        browser.post("/api/setup", json=SET_UP)
        before = dump(running_suite.house)
        again = browser.post("/api/setup", json={**SET_UP, "email": "second@example.com"})
        assert code_of(again) == (409, "setup.done")
        assert "set-cookie" not in again.headers
        assert dump(running_suite.house) == before

    def test_of_two_at_once_one_wins(self, running_suite: Running) -> None:
        def try_it(number: int) -> int:
            with running_suite.client() as client:
                return client.post("/api/setup", json={**SET_UP, "email": f"o{number}@example.com"}).status_code

        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(try_it, range(4))) == [201, 409, 409, 409]
        assert len(rows(running_suite.house, "staff")) == len(rows(running_suite.house, "brand")) == 1

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"brand_name": " "}, "brand_name"),
            ({"name": ""}, "name"),
            ({"email": "nowhere"}, "email"),
            ({"password": "short"}, "password"),
        ],
    )
    def test_what_is_wrong_is_named_and_nothing_is_stored(
        self, browser: httpx.Client, running_suite: Running, change: dict[str, str], field: str
    ) -> None:
        response = browser.post("/api/setup", json=SET_UP | change)
        assert (response.status_code, response.json()["field"]) == (422, field)
        assert browser.get("/api/setup").json() == {"needed": True}
        assert not any(dump(running_suite.house).values())


class TestPassword:
    def test_the_right_one_signs_in_whatever_the_case_of_the_address(self, brand: Brand) -> None:
        browser = brand.client()
        response = browser.post("/api/sign-in", json=OWNER | {"email": " OWNER@example.com"})
        assert response.status_code == 200
        session = response.json()
        assert session["staff"]["id"] == brand.owner.id
        assert [(b["id"], b["role"]) for b in session["brands"]] == [(brand.id, "owner")]
        assert browser.get("/api/me").json()["csrf"] == session["csrf"]

    def test_the_cookie_is_for_this_server_alone(self, brand: Brand) -> None:
        cookie = brand.client().post("/api/sign-in", json=OWNER).headers["set-cookie"].lower()
        assert cookie.startswith("th_console=")
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert PASSWORD not in cookie

    def test_a_wrong_password_and_an_unknown_address_answer_the_same(self, brand: Brand) -> None:
        before = dump(brand.house)
        browser = brand.client()
        answers = [
            browser.post("/api/sign-in", json=body)
            for body in (OWNER | {"password": "wrong horse"}, OWNER | {"email": "who@example.com"})
        ]
        assert [code_of(answer) for answer in answers] == [(401, "staff.wrong_password")] * 2
        told = [{k: v for k, v in answer.json().items() if k != "request_id"} for answer in answers]
        assert told[0] == told[1]
        assert all("set-cookie" not in answer.headers for answer in answers)
        assert dump(brand.house) == before

    def test_words_are_in_the_readers_language(self, brand: Brand) -> None:
        wrong = OWNER | {"password": "wrong horse"}
        texts = [
            brand.client().post("/api/sign-in", json=wrong, headers={"Accept-Language": language}).json()["message"]
            for language in ("zh-CN", "en-GB")
        ]
        assert texts == ["邮箱或密码不正确", "E-mail address or password is wrong"]

    def test_passwords_are_not_stored(self, brand: Brand) -> None:
        assert PASSWORD not in repr(dump(brand.house))
        assert "$argon2id$" in repr(rows(brand.house, "staff"))

    def test_guessing_one_address_is_stopped(self, brand: Brand) -> None:
        browser = brand.client()
        wrong = OWNER | {"password": "wrong horse"}
        codes = [browser.post("/api/sign-in", json=wrong).status_code for _ in range(12)]
        first = codes.index(429)
        assert first <= 10
        assert set(codes[:first]) == {401}
        right = browser.post("/api/sign-in", json=OWNER)
        assert code_of(right) == (429, "too_many")
        assert 0 < int(right.headers["retry-after"]) <= 300
        other = browser.post("/api/sign-in", json=OWNER | {"email": "other@example.com"})
        assert code_of(other) == (401, "staff.wrong_password")

    @pytest.mark.parametrize("body", [{}, {"email": 1, "password": []}, {"email": "a@b.cn"}])
    def test_half_a_form_is_refused(self, brand: Brand, body: dict[str, Any]) -> None:
        assert brand.client().post("/api/sign-in", json=body).status_code == 422


class TestLink:
    def link(self, brand: Brand) -> str:
        with brand.house.db.transaction() as session:
            return make_link(session, brand.owner.id)

    def test_it_signs_in_once(self, brand: Brand) -> None:
        token = self.link(brand)
        browser, second = brand.client(), brand.client()
        assert browser.post("/api/sign-in/link", json={"token": token}).json()["staff"]["id"] == brand.owner.id
        assert browser.get("/api/me").status_code == 200
        assert code_of(second.post("/api/sign-in/link", json={"token": token})) == (401, "sign_in_links.gone")
        assert second.get("/api/me").status_code == 401

    def test_two_at_once_get_one_login(self, brand: Brand) -> None:
        token = self.link(brand)
        browsers = [brand.client() for _ in range(4)]
        with ThreadPoolExecutor(4) as pool:
            codes = list(pool.map(lambda b: b.post("/api/sign-in/link", json={"token": token}).status_code, browsers))
        assert sorted(codes) == [200, 401, 401, 401]

    def test_it_lasts_a_day(self, brand: Brand) -> None:
        token = self.link(brand)
        clock.set_shift(timedelta(days=1, seconds=1))
        assert code_of(brand.client().post("/api/sign-in/link", json={"token": token})) == (401, "sign_in_links.gone")

    def test_the_database_does_not_know_it(self, brand: Brand) -> None:
        assert self.link(brand) not in repr(dump(brand.house))

    def test_a_made_up_one_is_none(self, brand: Brand) -> None:
        assert code_of(brand.client().post("/api/sign-in/link", json={"token": ""})) == (401, "sign_in_links.gone")


class TestSignOut:
    def test_the_cookie_is_worth_nothing_afterwards(self, brand: Brand) -> None:
        browser = brand.client()
        browser.headers["X-CSRF-Token"] = browser.post("/api/sign-in", json=OWNER).json()["csrf"]
        cookie = browser.cookies["th_console"]
        assert browser.get("/api/me").status_code == 200
        assert browser.post("/api/sign-out").status_code == 204
        assert "th_console" not in browser.cookies
        stolen = brand.client()
        stolen.cookies.set("th_console", cookie)
        until(lambda: stolen.get("/api/me").status_code == 401)
        assert brand.owner.http.get("/api/me").status_code == 200, "other devices stay signed in"

    def test_without_a_login_there_is_nothing_to_end(self, brand: Brand) -> None:
        assert code_of(brand.client().post("/api/sign-out")) == (401, "unauthorized")

    def test_a_login_of_another_surface_is_none_here(self, brand: Brand) -> None:
        browser = brand.client()
        browser.cookies.set("th_phone", brand.owner.http.cookies["th_console"])
        assert code_of(browser.get("/api/me")) == (401, "unauthorized")


class TestBrands:
    def test_who_founds_a_further_brand_owns_it(self, brand: Brand) -> None:
        made = brand.owner.http.post("/api/brands", json={"name": " 分号 "})
        assert made.status_code == 201
        assert made.json() == {"id": made.json()["id"], "name": "分号", "role": "owner"}
        brands = brand.owner.http.get("/api/me").json()["brands"]
        assert [(b["name"], b["role"]) for b in brands] == [("茶馆", "owner"), ("分号", "owner")]

    def test_a_wrong_name_is_named_at_its_field(self, brand: Brand) -> None:
        before = dump(brand.house)
        refused = brand.owner.http.post("/api/brands", json={"name": ""})
        assert (refused.status_code, refused.json()["field"]) == (422, "name")
        assert dump(brand.house) == before

    def test_nobody_founds_none(self, brand: Brand) -> None:
        assert code_of(brand.client().post("/api/brands", json={"name": "假"})) == (401, "unauthorized")
