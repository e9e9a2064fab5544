"""Crowds out of scenarios: who comes, when, what they do, and that it is as if they had come one by one."""

import re
import tomllib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.messenger.people import create_person
from teahouse.platform.followers import Newcomer, follow, follow_newcomers
from teahouse.platform.qrcodes import code_for_scene
from teahouse.platform.sandbox import crowds, rules, scripts
from teahouse.platform.sandbox.rules import Arrival, Script
from teahouse.platform.sandbox.schemas import ArrivalOrder, CrowdOrder
from tests.compat.clients import ROOT
from tests.platform.world import Api, World

PLAIN = Script(
    people=1,
    seed=1,
    days=30,
    arrivals=(Arrival("", 1, 0, 30),),
    regions={},
    genders={"female": 1},
    messages=(),
    talking=0.5,
    messages_each=3,
    clicks=(),
    clicking=0.5,
    clicks_each=2,
    leaving=0,
)


class TestMember:
    @given(st.integers(0, 10_000), st.integers(0, 2**32))
    def test_lives_in_the_right_order(self, index: int, seed: int) -> None:
        script = PLAIN._replace(
            seed=seed,
            messages=("一",),
            talking=1,
            clicks=("A",),
            clicking=1,
            leaving=1,
            arrivals=(Arrival("a", 1, 3, 5),),
        )
        one = rules.member(script, index)
        assert one == rules.member(script, index)
        assert 25 <= one.comes / 86_400 <= 27
        moments = [one.comes, *(deed.ago for deed in one.deeds), one.leaves]
        assert moments == sorted(moments, key=lambda moment: -(moment or 0))
        assert (one.leaves or 0) >= 0
        assert {deed.kind for deed in one.deeds} == {"message", "click"}
        assert 2 <= len(one.deeds) <= 5

    def test_weights_and_shares_are_kept(self) -> None:
        script = PLAIN._replace(
            arrivals=(Arrival("", 1, 0, 30), Arrival("poster", 3, 0, 30)),
            regions={"广东 深圳": 3, "西藏": 1},
            genders={"female": 1, "male": 3},
            messages=("一",),
            talking=0.25,
            leaving=0.1,
        )
        people = [rules.member(script, index) for index in range(4000)]

        def share(count: int) -> float:
            return count / len(people)

        assert share(sum(one.scene == "poster" for one in people)) == pytest.approx(0.75, abs=0.03)
        assert share(sum((one.province, one.city) == ("广东", "深圳") for one in people)) == pytest.approx(
            0.75, abs=0.03
        )
        assert {(one.province, one.city) for one in people} == {("广东", "深圳"), ("西藏", "")}
        assert share(sum(one.gender == 1 for one in people)) == pytest.approx(0.75, abs=0.03)
        assert share(sum(bool(one.deeds) for one in people)) == pytest.approx(0.25, abs=0.03)
        assert share(sum(one.leaves is not None for one in people)) == pytest.approx(0.1, abs=0.02)
        assert {one.gender for one in people} == {1, 2}


class TestScript:
    def test_is_kept_whole(self, world: World, api: Api) -> None:
        wish = CrowdOrder(appid=api.appid, scenes=["a"], messages=["一"], regions={"北京 海淀": 1})
        with world.house.db.transaction() as session:
            script = scripts.script_of(session, wish)
        assert scripts.read(scripts.kept(script)) == script
        assert [one.scene for one in script.arrivals] == ["", "a"]

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"people": 0}, "people"),
            ({"people": 1_000_001}, "people"),
            ({"days": 0}, "days"),
            ({"talking": 1.1}, "talking"),
            ({"clicking": -0.1}, "clicking"),
            ({"leaving": 2}, "leaving"),
            ({"messages_each": 0}, "messages_each"),
            ({"clicks_each": 51}, "clicks_each"),
            ({"messages": ["一", " "]}, "messages"),
            ({"regions": {"": 1}}, "regions"),
            ({"regions": {"北京": -1}}, "regions"),
            ({"genders": {"male": 0}}, "genders"),
            ({"genders": {"other": 1}}, None),
            ({"arrivals": [{"share": 0}]}, "arrivals"),
            ({"arrivals": [{"from_day": 5, "to_day": 5}]}, "arrivals"),
            ({"arrivals": [{"to_day": 31}]}, "arrivals"),
            ({"arrivals": [{"from_day": -1}]}, "arrivals"),
            ({"arrivals": [{}], "scenes": ["a"]}, "arrivals"),
            ({"arrivals": [{"scnee": "a"}]}, None),
            ({"mesages": ["一"]}, None),
        ],
    )
    def test_what_is_wrong_is_told_before_anybody_comes(
        self, change: dict[str, Any], field: str | None, world: World, api: Api
    ) -> None:
        answer = api.http.post("/sandbox/crowd", json={"appid": api.appid, **change})
        assert answer.status_code in {400, 422}
        if field is not None:
            assert answer.json()["field"] == field
        assert world.rows("person") == []
        assert world.rows("sandbox_crowd") == []

    def test_a_button_that_is_not_there(self, world: World, api: Api) -> None:
        answer = api.http.post("/sandbox/crowd", json={"appid": api.appid, "clicks": ["TODAY"]})
        assert (answer.json()["code"], answer.json()["field"]) == ("menus.no_such_button", "clicks")
        assert world.rows("sandbox_crowd") == []


class TestPlayed:
    def test_a_whole_scenario(self, world: World, api: Api) -> None:
        api.post("/cgi-bin/menu/create", {"button": [{"type": "click", "name": "今日", "key": "TODAY"}]})
        wish = CrowdOrder(
            appid=api.appid,
            people=450,
            days=10,
            arrivals=[ArrivalOrder("poster", 1, 2, 3)],
            regions={"广东 深圳": 1},
            genders={"female": 1},
            messages=["空调"],
            talking=1,
            messages_each=1,
            clicks=["TODAY"],
            clicking=1,
            clicks_each=1,
            leaving=0.5,
        )
        self.play(world, wish)
        people, followers = world.rows("person"), world.rows("account_follower")
        assert {(one["province"], one["city"], one["gender"]) for one in people} == {("广东", "深圳", 2)}
        assert len(people) == len(followers) == 450
        left = [one for one in followers if not one["subscribed"]]
        assert 180 <= len(left) <= 270
        now = clock.now()
        for one in followers:
            assert timedelta(days=7) <= now - one["subscribed_at"] <= timedelta(days=8, minutes=5)
            assert one["qr_scene_str"] == "poster"
        (code,) = world.rows("account_qr_code")
        assert code["follows"] == 450
        messages = world.rows("message")
        assert [row["content"] for row in messages] == [{"text": "空调"}] * 450
        pushed = world.pushes.taken()
        events = [push["event"] for push in pushed]
        assert (events.count("subscribe"), events.count("CLICK")) == (450, 450)
        assert events.count("unsubscribe") == len(left)
        assert {push["event_key"] for push in pushed if push["event"] == "subscribe"} == {"qrscene_poster"}

    def play(self, world: World, wish: CrowdOrder) -> None:
        with world.house.db.transaction() as session:
            job = crowds.order(session, wish)
        done = 0
        while done < wish.people:
            with world.house.db.transaction() as session:
                crowds.step(world.house, session, {"crowd": job.job_id, "from": done})
            with world.house.db.transaction() as session:
                # A step that comes twice does nothing.
                crowds.step(world.house, session, {"crowd": job.job_id, "from": done})
            with world.house.db.reading() as session:
                done = crowds.state(session, job.job_id).done
        with world.house.db.reading() as session:
            assert crowds.state(session, job.job_id).state == "done"


class TestNewcomers:
    def test_leave_the_rows_that_following_one_by_one_leaves(self, world: World) -> None:
        """What `follow` writes may grow; then this fails until `follow_newcomers` writes it too."""
        moment = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
        slow, fast = world.account(name="慢慢"), world.account(name="快快")

        def begun(session: Session, api: Api) -> list[Newcomer]:
            made = []
            for index in range(3):
                with clock.at(moment):
                    person = create_person(session, nickname=f"小{index}").id
                    ticket = code_for_scene(session, api.appid, (7, 7, "poster")[index]).ticket
                made.append(Newcomer(person, moment + timedelta(hours=index), ticket if index else None))
            return made

        with world.house.db.transaction() as session:
            for one in begun(session, slow):
                with clock.at(one.at):
                    source = "qr" if one.ticket else "search"
                    follow(session, world.house, slow.appid, one.person_id, source=source, ticket=one.ticket)
        one_by_one = self.left_behind(world, slow)
        with world.house.db.transaction() as session:
            follow_newcomers(session, world.house, fast.appid, begun(session, fast))
        assert self.left_behind(world, fast) == one_by_one

    def left_behind(self, world: World, api: Api) -> dict[str, Any]:
        """Every row about the account and its people, without what chance has made, and what was pushed."""
        people = {row["person_id"] for row in world.rows("account_follower") if row["appid"] == api.appid}
        names = {person: f"person {index}" for index, person in enumerate(sorted(people))}
        chance = {"id", "openid", "code", "ticket", "changed", "created_at", "updated_at", "expires_at"}
        found: dict[str, Any] = {}
        tables = ("account_follower", "account_follow_change", "account_qr_code", "account_day", "conversation")
        for table in (*tables, "conversation_member", "person_event", "person_event_counter"):
            rows = []
            for row in world.rows(table):
                text = str({name: value for name, value in row.items() if name not in chance})
                if api.appid in str(row) or row.get("person_id") in people:
                    for person, name in names.items():
                        text = text.replace(person, name)
                    rows.append(text.replace(api.appid, "appid"))
            found[table] = sorted(rows)
        pushed = [
            (names[person], event.event, event.create_time, getattr(event, "event_key", None))
            for appid, person, event in world.pushes.events
            if appid == api.appid
        ]
        return found | {"pushed": sorted(pushed, key=str)}


class TestGuide:
    def test_its_scenarios_are_taken(self, world: World, api: Api) -> None:
        api.post("/cgi-bin/menu/create", {"button": [{"type": "click", "name": "今日", "key": "TODAY"}]})
        guide = (ROOT / "docs" / "guide" / "scenarios.md").read_text("utf-8")
        files = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
        assert len(files) == 2
        for text in files:
            scenario = tomllib.loads(text)
            scenario.pop("messages_file", None)
            answer = api.http.post("/sandbox/crowd", json={**scenario, "appid": api.appid})
            assert answer.status_code == 202, answer.text
