"""Invitations, roles, and the audit log."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import httpx
import pytest

from teahouse.kit import clock
from teahouse.suite.organization import Role, includes
from teahouse.suite.organization.rules import ROLES
from tests.suite.catalogue import ROUTES, code_of
from tests.suite.tables import dump
from tests.suite.world import PASSWORD, Brand, FakeApi, Staff, until

GUEST = {"email": "Guest@Example.com", "name": "小茶", "role": "agent"}
SCRIPT = "<script>alert(1)</script>"


def invited(brand: Brand, **changes: str) -> dict[str, Any]:
    response = brand.owner.call("POST", "/staff", GUEST | changes)
    assert response.status_code == 201
    found: dict[str, Any] = response.json()
    return found


def token_of(invitation: dict[str, Any]) -> str:
    return str(invitation["invite_url"]).rpartition("/")[2]


def accept(client: httpx.Client, token: str, name: str = "小茶", password: str = "another horse") -> httpx.Response:
    return client.post(f"/api/invitations/{token}/accept", json={"name": name, "password": password})


def members(staff: Staff) -> list[tuple[str, str, str]]:
    return [(m["name"], m["role"], m["status"]) for m in staff.get("/staff")["items"]]


def audit(staff: Staff) -> list[tuple[str, str, str, str]]:
    return [(e["staff_name"], e["action"], e["target"], e["detail"]) for e in staff.get("/audit")["items"]]


class TestInvitation:
    def test_whoever_has_the_link_reads_what_it_invites_to(self, brand: Brand) -> None:
        invitation = invited(brand)
        assert invitation["status"] == "invited"
        assert invitation["invite_url"].startswith(f"{brand.house.settings.base_url}/console/invitation/")
        shown = brand.client().get(f"/api/invitations/{token_of(invitation)}")
        assert shown.json() == {"brand_name": "茶馆", "email": "guest@example.com", "name": "小茶", "role": "agent"}

    def test_a_new_person_joins_with_a_password_of_their_own(self, brand: Brand) -> None:
        browser = brand.client()
        joined = accept(browser, token_of(invited(brand)), name="小 茶")
        assert joined.status_code == 200
        session = joined.json()
        assert (session["staff"]["name"], session["staff"]["email"]) == ("小 茶", "guest@example.com")
        assert session["brands"] == [{"id": brand.id, "name": "茶馆", "role": "agent"}]
        assert browser.get("/api/me").json() == session
        assert members(brand.owner) == [("掌柜", "owner", "active"), ("小 茶", "agent", "active")]
        again = {"email": "guest@example.com", "password": "another horse"}
        assert brand.client().post("/api/sign-in", json=again).status_code == 200

    def test_who_works_elsewhere_joins_with_the_password_they_have(self, brand: Brand) -> None:
        person = brand.stranger()
        email = person.http.get("/api/me").json()["staff"]["email"]
        token = token_of(invited(brand, email=email))
        before = dump(brand.house)
        wrong = accept(brand.client(), token, name="骗子", password="wrong horse")
        assert code_of(wrong) == (409, "staff.sign_in_to_accept")
        assert wrong.json()["field"] == "password"
        assert dump(brand.house) == before
        joined = accept(brand.client(), token, name="骗子", password=PASSWORD).json()
        assert (joined["staff"]["id"], joined["staff"]["name"]) == (person.id, "路人"), "their name is theirs"
        assert [(b["name"], b["role"]) for b in joined["brands"]] == [("茶馆", "agent"), ("别家", "owner")]

    def test_an_account_is_not_guessed_by_inviting_it(self, brand: Brand) -> None:
        token = token_of(invited(brand, email=brand.stranger().http.get("/api/me").json()["staff"]["email"]))
        codes = [accept(brand.client(), token, password=f"guess {i:04}").status_code for i in range(12)]
        assert codes.count(409) <= 10
        assert codes[-1] == 429
        assert code_of(accept(brand.client(), token, password=PASSWORD)) == (429, "too_many")

    def test_a_used_one_is_gone(self, brand: Brand) -> None:
        token = token_of(invited(brand))
        assert accept(brand.client(), token).status_code == 200
        before = dump(brand.house)
        assert code_of(accept(brand.client(), token)) == (404, "invitations.gone")
        assert code_of(brand.client().get(f"/api/invitations/{token}")) == (404, "invitations.gone")
        assert dump(brand.house) == before

    def test_of_two_who_accept_at_once_one_joins(self, brand: Brand) -> None:
        token = token_of(invited(brand))
        with ThreadPoolExecutor(2) as pool:
            codes = list(pool.map(lambda name: accept(brand.client(), token, name).status_code, ("甲", "乙")))
        assert sorted(codes) == [200, 404]
        assert len(members(brand.owner)) == 2

    def test_after_a_week_it_is_gone(self, brand: Brand) -> None:
        token = token_of(invited(brand))
        clock.set_shift(timedelta(days=7, seconds=1))
        assert code_of(accept(brand.client(), token)) == (404, "invitations.gone")
        clock.set_shift(timedelta(days=6, hours=23))
        assert accept(brand.client(), token).status_code == 200

    def test_a_withdrawn_one_is_gone(self, brand: Brand) -> None:
        invitation = invited(brand)
        assert members(brand.owner)[-1] == ("小茶", "agent", "invited")
        assert brand.owner.call("DELETE", f"/staff/{invitation['id']}").status_code == 204
        assert members(brand.owner) == [("掌柜", "owner", "active")]
        assert code_of(accept(brand.client(), token_of(invitation))) == (404, "invitations.gone")

    def test_a_second_one_ends_the_first(self, brand: Brand) -> None:
        first, second = invited(brand), invited(brand, role="operator")
        assert code_of(accept(brand.client(), token_of(first))) == (404, "invitations.gone")
        assert accept(brand.client(), token_of(second)).json()["brands"][0]["role"] == "operator"

    def test_who_is_on_the_team_is_not_invited(self, brand: Brand) -> None:
        before = dump(brand.house)
        refused = brand.owner.call("POST", "/staff", GUEST | {"email": "OWNER@example.com"})
        assert (code_of(refused), refused.json()["field"]) == ((409, "staff.exists"), "email")
        assert dump(brand.house) == before

    @pytest.mark.parametrize(("field", "value"), [("email", "nowhere"), ("name", ""), ("role", "king")])
    def test_what_is_wrong_is_named(self, brand: Brand, field: str, value: str) -> None:
        before = dump(brand.house)
        refused = brand.owner.call("POST", "/staff", GUEST | {field: value})
        assert (refused.status_code, refused.json()["field"]) == (422, field)
        assert dump(brand.house) == before

    def test_a_weak_password_leaves_the_invitation_open(self, brand: Brand) -> None:
        token = token_of(invited(brand))
        before = dump(brand.house)
        refused = accept(brand.client(), token, password="short")
        assert (refused.status_code, refused.json()["field"]) == (422, "password")
        assert dump(brand.house) == before

    def test_only_who_may_invite_reads_the_link(self, brand: Brand) -> None:
        operator = brand.staff("店长", "operator")
        invitation = invited(brand, role="owner")
        links = {
            staff.name: [m["invite_url"] for m in staff.get("/staff")["items"] if m["status"] == "invited"]
            for staff in (brand.owner, operator)
        }
        assert links == {"掌柜": [invitation["invite_url"]], "店长": [None]}


class TestRoles:
    @pytest.mark.parametrize("role", ROLES)
    def test_each_route_knows_its_least_role(self, brand: Brand, api: FakeApi, role: Role) -> None:
        """Ids that do not exist, so that who may do something finds nothing to do it to."""
        api.answers["/cgi-bin/menu/get"] = lambda _call: {"errcode": 46003, "errmsg": "menu no exist"}
        staff = brand.staff("某人", role)
        names = ("staff", "account", "follower", "note", "rule", "conversation", "reply")
        ids = {f"{name}_id": "none" for name in names} | {"seq": "1"}
        too_low = [route for route in ROUTES if not includes(role, route.least)]  # type: ignore[arg-type]
        allowed = [route for route in ROUTES if route not in too_low]
        before = dump(brand.house)
        assert {route[:2]: code_of(route.call(staff, staff.base, ids)) for route in too_low} == {
            route[:2]: (403, "staff.role_too_low") for route in too_low
        }
        assert dump(brand.house) == before
        answers = {route[:2]: route.call(staff, staff.base, ids) for route in allowed}
        assert {key: a.text for key, a in answers.items() if a.status_code not in {200, 201, 204, 404}} == {}
        assert all(a.json()["code"] != "brands.not_found" for a in answers.values() if a.status_code == 404)

    def test_a_new_role_holds_from_the_next_request_on(self, brand: Brand) -> None:
        agent = brand.staff("小茶", "agent")
        assert code_of(agent.call("POST", "/rules", {})) != 201
        assert agent.http.get(agent.base + "/audit").status_code == 403
        assert brand.owner.call("PATCH", f"/staff/{agent.id}", {"role": "owner"}).status_code == 204
        assert agent.http.get(agent.base + "/audit").status_code == 200
        assert brand.owner.call("PATCH", f"/staff/{agent.id}", {"role": "analyst"}).status_code == 204
        assert code_of(agent.http.get(agent.base + "/audit")) == (403, "staff.role_too_low")

    def test_one_that_does_not_exist_is_refused(self, brand: Brand) -> None:
        agent = brand.staff("小茶")
        before = dump(brand.house)
        refused = brand.owner.call("PATCH", f"/staff/{agent.id}", {"role": "king"})
        assert (refused.status_code, refused.json()["field"]) == (422, "role")
        assert dump(brand.house) == before

    def test_the_last_owner_stays(self, brand: Brand) -> None:
        agent = brand.staff("小茶")
        before = dump(brand.house)
        mine = f"/staff/{brand.owner.id}"
        for refused in (brand.owner.call("PATCH", mine, {"role": "operator"}), brand.owner.call("DELETE", mine)):
            assert code_of(refused) == (409, "staff.last_owner")
        assert dump(brand.house) == before
        assert brand.owner.call("PATCH", f"/staff/{agent.id}", {"role": "owner"}).status_code == 204
        assert brand.owner.call("DELETE", mine).status_code == 204
        assert members(agent) == [("小茶", "owner", "active")]

    def test_two_owners_who_end_each_other_at_once_leave_one(self, brand: Brand) -> None:
        second = brand.staff("二掌柜", "owner")
        pair = [(brand.owner, second), (second, brand.owner)]
        for _round in range(5):
            with ThreadPoolExecutor(2) as pool:
                calls = pool.map(
                    lambda two: two[0].call("PATCH", f"/staff/{two[1].id}", {"role": "operator"}).status_code, pair
                )
                codes = sorted(calls)
            assert codes[0] == 204
            assert codes[1] in {403, 409}
            owners = [m for m in dump(brand.house)["membership"] if m[2] == "owner"]
            assert len(owners) == 1
            first, other = pair if owners[0][1] == pair[0][0].id else pair[::-1]
            assert first[0].call("PATCH", f"/staff/{other[0].id}", {"role": "owner"}).status_code == 204

    def test_who_is_taken_off_is_out_at_once(self, brand: Brand) -> None:
        agent = brand.staff("小茶")
        assert agent.http.get("/api/me").status_code == 200
        assert brand.owner.call("DELETE", f"/staff/{agent.id}").status_code == 204
        until(lambda: agent.http.get("/api/me").status_code == 401)
        assert members(brand.owner) == [("掌柜", "owner", "active")]

    def test_nobody_is_taken_off_twice(self, brand: Brand) -> None:
        agent = brand.staff("小茶")
        assert brand.owner.call("DELETE", f"/staff/{agent.id}").status_code == 204
        assert code_of(brand.owner.call("DELETE", f"/staff/{agent.id}")) == (404, "staff.not_found")


class TestAudit:
    def test_each_change_is_written_down_with_who_did_it(self, brand: Brand) -> None:
        agent = brand.staff("小茶")
        brand.owner.call("PATCH", f"/staff/{agent.id}", {"role": "operator"})
        withdrawn = invited(brand)
        brand.owner.call("DELETE", f"/staff/{withdrawn['id']}")
        account = f"/accounts/{brand.account['id']}"
        brand.owner.call("PATCH", account, {"name": "总店"})
        brand.owner.call("DELETE", account)
        brand.owner.call("DELETE", f"/staff/{agent.id}")
        email = next(row[1] for row in dump(brand.house)["staff"] if row[0] == agent.id)
        assert sorted(audit(brand.owner)) == sorted(
            [
                ("掌柜", "account.connected", "茶馆", "wx0123456789abcdef"),
                ("掌柜", "staff.invited", email, "agent"),
                ("小茶", "staff.joined", "小茶", "agent"),
                ("掌柜", "staff.role_changed", "小茶", "agent → operator"),
                ("掌柜", "staff.invited", "guest@example.com", "agent"),
                ("掌柜", "staff.invitation_withdrawn", "guest@example.com", ""),
                ("掌柜", "account.changed", "总店", ""),
                ("掌柜", "account.disconnected", "总店", "wx0123456789abcdef"),
                ("掌柜", "staff.removed", "小茶", "operator"),
            ]
        )

    def test_pages_have_no_holes_and_no_doubles(self, brand: Brand) -> None:
        for number in range(55):
            assert brand.owner.call("PATCH", f"/accounts/{brand.account['id']}", {"name": f"店{number}"}).is_success
        first = brand.owner.get("/audit")
        second = brand.owner.get("/audit", cursor=first["next"])
        ids = [entry["id"] for page in (first, second) for entry in page["items"]]
        assert (len(first["items"]), len(second["items"]), second["next"]) == (50, 6, None)
        assert ids == sorted(set(ids), reverse=True)
        assert first["items"][0]["at"] == pytest.approx(clock.timestamp(), abs=60)


class TestScripts:
    def test_a_script_in_a_name_stays_text(self, brand: Brand) -> None:
        brand.staff(SCRIPT, "analyst")
        answer = brand.owner.http.get(brand.owner.base + "/staff")
        assert answer.headers["content-type"].startswith("application/json")
        assert answer.json()["items"][1]["name"] == SCRIPT
        joined = next(entry for entry in audit(brand.owner) if entry[1] == "staff.joined")
        assert joined[:3] == (SCRIPT, "staff.joined", SCRIPT)

    def test_braces_in_a_name_are_not_filled_in(self, brand: Brand) -> None:
        brand.staff("{0.__class__}", "analyst")
        assert members(brand.owner)[1][0] == "{0.__class__}"
