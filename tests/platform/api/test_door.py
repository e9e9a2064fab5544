"""The door of the public API over real HTTP."""

import re
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from teahouse.kit import clock
from teahouse.kit.db import Session, cursor_of
from teahouse.kit.house import House
from teahouse.kit.ids import new_number
from teahouse.platform.accounts import Faults, create_account, day_of, set_faults
from teahouse.platform.api import journal, repository
from teahouse.platform.api.models import QuotaRow
from teahouse.platform.api.repository import Logged
from tests.support.houses import Running

RID = r"rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}"


class Caller:
    """A program that calls the API for one account."""

    def __init__(self, running: Running, http: httpx.Client, kind: str = "service", *, verified: bool = True) -> None:
        self.house, self.http = running.house, http
        with self.house.db.transaction() as session:
            self.account, self.secret = create_account(
                session,
                self.house.vault,
                name="测试号",
                type=kind,  # type: ignore[arg-type]
                verified=verified,
            )
        self.appid = self.account.appid

    def token(self, **changes: str) -> httpx.Response:
        query = {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret} | changes
        return self.http.get("/cgi-bin/token", params={name: value for name, value in query.items() if value})

    def stable(self, *, force: bool = False) -> dict[str, object]:
        body = {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret, "force_refresh": force}
        answer: dict[str, object] = self.http.post("/cgi-bin/stable_token", json=body).json()
        return answer

    def new_token(self) -> str:
        return str(self.token().json()["access_token"])

    def probe(self, token: object) -> int:
        """The return code of a harmless call; 0 when it worked."""
        answer = self.http.get("/cgi-bin/getcallbackip", params={"access_token": str(token)}).json()
        code: int = answer.get("errcode", 0)
        return code


@pytest.fixture
def http(running_network: Running) -> Iterator[httpx.Client]:
    with running_network.client() as client:
        yield client


@pytest.fixture
def caller(running_network: Running, http: httpx.Client) -> Caller:
    return Caller(running_network, http)


def later(**by: float) -> None:
    clock.set_shift(clock.shift() + timedelta(**by))


class TestToken:
    def test_a_right_secret_gets_a_token_that_works(self, caller: Caller) -> None:
        answer = caller.token()
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json; encoding=utf-8"
        assert set(answer.json()) == {"access_token", "expires_in"}
        assert answer.json()["expires_in"] == 7200
        assert len(answer.json()["access_token"]) <= 512
        assert caller.probe(answer.json()["access_token"]) == 0

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"grant_type": "password"}, 40002),
            ({"grant_type": ""}, 40002),
            ({"appid": ""}, 41002),
            ({"secret": ""}, 41004),
            ({"appid": "wx0000000000000000"}, 40013),
            ({"secret": "0" * 32}, 40125),
        ],
    )
    def test_a_wrong_credential_is_refused_with_its_code(
        self, caller: Caller, changes: dict[str, str], code: int
    ) -> None:
        live = caller.new_token()
        answer = caller.token(**changes)
        assert answer.status_code == 200
        assert answer.json()["errcode"] == code
        assert re.search(RID, answer.json()["errmsg"])
        assert caller.probe(live) == 0

    def test_two_tokens_live_and_a_third_kills_the_first(self, caller: Caller) -> None:
        first, second = caller.new_token(), caller.new_token()
        assert (caller.probe(first), caller.probe(second)) == (0, 0)
        third = caller.new_token()
        assert [caller.probe(token) for token in (first, second, third)] == [40001, 0, 0]

    def test_the_one_before_dies_after_five_minutes(self, caller: Caller) -> None:
        first, second = caller.new_token(), caller.new_token()
        later(minutes=4, seconds=58)
        assert caller.probe(first) == 0
        later(seconds=3)
        assert [caller.probe(first), caller.probe(second)] == [40001, 0]

    def test_a_token_times_out_after_two_hours(self, caller: Caller) -> None:
        token = caller.new_token()
        later(seconds=7198)
        assert caller.probe(token) == 0
        later(seconds=3)
        answer = caller.http.get("/cgi-bin/getcallbackip", params={"access_token": token}).json()
        assert answer["errcode"] == 42001
        assert re.fullmatch(f"access_token expired {RID}", answer["errmsg"])

    def test_of_another_account_answers_for_that_account_only(self, running_network: Running, caller: Caller) -> None:
        other = Caller(running_network, caller.http)
        answer = caller.http.post(
            "/cgi-bin/clear_quota", params={"access_token": other.new_token()}, json={"appid": caller.appid}
        )
        assert answer.json()["errcode"] == 40013

    def test_the_fault_expires_what_was_issued_before(self, caller: Caller, running_network: Running) -> None:
        old = caller.new_token()
        with running_network.house.db.transaction() as session:
            set_faults(session, caller.appid, Faults(expire_token=True))
        assert caller.probe(old) == 42001
        assert caller.probe(caller.new_token()) == 0


class TestStableToken:
    def test_stays_the_same_until_five_minutes_before_its_end(self, caller: Caller) -> None:
        first = caller.stable()
        assert first["expires_in"] == 7200
        later(seconds=6890)
        again = caller.stable()
        assert again["access_token"] == first["access_token"]
        assert again["expires_in"] in {309, 310}
        later(seconds=20)
        new = caller.stable()
        assert new["access_token"] != first["access_token"]
        assert [caller.probe(first["access_token"]), caller.probe(new["access_token"])] == [0, 0]

    def test_is_separate_from_the_other_token(self, caller: Caller) -> None:
        stable = caller.stable()["access_token"]
        tokens = [caller.new_token() for _ in range(3)]
        assert [caller.probe(token) for token in (stable, tokens[2])] == [0, 0]

    def test_force_kills_the_old_one_at_once_but_not_within_thirty_seconds(self, caller: Caller) -> None:
        first = caller.stable()["access_token"]
        assert caller.stable(force=True)["access_token"] == first
        later(seconds=31)
        second = caller.stable(force=True)["access_token"]
        assert second != first
        assert [caller.probe(first), caller.probe(second)] == [40001, 0]

    def test_force_works_twenty_times_a_day(self, caller: Caller) -> None:
        tokens = [caller.stable()["access_token"]]
        for _ in range(21):
            later(seconds=31)
            tokens.append(caller.stable(force=True)["access_token"])
        assert len(set(tokens)) == 21
        assert tokens[-1] == tokens[-2]

    def test_wants_json(self, caller: Caller) -> None:
        assert caller.http.post("/cgi-bin/stable_token").json()["errcode"] == 44002
        assert caller.http.post("/cgi-bin/stable_token", content=b"{").json()["errcode"] == 47001
        assert caller.http.get("/cgi-bin/stable_token").json()["errcode"] == 43002


class TestChecks:
    def test_nobody_the_wrong_one_and_the_right_one(self, caller: Caller) -> None:
        assert caller.http.get("/cgi-bin/getcallbackip").json()["errcode"] == 41001
        assert caller.probe("84_nobody-issued-this") == 40001
        assert caller.probe(caller.new_token()) == 0

    def test_the_method_is_checked(self, caller: Caller) -> None:
        token = caller.new_token()
        assert caller.http.post(f"/cgi-bin/getcallbackip?access_token={token}").json()["errcode"] == 43001
        assert caller.http.get(f"/cgi-bin/clear_quota?access_token={token}").json()["errcode"] == 43002

    def test_a_path_that_is_not_built_is_unauthorized_and_an_unknown_one_not_there(self, caller: Caller) -> None:
        token = caller.new_token()
        answer = caller.http.post(f"/card/create?access_token={token}", json={})
        assert (answer.status_code, answer.json()["errcode"]) == (200, 48001)
        missing = caller.http.get(f"/cgi-bin/no/such?access_token={token}")
        assert missing.status_code == 404
        assert missing.json()["code"] == "not_found"

    def test_an_account_without_the_right_is_refused(self, running_network: Running, http: httpx.Client) -> None:
        plain = Caller(running_network, http, "subscription", verified=False)
        token = plain.new_token()
        assert http.get(f"/cgi-bin/user/get?access_token={token}").json()["errcode"] == 48001

    def test_too_long_a_body_is_refused(self, caller: Caller) -> None:
        answer = caller.http.post(
            "/cgi-bin/clear_quota", params={"access_token": caller.new_token()}, content=b"x" * (2 * 1024 * 1024 + 1)
        )
        assert (answer.status_code, answer.json()["errcode"]) == (200, 47001)

    def test_a_chunked_body_without_content_type_is_read(self, caller: Caller) -> None:
        body = f'{{"appid":"{caller.appid}"}}'.encode()
        answer = caller.http.post(
            "/cgi-bin/clear_quota", params={"access_token": caller.new_token()}, content=iter([body[:9], body[9:]])
        )
        assert answer.json() == {"errcode": 0, "errmsg": "ok"}

    @pytest.mark.parametrize("body", [b"\xff\xfe", b"[]", b'{"appid": 7}', b'{"appid":', b"null", b'"text"', b"\x00"])
    def test_broken_bodies_are_no_fault_of_ours(self, caller: Caller, body: bytes) -> None:
        answer = caller.http.post("/cgi-bin/clear_quota", params={"access_token": caller.new_token()}, content=body)
        assert answer.status_code == 200
        assert answer.json()["errcode"] in {47001, 40013}


class TestQuota:
    def path(self, caller: Caller, token: str) -> dict[str, int]:
        answer = caller.http.post(
            f"/cgi-bin/openapi/quota/get?access_token={token}", json={"cgi_path": "/cgi-bin/getcallbackip"}
        ).json()
        quota: dict[str, int] = answer["quota"]
        return quota

    def test_counts_and_clears(self, caller: Caller) -> None:
        token = caller.new_token()
        for _ in range(3):
            assert caller.probe(token) == 0
        assert self.path(caller, token) == {"daily_limit": 5000, "used": 3, "remain": 4997}
        assert caller.http.post(f"/cgi-bin/clear_quota?access_token={token}", json={"appid": caller.appid}).json() == {
            "errcode": 0,
            "errmsg": "ok",
        }
        assert self.path(caller, token)["used"] == 0

    def test_ends_with_45009_and_begins_anew_at_midnight_in_china(self, caller: Caller) -> None:
        token = caller.new_token()
        with caller.house.db.transaction() as session:
            cursor_used(session, caller.appid, 4999)
        assert [caller.probe(token), caller.probe(token)] == [0, 45009]
        later(days=1)
        assert caller.probe(caller.new_token()) == 0

    def test_clear_quota_works_ten_times_a_month_with_and_without_a_token(self, caller: Caller) -> None:
        token = caller.new_token()
        codes = [
            caller.http.post(f"/cgi-bin/clear_quota?access_token={token}", json={"appid": caller.appid}).json()[
                "errcode"
            ]
            for _ in range(9)
        ]
        body = {"appid": caller.appid, "appsecret": caller.secret}
        codes += [caller.http.post("/cgi-bin/clear_quota/v2", json=body).json()["errcode"] for _ in range(2)]
        assert codes == [0] * 10 + [48006]

    def test_unknown_and_foreign_paths_have_no_quota(self, caller: Caller) -> None:
        token = caller.new_token()
        codes = [
            caller.http.post(f"/cgi-bin/openapi/quota/get?access_token={token}", json={"cgi_path": path}).json()[
                "errcode"
            ]
            for path in ("/cgi-bin/no/such", "/sns/userinfo")
        ]
        assert codes == [76021, 76022]


def cursor_used(session: Session, appid: str, used: int) -> None:
    """As if the quota of getcallbackip were nearly used up today."""
    session.add(QuotaRow(appid=appid, period=day_of(clock.now()), name="/cgi-bin/getcallbackip", used=used))


class TestCallbackCheck:
    def test_says_what_is_missing_or_wrong(self, caller: Caller) -> None:
        token = caller.new_token()

        def code(body: dict[str, str]) -> int:
            answer = caller.http.post(f"/cgi-bin/callback/check?access_token={token}", json=body).json()
            found: int = answer["errcode"]
            return found

        assert code({"action": "all"}) == 40201
        assert code({"action": "walk"}) == 40202
        assert code({"action": "dns", "check_operator": "NOBODY"}) == 40203


class TestJournal:
    def rid(self, caller: Caller, token: str) -> str:
        answer = caller.http.get("/cgi-bin/user/info", params={"access_token": token, "openid": "x"}).json()
        found = re.search(RID, answer["errmsg"])
        assert found
        return found[0].removeprefix("rid: ")

    def test_a_rid_can_be_looked_up_by_its_account_only(
        self, caller: Caller, running_network: Running, http: httpx.Client
    ) -> None:
        token = caller.new_token()
        rid = self.rid(caller, token)
        other = Caller(running_network, http).new_token()

        def ask(token: str, rid: str) -> dict[str, object]:
            answer: dict[str, object] = http.post(
                f"/cgi-bin/openapi/rid/get?access_token={token}", json={"rid": rid}
            ).json()
            return answer

        found = ask(token, rid)
        assert found["errcode"] == 0
        request = found["request"]
        assert isinstance(request, dict)
        assert request["client_ip"] == "127.0.0.1"
        assert token not in request["request_url"]
        assert token[-4:] in request["request_url"]
        assert [ask(other, rid)["errcode"], ask(token, "x")["errcode"]] == [76003, 76002]
        assert ask(token, f"{rid[:8]}-00000000-00000000")["errcode"] == 76001
        assert ask(token, "00000000-00000000-00000000")["errcode"] == 76004
        later(days=7, seconds=1)
        assert ask(caller.new_token(), rid)["errcode"] == 76004

    def test_is_kept_for_a_week(self, network_house: House) -> None:
        week, now = 7 * 86_400_000_000, clock.micros()
        made = {"old": now - week - 60_000_000, "young": now - week + 60_000_000}
        with network_house.db.transaction() as session:
            rows = [
                Logged(rid, new_number(), "wx1", at, "GET", "/x", "", "", 200, 0, "", 1, "::1")
                for rid, at in made.items()
            ]
            repository.add_calls(cursor_of(session), rows)
            journal.trim(network_house, session, {})
        with network_house.db.reading() as session:
            assert [repository.read_call(session, rid) is None for rid in made] == [True, False]
            assert cursor_of(session).rows("SELECT kind FROM job") == [("api.trim",)]


class TestFaults:
    def test_a_status_is_answered_instead_and_nothing_is_done(self, caller: Caller, network_house: House) -> None:
        token = caller.new_token()
        with network_house.db.transaction() as session:
            set_faults(session, caller.appid, Faults(status=502))
        answer = caller.http.post(f"/cgi-bin/clear_quota?access_token={token}", json={"appid": caller.appid})
        assert answer.status_code == 502
        with network_house.db.transaction() as session:
            set_faults(session, caller.appid, Faults(status=502, until=clock.timestamp()))
        assert caller.probe(token) == 0
