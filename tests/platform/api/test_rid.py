"""Request ids."""

import time
from datetime import timedelta

from teahouse.kit import clock
from teahouse.platform.api.rid import is_old, is_rid, new_rid


def test_have_their_shape_tell_the_second_and_differ() -> None:
    before = clock.timestamp()
    made = [new_rid() for _ in range(2000)]
    assert all(map(is_rid, made))
    assert len(set(made)) == len(made)
    assert {int(rid[:8], 16) for rid in made} <= set(range(before, clock.timestamp() + 1))


def test_sort_by_the_microsecond() -> None:
    made = []
    for _ in range(50):
        made.append(new_rid())
        until = time.perf_counter_ns() + 2_000
        while time.perf_counter_ns() < until:
            pass
    assert made == sorted(made)


def test_are_old_after_a_week() -> None:
    rid = new_rid()
    assert not is_old(rid)
    clock.set_shift(clock.shift() + timedelta(days=7, seconds=2))
    assert is_old(rid)
    assert not is_rid("6720c1aa-13f0a2b4")
