"""Thousands of broken calls over every path: refused with a code, no trace in the log, and without any effect."""

import asyncio
import itertools
import logging
import random
from collections import defaultdict
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import event
from structlog.testing import capture_logs

from teahouse import network
from teahouse.kit import clock, migrations
from teahouse.kit.db import Base
from teahouse.kit.house import AsgiApp
from teahouse.protocol.endpoints import ENDPOINTS
from tests.platform.api.filled import filled
from tests.platform.api.spoiling import Spoiler, Spoilt, Tokens
from tests.platform.world import World
from tests.support.columns import Column
from tests.support.houses import Running
from tests.support.inside import Answered, ask

SEED = 20261122
CALLS = {"embedded": 20_000, "scaleout": 2_000}
AT_ONCE = 4
JOURNAL = {"api_call", "api_quota", "account_day"}
"""Tables that count calls, whatever came of them."""
PAGES = ("/connect/", "/mp/")
_asked: ContextVar[int] = ContextVar("asked", default=-1)


class _Code(msgspec.Struct):
    errcode: int = 0


def errcode(body: bytes) -> int:
    """0 when the call was accepted."""
    try:
        return msgspec.json.decode(body, type=_Code).errcode
    except msgspec.DecodeError:
        return 0


async def ask_all(app: AsgiApp, calls: list[Spoilt]) -> list[Answered]:
    """All of them, several at a time; which one a thread works for is in `_asked`."""
    answers: dict[int, Answered] = {}
    waiting = iter(enumerate(calls))

    async def work() -> None:
        for number, spoilt in waiting:
            _asked.set(number)
            headers = [(b"content-type", spoilt.content_type.encode())]
            answers[number] = await ask(app, spoilt.method, spoilt.path, spoilt.query, spoilt.body, headers)

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return [answers[number] for number in range(len(calls))]


def dump(world: World) -> dict[str, list[str]]:
    names = [table.name for table in migrations.metadata_of("network").sorted_tables if table.name not in JOURNAL]
    return {name: sorted(map(str, world.rows(name))) for name in names}


@pytest.fixture
def committed(running_network: Running) -> Iterator[set[int]]:
    """Numbers of the calls whose transactions were committed."""
    numbers: set[int] = set()

    def note(_connection: object) -> None:
        numbers.add(_asked.get())

    event.listen(running_network.house.db.engine, "commit", note)
    yield numbers
    event.remove(running_network.house.db.engine, "commit", note)


def dead_token(world: World, token: str) -> str:
    """A token that has timed out."""
    rows = Base.metadata.tables["api_token"]
    with world.house.db.transaction() as session:
        session.execute(rows.update().values(expires_at=clock.now() - timedelta(hours=1)))
    return token


def made(names: dict[str, Any], tokens: Tokens, count: int) -> list[Spoilt]:
    """The same calls each time, as many of each path."""
    spoilers = [Spoiler(one, names, tokens, random.Random(f"{SEED} {one.path}")).calls() for one in ENDPOINTS]
    turns = itertools.cycle(spoilers)
    return [next(next(turns)) for _ in range(count)]


def faults(calls: list[Spoilt], answers: list[Answered], committed: set[int]) -> dict[str, list[str]]:
    """What is wrong with answers, each with the calls that got them."""
    found = defaultdict(list)
    for number, (spoilt, answer) in enumerate(zip(calls, answers, strict=True)):
        code, said = errcode(answer.body), f"{spoilt.method} {spoilt.path} {spoilt.how}"
        is_page = spoilt.path.startswith(PAGES)
        if answer.status >= 500 or (answer.status != 200 and not is_page and spoilt.path != "/cgi-bin/showqrcode"):
            found[f"status {answer.status}"].append(said)
        elif code == -1:
            found["busy"].append(said)
        elif spoilt.surely and not is_page and code == 0:
            found["accepted"].append(said)
        elif code != 0 and number in committed:
            found["refused, and yet committed"].append(f"{said} {code}")
    return dict(found)


@pytest.mark.anyio
@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_broken_calls_are_refused_and_change_nothing(
    running_network: Running, committed: set[int], column: Column, caplog: pytest.LogCaptureFixture
) -> None:
    app = network.app(running_network.house)
    with filled(running_network) as (world, api, names), caplog.at_level(logging.ERROR), capture_logs() as logs:
        dead = dead_token(world, api.token)
        api.renew()
        calls = made(names, Tokens(api.token, dead), CALLS[column])
        surely = [one for one in calls if one.surely]
        before = dump(world)
        committed.clear()
        answers = await ask_all(app, surely)
        assert faults(surely, answers, committed) == {}
        assert dump(world) == before
        odd = [one for one in calls if not one.surely]
        committed.clear()
        answers = await ask_all(app, odd)
        assert faults(odd, answers, committed) == {}
    assert [one for one in logs if one["log_level"] in {"warning", "error", "critical"}] == []
    assert caplog.records == []
