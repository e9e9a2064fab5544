import os
import re
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from teahouse.kit import clock
from teahouse.kit.ids import new_id, new_number, secret_token


def many(make: object, threads: int = 4, each: int = 2000) -> list[list[object]]:
    """What each of some threads made at the same time."""
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda _: [make() for _ in range(each)], range(threads)))  # type: ignore[operator]


class TestNewId:
    def test_has_twenty_characters_that_nobody_mistakes(self) -> None:
        assert re.fullmatch(r"[0-9a-hjkmnp-tv-z]{20}", new_id())

    def test_threads_never_make_the_same(self) -> None:
        made = [one for batch in many(new_id) for one in batch]
        assert len(set(made)) == len(made) == 8000

    def test_sorts_by_the_time_of_making(self, monkeypatch: pytest.MonkeyPatch) -> None:
        start = clock.wall_milliseconds()
        made = []
        for later in (0, 1, 31, 32, 1024, 10**9):
            monkeypatch.setattr(clock, "wall_milliseconds", lambda at=start + later: at)
            made.append(new_id())
        assert made == sorted(made)

    def test_does_not_follow_the_sandbox_clock(self) -> None:
        before = new_id()
        clock.set_shift(clock.now() - clock.now().replace(year=2040))
        assert new_id()[:6] == before[:6]

    @pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
    def test_two_processes_never_make_the_same(self) -> None:
        new_id()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.write(writing, new_id()[10:].encode())
            os._exit(0)
        os.waitpid(child, 0)
        assert os.read(reading, 10).decode() != new_id()[10:]
        os.close(reading)
        os.close(writing)


class TestNewNumber:
    def test_counts_up_within_63_bits(self) -> None:
        made = [new_number() for _ in range(5000)]
        assert all(first < second for first, second in pairwise(made))
        assert made[0] > 0
        assert made[-1] < 2**63

    def test_threads_never_make_the_same_and_each_sees_its_own_grow(self) -> None:
        batches = many(new_number)
        assert len({one for batch in batches for one in batch}) == 8000
        assert all(batch == sorted(batch) for batch in batches)  # type: ignore[type-var]

    def test_grows_on_when_the_wall_clock_goes_back(self, monkeypatch: pytest.MonkeyPatch) -> None:
        last = new_number()
        monkeypatch.setattr(clock, "wall_milliseconds", lambda: 1_600_000_000_000)
        assert new_number() == last + 1


class TestSecretToken:
    def test_carries_that_many_random_bytes(self) -> None:
        assert len(secret_token()) == 43
        assert len(secret_token(16)) == 22
        assert re.fullmatch(r"[0-9A-Za-z_-]+", secret_token())
        assert secret_token() != secret_token()
