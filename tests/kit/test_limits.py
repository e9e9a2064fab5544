import threading

import pytest

from teahouse.kit import clock
from teahouse.kit.errors import TooMany
from teahouse.kit.limits import Limits, LocalLimits, RedisLimits
from tests.support import servers

START = 1_800_000_000_000


@pytest.fixture(params=["in process", "redis"])
def limits(request: pytest.FixtureRequest) -> Limits:
    if request.param == "in process":
        return LocalLimits()
    return RedisLimits(request.getfixturevalue("valkey_url"), f"{request.node.name}:")


@pytest.fixture(autouse=True)
def wall(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The wall clock in milliseconds; tests move it."""
    now = [START]
    monkeypatch.setattr(clock, "wall_milliseconds", lambda: now[0])
    return now


def hits(limits: Limits, key: str, tries: int, count: int = 3) -> int:
    """How many of some tries come through."""
    passed = 0
    for _ in range(tries):
        try:
            limits.hit(key, count, 60)
        except TooMany:
            continue
        passed += 1
    return passed


class TestHit:
    def test_so_many_and_no_more_come_through(self, limits: Limits) -> None:
        assert hits(limits, "a", 5) == 3

    def test_keys_do_not_count_for_each_other(self, limits: Limits) -> None:
        hits(limits, "a", 5)
        assert hits(limits, "b", 5) == 3

    def test_says_how_many_seconds_the_window_lasts_yet(self, limits: Limits, wall: list[int]) -> None:
        wall[0] = START + 45_900
        hits(limits, "a", 3)
        with pytest.raises(TooMany) as refused:
            limits.hit("a", 3, 60)
        assert refused.value.retry_after == 15

    def test_the_next_window_begins_anew(self, limits: Limits, wall: list[int]) -> None:
        hits(limits, "a", 5)
        wall[0] = START + 60_000
        assert hits(limits, "a", 5) == 3

    def test_threads_share_the_count(self, limits: Limits) -> None:
        passed: list[int] = []
        threads = [threading.Thread(target=lambda: passed.append(hits(limits, "a", 10, 25))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(passed) == 25


class TestRedis:
    def test_processes_share_the_count_and_installations_do_not(self, valkey_url: str) -> None:
        one, other, elsewhere = (RedisLimits(valkey_url, prefix) for prefix in ("shared:", "shared:", "else:"))
        assert [hits(one, "a", 2), hits(other, "a", 2), hits(elsewhere, "a", 3)] == [2, 1, 3]

    def test_everybody_passes_while_the_server_is_away(self) -> None:
        assert hits(RedisLimits(f"redis://127.0.0.1:{servers.free_port()}", "x:"), "a", 5) == 5
