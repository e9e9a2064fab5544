"""datacube and mp's statistics over real HTTP, against the raw events."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from teahouse.kit import clock
from teahouse.kit.db import Base, Session, cursor_of
from teahouse.messenger.conversations import AccountDesk, Draft, account_conversation, append, written
from teahouse.messenger.conversations.service import recall
from teahouse.messenger.people import create_person
from teahouse.platform import followers
from teahouse.platform.accounts import create_account
from teahouse.platform.statistics import API, ArticleAct, ArticlePublished, Articles, ArticleSent
from teahouse.platform.statistics.overview import statistics
from teahouse.platform.statistics.rules import Span
from tests.platform.push.stage import Stage, until

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
TODAY, YESTERDAY = "2026-11-22", "2026-11-21"


@pytest.fixture
def noon(stage: Stage) -> Stage:
    """It is noon in China."""
    clock.set_shift(clock.shift() + (NOW - clock.now()))
    return stage


def ask(stage: Stage, name: str, begin: str = YESTERDAY, end: str = YESTERDAY) -> dict[str, Any]:
    query = {"grant_type": "client_credential", "appid": stage.appid, "secret": stage.secret}
    token = stage.operator.get("/cgi-bin/token", params=query).json()["access_token"]
    body = {"begin_date": begin, "end_date": end}
    answer: dict[str, Any] = stage.operator.post(f"/datacube/{name}?access_token={token}", json=body).json()
    return answer


def page(client: httpx.Client, stage: Stage, begin: str, end: str) -> httpx.Response:
    return client.get(f"/api/mp/accounts/{stage.appid}/statistics", params={"begin": begin, "end": end})


class Town:
    """People who come, write and leave at given moments."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def come(self, ago: float, source: str = "search", province: str = "") -> str:
        with clock.at(NOW - timedelta(hours=ago)), self.stage.house.db.transaction() as session:
            person = create_person(session, nickname="客人", province=province, city="")
            followers.follow(session, self.stage.house, self.stage.appid, person.id, source=source)
            return person.id

    def leave(self, person_id: str, ago: float) -> None:
        with clock.at(NOW - timedelta(hours=ago)), self.stage.house.db.transaction() as session:
            followers.unfollow(session, self.stage.house, self.stage.appid, person_id)

    def say(self, person_id: str, ago: float, kind: str = "text", times: int = 1) -> None:
        content = {"text": "你好"} if kind == "text" else {"latitude": 1.0, "longitude": 1.0, "scale": 9, "label": "x"}
        draft = Draft(account_conversation(self.stage.appid, person_id), "person", person_id, kind, content)
        desk = self.stage.house.get(AccountDesk)  # type: ignore[type-abstract]  # a port
        with clock.at(NOW - timedelta(hours=ago)), self.stage.house.db.transaction() as session:
            append(cursor_of(session), [draft] * times, desk)


@pytest.fixture
def town(noon: Stage) -> Town:
    with noon.house.db.transaction() as session:
        followers_off = Base.metadata.tables["account"].update().values(server_enabled=False)
        session.execute(followers_off)
    return Town(noon)


class TestUsers:
    def test_by_day_and_source(self, town: Town) -> None:
        first = town.come(60, "qr")  # 2026-11-20, 00:00 in China
        town.come(60.01, "search")  # the day before
        town.come(24, "card")
        town.leave(first, 13)  # 2026-11-21, 23:00
        town.come(12, "qr")  # today
        assert ask(town.stage, "getusersummary", "2026-11-19")["list"] == [
            {"ref_date": "2026-11-19", "user_source": 0, "new_user": 0, "cancel_user": 0},
            {"ref_date": "2026-11-19", "user_source": 1, "new_user": 1, "cancel_user": 0},
            {"ref_date": "2026-11-20", "user_source": 0, "new_user": 0, "cancel_user": 0},
            {"ref_date": "2026-11-20", "user_source": 30, "new_user": 1, "cancel_user": 0},
            {"ref_date": "2026-11-21", "user_source": 0, "new_user": 0, "cancel_user": 1},
            {"ref_date": "2026-11-21", "user_source": 17, "new_user": 1, "cancel_user": 0},
        ]
        assert ask(town.stage, "getusercumulate", "2026-11-18") == {
            "list": [
                {"ref_date": "2026-11-18", "cumulate_user": 0},
                {"ref_date": "2026-11-19", "cumulate_user": 1},
                {"ref_date": "2026-11-20", "cumulate_user": 2},
                {"ref_date": "2026-11-21", "cumulate_user": 2},
            ]
        }


class TestMessages:
    def test_by_day_hour_week_and_amount(self, town: Town) -> None:
        first, second = town.come(300), town.come(300)
        town.say(first, 24, times=11)
        town.say(second, 24.5, times=2)
        town.say(first, 24, "location")
        town.say(second, 12)  # today, 00:00
        town.say(second, 24 * 12)  # the week before
        day = {"ref_date": YESTERDAY}
        assert ask(town.stage, "getupstreammsg")["list"] == [
            {**day, "msg_type": 1, "msg_user": 2, "msg_count": 13},
            {**day, "msg_type": 6, "msg_user": 1, "msg_count": 1},
        ]
        assert ask(town.stage, "getupstreammsghour")["list"] == [
            {**day, "ref_hour": 1100, "msg_type": 1, "msg_user": 1, "msg_count": 2},
            {**day, "ref_hour": 1200, "msg_type": 1, "msg_user": 1, "msg_count": 11},
            {**day, "ref_hour": 1200, "msg_type": 6, "msg_user": 1, "msg_count": 1},
        ]
        assert ask(town.stage, "getupstreammsgdist")["list"] == [
            {**day, "count_interval": 1, "msg_user": 1},
            {**day, "count_interval": 3, "msg_user": 1},
        ]
        assert ask(town.stage, "getupstreammsgweek", "2026-11-09")["list"] == [
            {"ref_date": "2026-11-09", "msg_type": 1, "msg_user": 1, "msg_count": 1}
        ]
        assert ask(town.stage, "getupstreammsgdistweek", "2026-11-09")["list"] == [
            {"ref_date": "2026-11-09", "count_interval": 1, "msg_user": 1}
        ]
        assert ask(town.stage, "getupstreammsgmonth", "2026-11-01") == {"list": []}  # November is not over
        assert ask(town.stage, "getupstreammsgdistmonth", "2026-11-01") == {"list": []}

    def test_another_accounts_messages_do_not_count(self, town: Town) -> None:
        town.say(town.come(30), 24)
        mine = town.stage.account
        with town.stage.house.db.transaction() as session:
            other, _ = create_account(
                session, town.stage.house.vault, name="别家茶馆", type="service", verified=True, owner_id=None
            )
        town.stage.account = other
        town.say(town.come(30), 24, times=5)
        town.stage.account = mine
        assert ask(town.stage, "getupstreammsg")["list"] == [
            {"ref_date": YESTERDAY, "msg_type": 1, "msg_user": 1, "msg_count": 1}
        ]


class TestSums:
    """What is summed up as messages are stored is what a recount of them finds, and is found without reading them."""

    def test_equal_a_recount(self, town: Town) -> None:
        first, second = town.come(300), town.come(300)
        for person, ago, kind, times in (
            *((first, 24, "text", 3), (first, 24, "text", 2), (second, 24, "text", 1), (first, 24.9, "location", 2)),
            *((second, 23.1, "text", 4), (first, 0, "text", 1), (second, 720, "text", 1)),
        ):
            town.say(person, ago, kind, times)
        key = account_conversation(town.stage.appid, first)
        desk = town.stage.house.get(AccountDesk)  # type: ignore[type-abstract]  # a port
        with town.stage.house.db.transaction() as session:
            twice = Draft(key, "person", first, "text", {"text": "再"}, "same")
            answer = Draft(key, "account", town.stage.appid, "text", {"text": "好"})
            append(cursor_of(session), [twice, twice, answer], desk)
            newest = cursor_of(session).row(
                "SELECT max(seq) FROM message WHERE conversation_id = ? AND sender_id = ?", (key, first)
            )
        with town.stage.house.db.transaction() as session:
            assert newest is not None
            recall(session, first, key, newest[0])
        kept = Base.metadata.tables["message_hour"]
        with town.stage.house.db.reading() as session:
            rows = cursor_of(session).rows(
                "SELECT conversation_id, sender_id, type, sent_at / 3600000000, count(*) FROM message"
                " WHERE sender_kind = 'person' AND type <> 'recall' GROUP BY 1, 2, 3, 4"
            )
            recount = sorted((one[0].split(":")[1], one[3], one[1], one[2], one[4]) for one in rows)
            sums = sorted(tuple(row) for row in session.execute(select(kept)))
        assert sums == recount
        assert sum(row[-1] for row in sums) == 15

        span = Span(date(2026, 10, 20), date(2026, 11, 22))
        first_hour = int(span.since.timestamp()) // 3600
        hours, writers = Counter[int](), dict[int, set[str]]()
        for _, hour, person, _, count in recount:
            hours[hour] += count
            writers.setdefault((hour - first_hour) // 24, set()).add(person)
        with town.stage.house.db.reading() as session:
            found = written(session, town.stage.appid, span.since, span.until)
            nobody = written(session, "wx0", span.since, span.until)
        assert found == (sorted(hours.items()), {day: len(people) for day, people in writers.items()}, 2)
        assert nobody == ([], {}, 0)

    def test_nothing_reads_all_there_is(self, town: Town) -> None:
        if town.stage.house.settings.database_url:
            pytest.skip("SQLite tells what it read")
        town.say(town.come(30), 24)
        span = Span(date(2026, 10, 24), date(2026, 11, 22))
        asked: list[str] = []
        with town.stage.house.db.reading() as session:
            driver: Any = session.connection().connection.driver_connection
            driver.set_trace_callback(asked.append)
            days = statistics(session, town.stage.house, town.stage.appid, span).days
            driver.set_trace_callback(None)
            plans = {one: str(driver.execute(f"EXPLAIN QUERY PLAN {one}").fetchall()) for one in asked if "FROM" in one}
        assert [one.messages for one in days][-2:] == [1, 0]
        assert any("FROM message_hour" in one for one in plans)
        assert [one for one, plan in plans.items() if "SCAN" in plan or "FROM message " in one] == []


class TestInterface:
    def test_counts_pushes_as_they_end(self, stage: Stage) -> None:
        person = stage.person()
        stage.ended(1)
        person.send(stage.appid, "你好")
        pushes = stage.ended(2)
        stage.serve(url="http://127.0.0.1:9/closed")
        person.send(stage.appid, "在吗")
        pushes = until(lambda: [one for one in stage.ended(3) if one["state"] != "pending"])
        with stage.house.db.reading() as session:
            rows = session.execute(select(Base.metadata.tables["account_push_hour"])).mappings().all()
        assert sum(row["pushes"] for row in rows) == 3
        assert sum(row["failed"] for row in rows) == sum(one["state"] == "failed" for one in pushes) == 1
        assert sum(row["total_ms"] for row in rows) == sum(one["ms"] for one in pushes)
        assert max(row["longest_ms"] for row in rows) == max(one["ms"] for one in pushes)
        today = datetime.fromtimestamp(clock.timestamp(), UTC) + timedelta(hours=8)
        clock.set_shift(clock.shift() + timedelta(days=1, hours=9 - today.hour + (24 if today.hour > 9 else 0)))
        first = (today - timedelta(days=1)).date().isoformat()
        answer = ask(stage, "getinterfacesummary", first, today.date().isoformat())["list"]
        assert sum(row["callback_count"] for row in answer) == 3
        assert sum(row["fail_count"] for row in answer) == 1
        hours = ask(stage, "getinterfacesummaryhour", today.date().isoformat(), today.date().isoformat())["list"]
        assert {row["ref_hour"] % 100 for row in hours} == {0}


class Read:
    """Fills the port Articles."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def acts(self, session: Session, appid: str, since: datetime, until: datetime) -> Sequence[ArticleAct]:
        return [ArticleAct("9_1", "春茶", "p1", "read", self.at, 2)] if since <= self.at < until else []

    def sent(self, session: Session, appid: str, since: datetime, until: datetime) -> Sequence[ArticleSent]:
        return [ArticleSent("9_1", "春茶", self.at, 7)] if since <= self.at < until else []

    def published(self, session: Session, appid: str, since: datetime, until: datetime) -> Sequence[ArticlePublished]:
        return [ArticlePublished("9_1", "春茶", self.at, "u", 7)] if since <= self.at < until else []


class TestArticles:
    def test_are_empty_until_somebody_reads(self, noon: Stage) -> None:
        names = ("getarticlesummary", "getarticletotal", "getuserread", "getuserreadhour", "getusershare")
        assert [ask(noon, name) for name in (*names, "getusersharehour")] == [{"list": []}] * 6
        noon.house.bind(Articles, Read(NOW - timedelta(hours=24)))  # type: ignore[type-abstract]  # a port
        assert [len(ask(noon, name)["list"]) for name in names] == [1, 1, 2, 2, 0]
        summary = ask(noon, "getarticlesummary")["list"][0]
        assert (summary["ref_date"], summary["msgid"], summary["int_page_read_count"]) == (YESTERDAY, "9_1", 1)
        details = ask(noon, "getarticletotal")["list"][0]["details"]
        assert [(one["stat_date"], one["target_user"]) for one in details] == [(YESTERDAY, 7)]


SPANS = {
    **dict.fromkeys(("getusersummary", "getusercumulate", "getusershare", "getupstreammsg"), 7),
    **dict.fromkeys(("getarticlesummary", "getarticletotal", "getuserreadhour", "getusersharehour"), 1),
    **dict.fromkeys(("getupstreammsghour", "getinterfacesummaryhour"), 1),
    **dict.fromkeys(("getarticleread", "getarticleshare", "getarticletotaldetail"), 1),
    "getuserread": 3,
    "getupstreammsgdist": 15,
    **dict.fromkeys(("getupstreammsgweek", "getupstreammsgmonth", "getinterfacesummary", "getbizsummary"), 30),
    **dict.fromkeys(("getupstreammsgdistweek", "getupstreammsgdistmonth"), 30),
}


class TestDoors:
    def test_each_call_has_its_span(self, noon: Stage) -> None:
        assert {f"/datacube/{name}" for name in SPANS} == set(API)
        for name, most in SPANS.items():
            longest = (NOW - timedelta(days=most)).date().isoformat()
            too_long = (NOW - timedelta(days=most + 1)).date().isoformat()
            assert "list" in ask(noon, name, longest), name
            assert ask(noon, name, too_long)["errcode"] == 61501, name

    def test_refusals(self, noon: Stage) -> None:
        assert ask(noon, "getusersummary", TODAY, TODAY)["errcode"] == 61501
        assert ask(noon, "getusersummary", "yesterday")["errcode"] == 61500
        clock.set_shift(clock.shift() - timedelta(hours=5))
        assert ask(noon, "getusersummary")["errcode"] == 61503

    def test_mp_shows_any_span_with_today(self, town: Town) -> None:
        first = town.come(60, "qr", province="浙江")
        second = town.come(24, "search")
        town.say(first, 24, times=3)
        town.say(second, 1)
        town.leave(second, 0.5)
        nothing = {"pushes": 0, "failed_pushes": 0, "reads": 0, "shares": 0}
        answer = page(town.stage.operator, town.stage, "2026-11-20", TODAY)
        assert answer.status_code == 200
        assert answer.json() == {
            "days": [
                {
                    "date": "2026-11-20",
                    "new": 1,
                    "lost": 0,
                    "net": 1,
                    "total": 1,
                    "messages": 0,
                    "senders": 0,
                    **nothing,
                },
                {
                    "date": "2026-11-21",
                    "new": 1,
                    "lost": 0,
                    "net": 1,
                    "total": 2,
                    "messages": 3,
                    "senders": 1,
                    **nothing,
                },
                {
                    "date": "2026-11-22",
                    "new": 0,
                    "lost": 1,
                    "net": -1,
                    "total": 1,
                    "messages": 1,
                    "senders": 1,
                    **nothing,
                },
            ],
            "senders": 2,
            "sources": [{"source": 1, "new": 1}, {"source": 30, "new": 1}],
            "regions": [{"province": "浙江", "followers": 1}],
            "hours": [{11: 1, 12: 3}.get(hour, 0) for hour in range(24)],
        }

    def test_mp_shows_the_last_days(self, noon: Stage) -> None:
        path = f"/api/mp/accounts/{noon.appid}/statistics"
        assert [day["date"] for day in noon.operator.get(path).json()["days"]] == [
            f"2026-11-{day}" for day in range(16, 23)
        ]
        month = noon.operator.get(path, params={"days": 30}).json()["days"]
        assert (len(month), month[0]["date"], month[-1]["date"]) == (30, "2026-10-24", TODAY)
        for wrong in (0, 367):
            assert noon.operator.get(path, params={"days": wrong}).json()["code"] == "statistics.bad_span"

    @pytest.mark.parametrize(
        ("begin", "end"),
        [("2026-11-22", "2026-11-23"), ("2026-11-22", "2026-11-21"), ("2025-11-21", "2026-11-22"), ("x", "2026-11-22")],
    )
    def test_mp_refuses_a_wrong_span(self, noon: Stage, begin: str, end: str) -> None:
        answer = page(noon.operator, noon, begin, end)
        assert (answer.status_code, answer.json()["code"]) == (422, "statistics.bad_span")

    def test_nobody_and_the_wrong_one_see_nothing(self, noon: Stage) -> None:
        with noon.running.client() as nobody:
            assert page(nobody, noon, TODAY, TODAY).status_code == 401
        assert page(noon.signed_in("mp", "somebody"), noon, TODAY, TODAY).status_code == 404
