"""The hint "typing" on the person's phone: shown, hidden, and hidden by itself."""

import asyncio
from typing import Any

from anyio import to_thread

from tests.platform.world import Api, World, later

TYPING = "/cgi-bin/message/custom/typing"


async def _frames(world: World, api: Api, person: str, commands: list[tuple[str, str]], wanted: int) -> list[bool]:
    """What the phone is told while the account makes these calls and 16 seconds pass."""
    shown: list[bool] = []
    async with world.house.bus.subscribe([f"person:{person}"]) as hints:
        for openid, command in commands:
            body = {"touser": openid, "command": command}
            assert await to_thread.run_sync(api.post, TYPING, body) == {"errcode": 0, "errmsg": "ok"}
        later(seconds=16)
        while len(shown) < wanted:
            _, frame = await asyncio.wait_for(hints.get(), 20)
            shown += _typing(api, person, dict(frame))
    return shown


def _typing(api: Api, person: str, frame: dict[str, Any]) -> list[bool]:
    if frame["type"] != "typing":
        return []
    assert frame["conversation_id"] == f"a:{api.appid}:{person}"
    return [frame["on"]]


def _writer(world: World, api: Api) -> tuple[str, str]:
    person, _ = world.person()
    openid = world.follow(api, person)
    world.act(api, person)
    return person, openid


async def test_it_ends_by_itself_after_fifteen_seconds(world: World, api: Api) -> None:
    person, openid = _writer(world, api)
    assert await _frames(world, api, person, [(openid, "Typing")], 2) == [True, False]


async def test_it_ends_when_the_account_says_so(world: World, api: Api) -> None:
    person, openid = _writer(world, api)
    assert await _frames(world, api, person, [(openid, "Typing"), (openid, "CancelTyping")], 2) == [True, False]
