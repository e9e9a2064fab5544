"""The server of bench.push_out: a network as it is, accounts with servers, and people who write to them.

Usage: push_out_server.py FOLDER PORT FAST_URL SLOW_URL WAITING RATE SLOW_RATE SECONDS. WAITING messages have been
written before it starts; then RATE a second are written to fast accounts and SLOW_RATE to the slow one.
Each message holds the time at which it was written.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from teahouse import network
from teahouse.cli.serve import server
from teahouse.kit import clock, logs, migrations
from teahouse.kit.app import build, running_beside
from teahouse.kit.db import Cursor
from teahouse.kit.house import Feature, House
from teahouse.kit.ids import new_id
from teahouse.kit.settings import Settings
from teahouse.messenger import people
from teahouse.messenger.conversations import AccountDesk, Draft, Message, account_conversation, append
from teahouse.platform.accounts import ServerConfig, create_account, set_server
from teahouse.platform.followers import Newcomer, follow_newcomers

FAST_ACCOUNTS, FOLLOWERS = 4, 200
TOKEN = "benchmark"  # noqa: S105 - of accounts that exist for a minute
_BATCH = 500
_TICK = 0.02

Pair = tuple[str, str]
"""appid, person."""


def open_account(house: House, url: str) -> list[Pair]:
    """An account with its server, and who follows it."""
    with house.db.transaction() as session:
        account, _ = create_account(session, house.vault, name="茶馆", type="service", verified=True)
        found = [(account.appid, people.create_person(session, nickname="茶客").id) for _ in range(FOLLOWERS)]
        follow_newcomers(session, house, account.appid, [Newcomer(person, clock.now()) for _, person in found])
        config = ServerConfig(url=url, token=TOKEN, aes_key="a" * 43, mode="plain")
        set_server(session, house.vault, account.appid, config)
    return found


class Writing:
    """People write."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._desk = house.get(AccountDesk)  # type: ignore[type-abstract]  # a port

    def __call__(self, cursor: Cursor, pairs: list[Pair]) -> list[Message | object]:
        """Work for the writer: one message of each."""
        drafts = [
            Draft(account_conversation(*pair), "person", pair[1], "text", {"text": f"at {time.time():.6f}"}, new_id())
            for pair in pairs
        ]
        return list(append(cursor, drafts, self._desk))


def in_turn(pairs: list[Pair]) -> Iterator[Pair]:
    """Everybody, again and again, the accounts alternating."""
    return (pairs[number * FOLLOWERS % len(pairs) + number // FAST_ACCOUNTS % FOLLOWERS] for number in count())


async def feed(house: House, pairs: list[Pair], rate: float, seconds: float) -> None:
    """So many messages a second."""
    if not rate:
        return
    writers, begun, written = in_turn(pairs), time.monotonic(), 0
    while (passed := time.monotonic() - begun) < seconds:
        due = int(passed * rate) - written
        written += due
        await asyncio.gather(*(house.writer.submit(Writing(house), next(writers)) for _ in range(due)))
        await asyncio.sleep(_TICK)
    await asyncio.Event().wait()  # beside the part, to its end


def main(folder: str, port: str, fast: str, slow: str, *figures: str) -> None:
    """Make the accounts and serve until terminated."""
    waiting, rate, slow_rate, seconds = map(float, figures)
    logs.configure("error", "text")
    house = House.open("network", Settings(data=Path(folder), port=int(port), sandbox=True))
    migrations.upgrade(house.db, "network")
    quick: list[Pair] = []
    dull: list[Pair] = []

    @asynccontextmanager
    async def feeding(house: House) -> AsyncIterator[None]:
        async with (
            running_beside(lambda: feed(house, quick, rate, seconds)),
            running_beside(lambda: feed(house, dull, slow_rate, seconds)),
        ):
            yield

    app = build(house, (*network.FEATURES, Feature(name="feeder", lifespan=feeding)))
    quick += [pair for _ in range(FAST_ACCOUNTS) for pair in open_account(house, fast)]
    dull += open_account(house, slow)
    writers, write = in_turn(quick), Writing(house)
    for _ in range(int(waiting) // _BATCH):
        with house.db.cursor() as cursor:
            write(cursor, [next(writers) for _ in range(_BATCH)])
    server(house, app).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
