"""The house's clock: moved, kept, told to every process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from teahouse.kit import clock
from teahouse.kit.app import running_beside
from teahouse.kit.db import Session, hint
from teahouse.kit.house import House
from teahouse.platform.sandbox import repository, rules
from teahouse.platform.sandbox.errors import BadTime
from teahouse.platform.sandbox.schemas import ClockMove, ClockState

TOPIC = "clock"


def move(session: Session, wish: ClockMove) -> ClockState:
    """Move the clock. Raises BadTime."""
    if (wish.advance is not None) + (wish.set is not None) + wish.reset != 1:
        raise BadTime
    if wish.advance is not None:
        shift = rules.checked_shift(clock.shift() + rules.span_of(wish.advance))
    elif wish.set is not None:
        shift = rules.checked_shift(clock.shift() + (rules.moment_of(wish.set) - clock.now()))
    else:
        shift = timedelta(0)
    repository.write_shift(session, shift)
    tell(session, shift)
    clock.set_shift(shift)
    return state()


def tell(session: Session, shift: timedelta) -> None:
    """Tell every process, once it is kept."""
    hint(session, TOPIC, {"shift_ms": shift // timedelta(milliseconds=1)})


def state() -> ClockState:
    """What time it is."""
    now = clock.now()
    return ClockState(int(now.timestamp()), now.isoformat(timespec="seconds"), round(clock.shift().total_seconds()))


@asynccontextmanager
async def kept(house: House) -> AsyncIterator[None]:
    """While the part runs: the clock as it was left, and as other processes move it."""
    if not house.settings.sandbox:
        yield
        return
    _restore(house)

    async def follow() -> None:
        async with house.bus.subscribe([TOPIC]) as hints:
            while True:
                topic, data = await hints.get()
                if topic == TOPIC and "shift_ms" in data:
                    clock.set_shift(timedelta(milliseconds=data["shift_ms"]))

    async with running_beside(follow):
        yield


def _restore(house: House) -> None:
    with house.db.reading() as reader:
        shift = repository.read_shift(reader)
    if shift is not None:
        clock.set_shift(shift)
