"""The reviewers' desk: what is held waits there, and a decision is made once and told."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import httpx
import pytest
from msgspec.structs import replace

from teahouse.kit.db import Session
from teahouse.platform.review import Submission, on_decision, queue, submit
from teahouse.platform.review.ports import Deciders
from tests.platform.world import Api, World

TEXT = "本店出售手枪，办 假 证"


class Heard(NamedTuple):
    subject_id: str
    passed: bool
    reason: str


@pytest.fixture
def heard(world: World) -> Iterator[list[Heard]]:
    """What whoever submitted a mass send has heard."""
    real, said = world.house.get(Deciders), list[Heard]()
    world.house.bind(Deciders, Deciders())

    def decided(session: Session, subject_id: str, *, passed: bool, reason: str) -> None:
        said.append(Heard(subject_id, passed, reason))
        if subject_id == "bad":
            message = "cannot be"
            raise RuntimeError(message)

    on_decision(world.house, "mass_send", decided)
    yield said
    world.house.bind(Deciders, real)


@pytest.fixture
def reviewer(world: World) -> httpx.Client:
    """The first operator of the sandbox."""
    return world.operator()


def held(world: World, api: Api, subject_id: str = "m1", text: str = TEXT) -> bool:
    with world.house.db.transaction() as session:
        return not submit(session, subject_id=subject_id, appid=api.appid, title="周末特惠", text=text)


def waiting(reviewer: httpx.Client) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = reviewer.get("/api/mp/review/cases").json()["items"]
    return items


class TestSubmitting:
    def test_a_clean_text_leaves_at_once_and_leaves_no_trace(self, world: World, api: Api) -> None:
        assert not held(world, api, text="新品到店，欢迎品尝")
        assert world.rows("review_case") == []

    def test_a_word_holds_it_once(self, world: World, api: Api, reviewer: httpx.Client) -> None:
        assert [held(world, api), held(world, api)] == [True, True]
        case = waiting(reviewer)[0]
        assert len(waiting(reviewer)) == 1
        assert case["words"] == ["出售手枪", "办假证"]
        assert (case["kind"], case["account"], case["state"]) == ("mass_send", "云上茶馆", "waiting")

    def test_asked_again_it_knows_the_decision(
        self, world: World, api: Api, reviewer: httpx.Client, heard: list[Heard]
    ) -> None:
        for subject_id in ("m1", "m2"):
            held(world, api, subject_id)
        first, second = waiting(reviewer)
        reviewer.post(f"/api/mp/review/cases/{first['id']}/pass")
        reviewer.post(f"/api/mp/review/cases/{second['id']}/refuse", json={"reason": "违禁品"})
        assert [held(world, api, subject_id) for subject_id in ("m1", "m2")] == [False, True]
        assert len(world.rows("review_case")) == 2


class TestDeciding:
    def test_pass(self, world: World, api: Api, reviewer: httpx.Client, heard: list[Heard]) -> None:
        owner = world.operator(api.appid)
        held(world, api)
        case = waiting(reviewer)[0]
        shown = reviewer.get(f"/api/mp/review/cases/{case['id']}").json()
        assert [piece["text"] for piece in shown["pieces"] if piece["found"]] == ["出售手枪", "办 假 证"]
        assert "".join(piece["text"] for piece in shown["pieces"]) == TEXT
        answer = reviewer.post(f"/api/mp/review/cases/{case['id']}/pass")
        assert (answer.status_code, answer.json()["state"], answer.json()["decided_by"]) == (200, "passed", "掌柜")
        assert heard == [Heard("m1", passed=True, reason="")]
        assert waiting(reviewer) == []
        notices = owner.get(f"/api/mp/accounts/{api.appid}/noticeboard").json()["items"]
        assert [(one["kind"], one["title"], one["reason"]) for one in notices] == [("mass_send.passed", "周末特惠", "")]

    def test_refuse(self, world: World, api: Api, reviewer: httpx.Client, heard: list[Heard]) -> None:
        owner = world.operator(api.appid)
        held(world, api)
        path = f"/api/mp/review/cases/{waiting(reviewer)[0]['id']}/refuse"
        assert reviewer.post(path, json={"reason": " "}).json()["field"] == "reason"
        assert heard == []
        assert reviewer.post(path, json={"reason": "含违禁品"}).json()["reason"] == "含违禁品"
        assert heard == [Heard("m1", passed=False, reason="含违禁品")]
        decided = reviewer.get("/api/mp/review/cases?box=decided").json()["items"]
        assert [(one["state"], one["reason"]) for one in decided] == [("refused", "含违禁品")]
        notices = owner.get(f"/api/mp/accounts/{api.appid}/noticeboard").json()["items"]
        assert [(one["kind"], one["reason"]) for one in notices] == [("mass_send.refused", "含违禁品")]

    def test_a_case_is_decided_once(self, world: World, api: Api, reviewer: httpx.Client, heard: list[Heard]) -> None:
        held(world, api)
        path = f"/api/mp/review/cases/{waiting(reviewer)[0]['id']}"
        assert reviewer.post(f"{path}/pass").status_code == 200
        again = reviewer.post(f"{path}/refuse", json={"reason": "想想还是不行"})
        assert (again.status_code, again.json()["code"]) == (409, "review.decided")
        assert len(heard) == len(world.rows("account_notice")) == 1
        assert world.rows("review_case")[0]["state"] == "passed"

    def test_when_the_decision_cannot_be_carried_out_nothing_is_decided(
        self, world: World, api: Api, reviewer: httpx.Client, heard: list[Heard]
    ) -> None:
        held(world, api, "bad")
        assert reviewer.post(f"/api/mp/review/cases/{waiting(reviewer)[0]['id']}/pass").status_code == 500
        assert len(heard) == len(waiting(reviewer)) == 1
        assert world.rows("account_notice") == []

    def test_the_queue_comes_in_pages_the_oldest_first(self, world: World, api: Api, reviewer: httpx.Client) -> None:
        for number in range(21):
            held(world, api, f"m{number:02}", f"{TEXT} {number}")
        first = reviewer.get("/api/mp/review/cases").json()
        second = reviewer.get("/api/mp/review/cases", params={"cursor": first["next"]}).json()
        assert (len(first["items"]), len(second["items"]), second["next"]) == (20, 1, None)
        ids = [one["id"] for one in first["items"] + second["items"]]
        assert ids == sorted(ids)


class TestOwnCases:
    """Who runs an account does not decide about it, once reviewers are named."""

    @pytest.fixture
    def two(self, world: World, api: Api, monkeypatch: pytest.MonkeyPatch) -> tuple[httpx.Client, httpx.Client]:
        """Two named reviewers, the first of whom runs the account."""
        own, other = world.operator(api.appid), world.operator()
        named = tuple(row["email"] for row in world.rows("operator"))
        monkeypatch.setattr(world.house, "settings", replace(world.house.settings, reviewers=named))
        return own, other

    def test_another_has_to(
        self, world: World, api: Api, two: tuple[httpx.Client, httpx.Client], heard: list[Heard]
    ) -> None:
        own, other = two
        held(world, api)
        path = f"/api/mp/review/cases/{waiting(own)[0]['id']}"
        assert [one.get(path).json()["may_decide"] for one in two] == [False, True]
        texts = {
            "zh-CN": "这个公众号由你运营，请由其他审核员处理",
            "en": "You operate this account: another reviewer has to decide",
        }
        for verb, body in (("pass", None), ("refuse", {"reason": "违禁品"})):
            for language, text in texts.items():
                refused = own.post(f"{path}/{verb}", json=body, headers={"Accept-Language": language})
                said = refused.json()
                assert (refused.status_code, said["code"], said["message"]) == (403, "review.own_case", text)
        assert (heard, world.rows("account_notice"), waiting(other)[0]["state"]) == ([], [], "waiting")
        assert other.post(f"{path}/pass").json()["may_decide"] is True
        assert heard == [Heard("m1", passed=True, reason="")]

    def test_in_a_sandbox_without_named_reviewers_one_plays_all_parts(
        self, world: World, api: Api, heard: list[Heard]
    ) -> None:
        own = world.operator(api.appid)
        held(world, api)
        path = f"/api/mp/review/cases/{waiting(own)[0]['id']}"
        assert own.get(path).json()["may_decide"] is True
        assert own.post(f"{path}/pass").status_code == 200
        assert heard == [Heard("m1", passed=True, reason="")]


class TestDoors:
    PATHS = (
        ("GET", "/api/mp/review/cases"),
        ("GET", "/api/mp/review/cases/{id}"),
        ("GET", "/api/mp/review/cases/{id}/picture"),
        ("POST", "/api/mp/review/cases/{id}/pass"),
        ("POST", "/api/mp/review/cases/{id}/refuse"),
    )

    def test_reviewers_only(self, world: World, api: Api, reviewer: httpx.Client, heard: list[Heard]) -> None:
        owner, nobody = world.operator(api.appid), world.nobody()
        held(world, api)
        case = waiting(reviewer)[0]["id"]
        for method, path in self.PATHS:
            body = {"reason": "原因"} if path.endswith("refuse") else None
            for client, status in ((nobody, 401), (owner, 403)):
                answer = client.request(method, path.format(id=case), json=body)
                assert answer.status_code == status, (method, path)
        assert (heard, world.rows("review_case")[0]["state"]) == ([], "waiting")
        assert [client.get("/api/mp/me").json()["reviewer"] for client in (reviewer, owner)] == [True, False]

    def test_a_picture_is_shown_to_reviewers(self, world: World, api: Api, reviewer: httpx.Client) -> None:
        key = world.house.files.put(b"a picture", "image/png")
        with world.house.db.transaction() as session:
            queue(session, "certification", Submission("c1", api.appid, "云上茶馆", "云上茶馆有限公司", key))
        shown = reviewer.get(f"/api/mp/review/cases/{waiting(reviewer)[0]['id']}").json()
        answer = reviewer.get(shown["picture_url"])
        assert (answer.content, answer.headers["content-type"]) == (b"a picture", "image/png")

    def test_what_is_not_there(self, reviewer: httpx.Client) -> None:
        assert reviewer.get("/api/mp/review/cases/none").status_code == 404
        assert reviewer.post("/api/mp/review/cases/none/pass").status_code == 404


class TestNotices:
    def test_they_are_new_until_they_were_seen(
        self, world: World, api: Api, reviewer: httpx.Client, heard: list[Heard]
    ) -> None:
        owner = world.operator(api.appid)
        held(world, api)
        reviewer.post(f"/api/mp/review/cases/{waiting(reviewer)[0]['id']}/pass")
        path = f"/api/mp/accounts/{api.appid}/noticeboard"
        notice = owner.get(path).json()["items"][0]
        assert (notice["fresh"], owner.get(f"{path}/unread").json()) == (True, {"count": 1})
        assert owner.post(f"{path}/seen", json={"id": notice["id"]}).status_code == 204
        assert owner.post(f"{path}/seen", json={"id": "0"}).status_code == 204
        assert (owner.get(path).json()["items"][0]["fresh"], owner.get(f"{path}/unread").json()) == (
            False,
            {"count": 0},
        )

    def test_only_for_its_operators(self, world: World, api: Api) -> None:
        stranger, nobody = world.operator(), world.nobody()
        path = f"/api/mp/accounts/{api.appid}/noticeboard"
        assert [client.get(path).status_code for client in (nobody, stranger)] == [401, 404]
        assert stranger.get(f"{path}/unread").status_code == 404
        assert stranger.post(f"{path}/seen", json={"id": "z"}).status_code == 404
        assert world.rows("account_notice_seen") == []
