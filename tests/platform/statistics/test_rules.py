"""Figures equal a recount of the raw events; spans and their refusals."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.platform.statistics import rules
from teahouse.platform.statistics.rules import CHINA, ArticleAct, ArticleSent, Heard, Move, PushHour, Span
from teahouse.protocol import ApiError

WEEK = Span(date(2026, 11, 9), date(2026, 11, 15))
NOON = datetime(2026, 11, 22, 12, tzinfo=CHINA)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=7) - timedelta(microseconds=1)).map(
    lambda past: datetime(2026, 11, 8, 16, tzinfo=UTC) + past
)
PEOPLE = st.sampled_from(["p1", "p2", "p3"])
SCENES = st.sampled_from([*rules.SOURCES, "ADD_SCENE_OTHERS", ""])
KINDS = st.sampled_from(["text", "image", "voice", "video", "shortvideo", "location", "link"])
CODES = {"text": 1, "image": 2, "voice": 3, "video": 4, "shortvideo": 4, "location": 6, "link": 6}


def china(at: datetime) -> datetime:
    return at + timedelta(hours=8)


class TestSpan:
    @pytest.mark.parametrize(
        ("begin", "end", "most", "code"),
        [
            ("2026-11-15", "2026-11-21", 7, 0),
            ("2026-11-14", "2026-11-21", 7, 61501),
            ("2026-11-21", "2026-11-21", 1, 0),
            ("2026-11-20", "2026-11-21", 1, 61501),
            ("2026-11-21", "2026-11-20", 7, 61501),
            ("2026-11-22", "2026-11-22", 7, 61501),
            ("2014-12-01", "2014-12-01", 7, 0),
            ("2014-11-30", "2014-11-30", 7, 61501),
            ("2026-02-30", "2026-03-01", 7, 61500),
            ("20261120", "20261121", 7, 61500),
            ("2026-11-2", "2026-11-21", 7, 61500),
            ("", "2026-11-21", 7, 61500),
            ("２０２６-11-21", "2026-11-21", 7, 61500),
        ],
    )
    def test_what_may_be_asked(self, begin: str, end: str, most: int, code: int) -> None:
        if code == 0:
            assert rules.parse_span(begin, end, most, NOON) == Span(date.fromisoformat(begin), date.fromisoformat(end))
            return
        with pytest.raises(ApiError) as refused:
            rules.parse_span(begin, end, most, NOON)
        assert refused.value.errcode == code

    def test_yesterday_is_ready_at_eight_in_china(self) -> None:
        early = datetime(2026, 11, 21, 23, 59, 59, tzinfo=UTC)
        with pytest.raises(ApiError) as refused:
            rules.parse_span("2026-11-21", "2026-11-21", 1, early)
        assert refused.value.errcode == 61503
        assert rules.parse_span("2026-11-20", "2026-11-20", 1, early).begin == date(2026, 11, 20)
        assert rules.parse_span("2026-11-21", "2026-11-21", 1, early + timedelta(seconds=1)).end == date(2026, 11, 21)

    def test_weeks_and_months_are_over(self) -> None:
        span = Span(date(2026, 10, 31), date(2026, 11, 23))
        assert rules.weeks(span, date(2026, 11, 22)) == [
            Span(date(2026, 11, day), date(2026, 11, day + 6)) for day in (2, 9, 16)
        ]
        assert rules.weeks(span, date(2026, 11, 21))[-1] == WEEK
        assert rules.months(span, date(2026, 11, 30)) == [Span(date(2026, 11, 1), date(2026, 11, 30))]
        assert rules.months(span, date(2026, 11, 29)) == []

    def test_days_begin_at_midnight_in_china(self) -> None:
        assert (WEEK.since, WEEK.until) == (
            datetime(2026, 11, 8, 16, tzinfo=UTC),
            datetime(2026, 11, 15, 16, tzinfo=UTC),
        )


class TestUsers:
    @given(st.lists(st.builds(Move, st.booleans(), SCENES, MOMENTS)), st.integers(0, 50))
    def test_equal_a_recount(self, moves: list[Move], before: int) -> None:
        rows = rules.user_summary(moves, WEEK)
        came = Counter((china(one.at).date().isoformat(), one.scene) for one in moves if one.followed)
        left = Counter(china(one.at).date().isoformat() for one in moves if not one.followed)
        assert len({(row["ref_date"], row["user_source"]) for row in rows}) == len(rows)
        for row in rows:
            scenes = [
                scene for scene in {one.scene for one in moves} if rules.SOURCES.get(scene, 0) == row["user_source"]
            ]
            assert row["new_user"] == sum(came[row["ref_date"], scene] for scene in scenes)
        assert sum(row["new_user"] for row in rows) == sum(came.values())
        assert sum(row["cancel_user"] for row in rows) == sum(left.values())
        totals = rules.user_cumulate(before, moves, WEEK)
        assert [row["ref_date"] for row in totals] == [f"2026-11-{day:02}" for day in range(9, 16)]
        for row in totals:
            so_far = [one for one in moves if china(one.at).date().isoformat() <= row["ref_date"]]
            assert row["cumulate_user"] == before + sum(1 if one.followed else -1 for one in so_far)

    def test_each_day_has_a_row(self) -> None:
        day = Span(date(2026, 11, 9), date(2026, 11, 9))
        quiet = [{"ref_date": "2026-11-09", "user_source": 0, "new_user": 0, "cancel_user": 0}]
        assert rules.user_summary([], day) == quiet


RAW = st.lists(st.tuples(PEOPLE, KINDS, MOMENTS), max_size=60)


def grouped(raw: list[tuple[str, str, datetime]]) -> list[Heard]:
    """As the database groups them."""
    counts = Counter((person, kind, int(at.timestamp()) // 3600) for person, kind, at in raw)
    return [Heard(person, kind, hour, count) for (person, kind, hour), count in counts.items()]


class TestMessages:
    @given(RAW)
    def test_by_day_and_hour_equal_a_recount(self, raw: list[tuple[str, str, datetime]]) -> None:
        expected: dict[tuple[str, int], list[str]] = {}
        hourly: dict[tuple[str, int, int], list[str]] = {}
        for person, kind, at in raw:
            day = china(at).date().isoformat()
            expected.setdefault((day, CODES[kind]), []).append(person)
            hourly.setdefault((day, china(at).hour * 100, CODES[kind]), []).append(person)
        days = [Span(day, day) for day in WEEK.days]
        assert rules.upstream(grouped(raw), days) == [
            {"ref_date": day, "msg_type": kind, "msg_user": len(set(people)), "msg_count": len(people)}
            for (day, kind), people in sorted(expected.items())
        ]
        assert rules.upstream_hours(grouped(raw)) == [
            {
                "ref_date": day,
                "ref_hour": hour,
                "msg_type": kind,
                "msg_user": len(set(people)),
                "msg_count": len(people),
            }
            for (day, hour, kind), people in sorted(hourly.items())
        ]
        assert rules.by_hour(grouped(raw)) == [sum(china(at).hour == hour for *_, at in raw) for hour in range(24)]

    @given(RAW)
    def test_how_much_each_wrote_equals_a_recount(self, raw: list[tuple[str, str, datetime]]) -> None:
        written = Counter(person for person, _, _ in raw)
        intervals = Counter(1 if count < 6 else 2 if count < 11 else 3 for count in written.values())
        assert rules.upstream_dist(grouped(raw), [WEEK]) == [
            {"ref_date": "2026-11-09", "count_interval": interval, "msg_user": intervals[interval]}
            for interval in sorted(intervals)
        ]

    def test_what_lies_outside_of_all_periods_is_left_out(self) -> None:
        inside = int(WEEK.since.timestamp()) // 3600
        heard = [Heard("p1", "text", inside - 1, 3), Heard("p1", "text", inside, 2)]
        assert rules.upstream(heard, [WEEK]) == [
            {"ref_date": "2026-11-09", "msg_type": 1, "msg_user": 1, "msg_count": 2}
        ]


class TestInterface:
    @given(st.lists(st.tuples(MOMENTS, st.booleans(), st.integers(0, 20_000)), max_size=40))
    def test_equals_a_recount(self, raw: list[tuple[datetime, bool, int]]) -> None:
        by_hour: dict[int, list[tuple[bool, int]]] = {}
        for at, failed, ms in raw:
            by_hour.setdefault(int(at.timestamp()) // 3600, []).append((failed, ms))
        hours = [
            PushHour(
                hour,
                len(found),
                sum(failed for failed, _ in found),
                sum(ms for _, ms in found),
                max(ms for _, ms in found),
            )
            for hour, found in by_hour.items()
        ]
        days: dict[str, list[tuple[bool, int]]] = {}
        for at, failed, ms in raw:
            days.setdefault(china(at).date().isoformat(), []).append((failed, ms))

        def figures(found: list[tuple[bool, int]]) -> dict[str, int]:
            return {
                "callback_count": len(found),
                "fail_count": sum(failed for failed, _ in found),
                "total_time_cost": sum(ms for _, ms in found),
                "max_time_cost": max(ms for _, ms in found),
            }

        assert rules.interface_days(hours) == [{"ref_date": day, **figures(days[day])} for day in sorted(days)]
        assert sum(row["callback_count"] for row in rules.interface_hours(hours)) == len(raw)
        assert all(row["ref_hour"] in range(0, 2400, 100) for row in rules.interface_hours(hours))


def act(person: str, kind: Any, hour: int, **more: int) -> ArticleAct:  # noqa: ANN401
    return ArticleAct("100_1", "春茶", person, kind, datetime(2026, 11, 9, hour, tzinfo=CHINA), **more)


EIGHT = {
    "int_page_read_user": 2,
    "int_page_read_count": 3,
    "ori_page_read_user": 1,
    "ori_page_read_count": 1,
    "share_user": 2,
    "share_count": 2,
    "add_to_fav_user": 1,
    "add_to_fav_count": 1,
}


class TestArticles:
    ACTS = (
        act("p1", "read", 9, source=0),
        act("p1", "read", 10, source=0),
        act("p2", "read", 10, source=2),
        act("p1", "original", 10),
        act("p1", "share", 10, source=0, scene=2),
        act("p2", "share", 11, source=2, scene=1),
        act("p2", "favourite", 11, source=2),
    )

    def test_summary(self) -> None:
        assert rules.article_summary(self.ACTS) == [
            {"ref_date": "2026-11-09", "msgid": "100_1", "title": "春茶", **EIGHT}
        ]

    def test_total_counts_on_for_seven_days_and_no_further_than_yesterday(self) -> None:
        sent = [ArticleSent("100_1", "春茶", datetime(2026, 11, 9, 8, tzinfo=CHINA), 50)]
        later = ArticleAct("100_1", "春茶", "p3", "read", datetime(2026, 11, 10, 8, tzinfo=CHINA), 6)
        other = ArticleAct("200_1", "别的", "p3", "read", datetime(2026, 11, 10, 8, tzinfo=CHINA), 6)
        (row,) = rules.article_total(sent, [*self.ACTS, later, other], date(2026, 11, 10))
        assert (row["ref_date"], row["msgid"], row["title"]) == ("2026-11-09", "100_1", "春茶")
        first, second = row["details"]
        assert first == {
            "stat_date": "2026-11-09",
            "target_user": 50,
            **EIGHT,
            "int_page_from_session_read_user": 1,
            "int_page_from_session_read_count": 2,
            "int_page_from_hist_msg_read_user": 0,
            "int_page_from_hist_msg_read_count": 0,
            "int_page_from_feed_read_user": 1,
            "int_page_from_feed_read_count": 1,
            "int_page_from_friends_read_user": 0,
            "int_page_from_friends_read_count": 0,
            "int_page_from_other_read_user": 0,
            "int_page_from_other_read_count": 0,
            "feed_share_from_session_user": 1,
            "feed_share_from_session_cnt": 1,
            "feed_share_from_feed_user": 0,
            "feed_share_from_feed_cnt": 0,
            "feed_share_from_other_user": 0,
            "feed_share_from_other_cnt": 0,
        }
        assert (second["int_page_read_user"], second["int_page_from_other_read_count"]) == (3, 1)
        assert len(rules.article_total(sent, [], date(2026, 11, 30))[0]["details"]) == 7

    def test_reads_by_source(self) -> None:
        found = rules.user_read(self.ACTS)
        assert [(row["user_source"], row["int_page_read_user"], row["share_count"]) for row in found] == [
            (0, 1, 1),
            (2, 1, 1),
            (99999999, 2, 2),
        ]
        hours = rules.user_read_hours(self.ACTS)
        assert [(row["ref_hour"], row["user_source"], row["int_page_read_count"]) for row in hours] == [
            (900, 0, 1),
            (900, 99999999, 1),
            (1000, 0, 1),
            (1000, 2, 1),
            (1000, 99999999, 2),
            (1100, 2, 0),
            (1100, 99999999, 0),
        ]

    def test_shares_by_scene(self) -> None:
        day = {"ref_date": "2026-11-09"}
        assert rules.user_share(self.ACTS) == [
            {**day, "share_scene": 1, "share_user": 1, "share_count": 1},
            {**day, "share_scene": 2, "share_user": 1, "share_count": 1},
        ]
        assert [(row["ref_hour"], row["share_scene"]) for row in rules.user_share_hours(self.ACTS)] == [
            (1000, 2),
            (1100, 1),
        ]
