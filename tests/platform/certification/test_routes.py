"""mp: an account applies, two steps are reviewed, a year later it ends; the account's server hears each step."""

import io
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from PIL import Image

from teahouse.kit import clock
from teahouse.kit.db import Base
from teahouse.platform.certification.service import Decisions
from tests.platform.world import Api, World

FORM = {
    "organization": "清河电器有限公司",
    "licence_number": "91440300708461136T",
    "contact": "刘掌柜",
    "phone": "13800138000",
}


@pytest.fixture
def reviewer(world: World) -> httpx.Client:
    """The first operator of the sandbox."""
    return world.operator()


@pytest.fixture
def plain(world: World, reviewer: httpx.Client) -> Api:
    """A service account without certification."""
    return world.account(verified=False)


@pytest.fixture
def owner(world: World, plain: Api) -> httpx.Client:
    return world.operator(plain.appid)


def path(api: Api, rest: str = "") -> str:
    return f"/api/mp/accounts/{api.appid}/certification{rest}"


def licence(owner: httpx.Client, api: Api) -> str:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    answer = owner.put(path(api, "/licence"), files={"file": ("licence.png", out.getvalue())})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["licence"])


def applied(owner: httpx.Client, api: Api) -> dict[str, Any]:
    answer = owner.post(path(api), json={**FORM, "licence": licence(owner, api)})
    assert answer.status_code == 201, answer.text
    out: dict[str, Any] = answer.json()
    return out


def state(owner: httpx.Client, api: Api) -> tuple[str, bool, bool]:
    out = owner.get(path(api)).json()
    return out["state"], out["verified"], out["badge"]


def decide(reviewer: httpx.Client, reason: str = "") -> dict[str, Any]:
    """Decide the only case that waits; what it was."""
    [case] = reviewer.get("/api/mp/review/cases").json()["items"]
    act = f"/api/mp/review/cases/{case['id']}"
    answer = reviewer.post(f"{act}/refuse", json={"reason": reason}) if reason else reviewer.post(f"{act}/pass")
    assert answer.status_code == 200, answer.text
    out: dict[str, Any] = answer.json()
    return out


def notices(owner: httpx.Client, api: Api) -> list[str]:
    return [one["kind"] for one in owner.get(f"/api/mp/accounts/{api.appid}/noticeboard").json()["items"]]


def expiry(world: World) -> datetime:
    end = world.rows("account_certification")[0]["expires_at"]
    assert isinstance(end, datetime)
    return end


class TestTheWay:
    def test_two_steps_then_the_check_mark(
        self, world: World, plain: Api, owner: httpx.Client, reviewer: httpx.Client
    ) -> None:
        _, phone = world.person()
        assert plain.get("/cgi-bin/user/get")["errcode"] == 48001
        assert applied(owner, plain)["state"] == "qualifying"
        assert (world.pushes.taken(), state(owner, plain)) == ([], ("qualifying", False, False))

        case = decide(reviewer)
        assert (case["kind"], case["title"]) == ("certification", FORM["organization"])
        assert reviewer.get(case["picture_url"]).headers["content-type"] == "image/png"
        end = int(expiry(world).timestamp())
        assert world.pushes.taken() == [{"event": "qualification_verify_success", "expired_time": end}]
        assert state(owner, plain) == ("naming", True, False)
        assert "errcode" not in plain.get("/cgi-bin/user/get")
        assert phone.get(f"/api/phone/accounts/{plain.appid}").json()["verified"] is False

        assert decide(reviewer)["kind"] == "naming"
        assert world.pushes.taken() == [{"event": "naming_verify_success", "expired_time": end}]
        assert state(owner, plain) == ("certified", True, True)
        assert phone.get(f"/api/phone/accounts/{plain.appid}").json()["verified"] is True
        assert notices(owner, plain) == ["naming.passed", "certification.passed"]
        assert timedelta(days=364) < expiry(world) - clock.now() < timedelta(days=367)

    def test_a_refusal_leaves_it_as_it_was_and_it_may_apply_again(
        self, world: World, plain: Api, owner: httpx.Client, reviewer: httpx.Client
    ) -> None:
        applied(owner, plain)
        decide(reviewer, "执照模糊")
        [pushed] = world.pushes.taken()
        assert (pushed["event"], pushed["fail_reason"]) == ("qualification_verify_fail", "执照模糊")
        out = owner.get(path(plain)).json()
        assert (out["state"], out["verified"], out["reason"], out["may_apply"]) == ("refused", False, "执照模糊", True)
        assert notices(owner, plain) == ["certification.refused"]
        assert applied(owner, plain)["state"] == "qualifying"

    def test_without_its_name_it_has_the_rights_but_no_check_mark(
        self, world: World, plain: Api, owner: httpx.Client, reviewer: httpx.Client
    ) -> None:
        applied(owner, plain)
        decide(reviewer)
        world.pushes.taken()
        decide(reviewer, "名称与主体无关")
        [pushed] = world.pushes.taken()
        assert (pushed["event"], pushed["fail_reason"]) == ("naming_verify_fail", "名称与主体无关")
        assert state(owner, plain) == ("unnamed", True, False)
        assert "errcode" not in plain.get("/cgi-bin/user/get")

    def test_one_click_in_the_sandbox(self, world: World, plain: Api, owner: httpx.Client) -> None:
        answer = owner.post(path(plain, "/one-click"))
        assert (answer.status_code, answer.json()["badge"], answer.json()["state"]) == (200, True, "certified")
        assert [one["event"] for one in world.pushes.taken()] == [
            "qualification_verify_success",
            "naming_verify_success",
        ]
        assert owner.post(path(plain, "/one-click")).status_code == 409


class TestItsEnd:
    def test_a_reminder_and_then_the_rights_are_lost(self, world: World, plain: Api, owner: httpx.Client) -> None:
        owner.post(path(plain, "/one-click"))
        world.pushes.taken()
        end = expiry(world)
        due = {row["kind"]: row["due_at"] for row in world.rows("job") if row["kind"].startswith("certification")}
        assert due == {"certification.remind": end - timedelta(days=30), "certification.expire": end}
        decisions, told = Decisions(world.house), int(end.timestamp())
        for act, event, verified in (
            (decisions.remind, "annual_renew", True),
            (decisions.expire, "verify_expired", False),
        ):
            with world.house.db.transaction() as session:
                act(session, plain.appid, end)
            assert world.pushes.taken() == [{"event": event, "expired_time": told}]
            assert state(owner, plain)[1] is verified
        with world.house.db.transaction() as session:
            decisions.expire(session, plain.appid, end)
        assert world.pushes.taken() == []
        assert state(owner, plain) == ("expired", False, False)
        assert plain.get("/cgi-bin/user/get")["errcode"] == 48001
        assert notices(owner, plain) == ["certification.expired", "certification.renew"]

    def test_renewed_in_time_it_goes_on_for_a_year_more(
        self, world: World, plain: Api, owner: httpx.Client, reviewer: httpx.Client
    ) -> None:
        owner.post(path(plain, "/one-click"))
        end = clock.now() + timedelta(days=60)
        with world.house.db.transaction() as session:  # as if 305 days had passed: logins do not last so long
            session.execute(Base.metadata.tables["account_certification"].update().values(expires_at=end))
        applied(owner, plain)
        assert state(owner, plain) == ("qualifying", True, True)
        decide(reviewer)
        assert expiry(world) == end.replace(year=end.year + 1)
        world.pushes.taken()
        with world.house.db.transaction() as session:
            Decisions(world.house).expire(session, plain.appid, end)
        assert (world.pushes.taken(), state(owner, plain)) == ([], ("naming", True, True))


class TestRefusals:
    @pytest.mark.parametrize("field", ["organization", "licence_number", "contact", "phone", "licence"])
    def test_a_wrong_field_is_named_and_nothing_waits(
        self, world: World, plain: Api, owner: httpx.Client, field: str
    ) -> None:
        form = {**FORM, "licence": licence(owner, plain), field: ""}
        answer = owner.post(path(plain), json=form)
        assert (answer.status_code, answer.json()["field"]) == (422, field)
        assert world.rows("review_case") == world.rows("account_certification") == []

    def test_a_licence_of_another_account_is_none(self, world: World, plain: Api, owner: httpx.Client) -> None:
        other = world.account(verified=False, name="别家")
        strange = licence(world.operator(other.appid), other)
        answer = owner.post(path(plain), json={**FORM, "licence": strange})
        assert (answer.status_code, answer.json()["field"]) == (422, "licence")

    def test_not_twice_at_a_time_nor_while_it_is_good(
        self, world: World, api: Api, plain: Api, owner: httpx.Client
    ) -> None:
        applied(owner, plain)
        again = owner.post(path(plain), json={**FORM, "licence": licence(owner, plain)})
        assert (again.status_code, again.json()["code"]) == (409, "certification.closed")
        certified = world.operator(api.appid)
        assert certified.get(path(api)).json()["may_apply"] is False
        refused = certified.post(path(api), json={**FORM, "licence": licence(certified, api)})
        assert refused.status_code == 409
        assert len(world.rows("review_case")) == 1

    def test_only_its_operators(self, world: World, plain: Api, owner: httpx.Client) -> None:
        stranger, nobody = world.operator(), world.nobody()
        body = {**FORM, "licence": licence(owner, plain)}
        for client, status in ((nobody, 401), (stranger, 404)):
            assert client.get(path(plain)).status_code == status
            assert client.post(path(plain), json=body).status_code == status
            assert client.post(path(plain, "/one-click")).status_code == status
            assert client.put(path(plain, "/licence"), files={"file": ("a.png", b"")}).status_code == status
        assert world.rows("account_certification") == []
