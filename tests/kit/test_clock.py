from datetime import UTC, datetime, timedelta

from teahouse.kit import clock

MOMENT = datetime(2024, 2, 29, 12, 0, 0, 999_999, tzinfo=UTC)


class TestNow:
    def test_is_the_wall_clock_in_utc(self) -> None:
        before = datetime.now(UTC)
        now = clock.now()
        assert now.tzinfo is UTC
        assert before <= now <= datetime.now(UTC)

    def test_moves_with_the_sandbox(self) -> None:
        clock.set_shift(timedelta(days=40))
        assert clock.shift() == timedelta(days=40)
        assert timedelta(days=39) < clock.now() - datetime.now(UTC) <= timedelta(days=40)

    def test_the_wall_clock_does_not_move(self) -> None:
        clock.set_shift(timedelta(days=40))
        assert abs(clock.wall_milliseconds() / 1000 - datetime.now(UTC).timestamp()) < 60


class TestAt:
    def test_pins_the_moment_and_lets_go(self) -> None:
        with clock.at(MOMENT):
            assert clock.now() == MOMENT
            with clock.at(MOMENT + timedelta(days=1)):
                assert clock.now() == MOMENT + timedelta(days=1)
            assert clock.now() == MOMENT
        assert clock.now() != MOMENT

    def test_timestamps_are_whole_seconds_rounded_down(self) -> None:
        with clock.at(MOMENT):
            assert clock.timestamp() == 1_709_208_000
