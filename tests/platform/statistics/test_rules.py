"""Figures equal a recount of the raw events; spans and their refusals."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.platform.statistics import rules
from teahouse.platform.statistics.rules import CHINA, Heard, Move, PushHour, Span
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
        hours = [(one.hour, one.messages) for one in grouped(raw)]
        assert rules.by_hour(hours) == [sum(china(at).hour == hour for *_, at in raw) for hour in range(24)]

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
