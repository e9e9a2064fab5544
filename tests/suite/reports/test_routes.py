"""The home page: every figure equals a recount of the raw acts, by days of China."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from teahouse.kit import clock
from teahouse.kit.house import House
from teahouse.kit.ids import new_id
from teahouse.suite.audience.models import Act
from teahouse.suite.desk.models import DeskConversation
from teahouse.suite.reports import service
from tests.suite.catalogue import code_of
from tests.suite.world import Brand

NOW = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)
"""Half past twelve in China."""

FIGURES = {
    "new_followers": "follow",
    "lost_followers": "unfollow",
    "messages": "message",
    "auto_replies": "reply",
    "agent_replies": "agent_reply",
}
MINE, OTHER = "mine", "other"
acts = st.tuples(
    st.sampled_from([MINE, OTHER]),
    st.sampled_from([*FIGURES.values(), "scan", "menu", "closed", "event"]),
    st.datetimes(datetime(2026, 11, 7), datetime(2026, 11, 24), timezones=st.just(UTC)),  # noqa: DTZ001 - made aware
)


def store(house: House, given_acts: Sequence[tuple[str, str, datetime]]) -> None:
    """These acts and no others."""
    with house.db.transaction() as session:
        session.execute(delete(Act))
        session.add_all(
            Act(brand_id=brand, follower_id="f", seq=seq, account_id="a", at=at, kind=kind, summary="", detail={})
            for seq, (brand, kind, at) in enumerate(given_acts, 1)
        )


def queue(house: House, brand_id: str, queued: datetime, answered: datetime | None, state: str = "closed") -> None:
    """A conversation of the desk."""
    with house.db.transaction() as session:
        session.add(
            DeskConversation(
                brand_id=brand_id,
                id=new_id(),
                follower_id="f",
                account_id="a",
                state=state,
                reason="no_match",
                read_seq=0,
                unread=0,
                queued_at=queued,
                first_answer_at=answered,
                updated_at=queued,
                last_at=queued,
                last_from="fan",
                last_type="text",
                last_text="",
            )
        )


def home(house: House, now: datetime = NOW) -> dict[str, Any]:
    with house.db.reading() as reader, clock.at(now):
        found: dict[str, Any] = msgspec.to_builtins(service.home(reader, MINE))
    return found


def day_in_china(at: datetime) -> date:
    return (at + timedelta(hours=8)).date()


def recount(given_acts: Sequence[tuple[str, str, datetime]], day: date) -> dict[str, Any]:
    counted = {
        figure: sum(1 for brand, act, at in given_acts if brand == MINE and act == kind and day_in_china(at) == day)
        for figure, kind in FIGURES.items()
    }
    return {"date": day.isoformat()} | counted


class TestFigures:
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(given_acts=st.lists(acts, max_size=40))
    def test_they_equal_a_recount_of_the_raw_acts(
        self, suite_house: House, given_acts: list[tuple[str, str, datetime]]
    ) -> None:
        store(suite_house, given_acts)
        shown = home(suite_house)
        days = [day_in_china(NOW) - timedelta(days=back) for back in range(13, -1, -1)]
        assert shown["days"] == [recount(given_acts, day) for day in days]
        now = {"waiting": 0, "first_answer_seconds": None}
        assert (shown["today"], shown["yesterday"]) == (shown["days"][-1] | now, shown["days"][-2] | now)

    @pytest.mark.parametrize(
        ("at", "day"),
        [
            (datetime(2026, 11, 21, 15, 59, 59, 999_999, tzinfo=UTC), "2026-11-21"),
            (datetime(2026, 11, 21, 16, tzinfo=UTC), "2026-11-22"),
        ],
    )
    def test_a_day_begins_at_midnight_in_china(self, suite_house: House, at: datetime, day: str) -> None:
        store(suite_house, [(MINE, "message", at)])
        assert [d["date"] for d in home(suite_house)["days"] if d["messages"]] == [day]

    @pytest.mark.parametrize(("hour", "day"), [(15, "2026-11-22"), (16, "2026-11-23")])
    def test_today_changes_at_midnight_in_china(self, suite_house: House, hour: int, day: str) -> None:
        shown = home(suite_house, NOW.replace(hour=hour))
        assert (shown["today"]["date"], len(shown["days"])) == (day, 14)


class TestDesk:
    def test_first_answers_are_averaged_by_the_day_of_the_hand_over(self, suite_house: House) -> None:
        late = NOW - timedelta(days=1)
        for queued, seconds in ((NOW, 10), (NOW, 21), (late, 90), (late - timedelta(days=1), 5000)):
            queue(suite_house, MINE, queued, queued + timedelta(seconds=seconds))
        queue(suite_house, MINE, NOW, None)
        queue(suite_house, OTHER, NOW, NOW + timedelta(hours=1))
        shown = home(suite_house)
        averages = [shown[day]["first_answer_seconds"] for day in ("today", "yesterday")]
        assert averages == [pytest.approx(15.5, abs=0.5), 90]

    def test_who_waits_is_counted_now(self, suite_house: House) -> None:
        for state in ("waiting", "waiting", "open", "closed"):
            queue(suite_house, MINE, NOW - timedelta(days=3), None, state)
        queue(suite_house, OTHER, NOW, None, "waiting")
        assert home(suite_house)["today"]["waiting"] == 2


class TestOverHttp:
    def test_what_happens_is_counted_at_once(self, brand: Brand) -> None:
        analyst = brand.staff("分析师", "analyst")
        before = analyst.get("/home")
        assert [before["today"][name] for name in (*FIGURES, "waiting", "first_answer_seconds")] == [0] * 6 + [None]
        brand.says("空调坏了")
        owner = brand.owner
        conversation = owner.get("/desk/conversations", box="waiting")["items"][0]["id"]
        assert analyst.get("/home")["today"]["waiting"] == 1
        path = f"/desk/conversations/{conversation}"
        assert owner.call("POST", f"{path}/take").is_success
        body = {"client_id": "c1", "type": "text", "content": {"text": "马上来"}}
        assert owner.call("POST", f"{path}/messages", body).status_code == 201
        today = analyst.get("/home")["today"]
        assert {name: today[name] for name in (*FIGURES, "waiting")} == {
            "new_followers": 0,
            "lost_followers": 0,
            "messages": 1,
            "auto_replies": 1,
            "agent_replies": 1,
            "waiting": 0,
        }
        assert 0 <= today["first_answer_seconds"] < 60

    def test_nobody_reads_nothing(self, brand: Brand) -> None:
        assert code_of(brand.nobody().call("GET", "/home")) == (401, "unauthorized")
