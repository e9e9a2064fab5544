"""From counts of acts to figures."""

from datetime import date

from teahouse.suite.reports.rules import fortnight

TODAY = date(2026, 11, 22)
NUMBER = (TODAY - date(1970, 1, 1)).days


def test_a_fortnight_has_fourteen_days_up_to_today() -> None:
    figures = fortnight(TODAY, [])
    assert (min(figures), max(figures), len(figures)) == (date(2026, 11, 9), TODAY, 14)
    assert all(counted == {} for counted in figures.values())


def test_counts_find_their_day_and_name() -> None:
    counts = [(NUMBER, "follow", 3), (NUMBER, "message", 5), (NUMBER - 1, "agent_reply", 2), (NUMBER, "scan", 9)]
    figures = fortnight(TODAY, counts)
    assert figures[TODAY] == {"new_followers": 3, "messages": 5}
    assert figures[date(2026, 11, 21)] == {"agent_replies": 2}


def test_older_days_are_left_out() -> None:
    assert all(not counted for counted in fortnight(TODAY, [(NUMBER - 14, "message", 1)]).values())
