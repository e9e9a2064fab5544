"""WebSockets: hints from the bus to one browser, small frames back."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import msgspec
from anyio import to_thread

from teahouse.kit import logins
from teahouse.kit.asgi import cookie
from teahouse.kit.bus import OVERFLOW, Subscription
from teahouse.kit.house import House, Receive, Scope, Send
from teahouse.kit.http import cookie_name
from teahouse.kit.logins import Login

_PING_SECONDS = 25
_LARGEST_FRAME = 8192
SIGNED_OUT = 4401
LOST = 4408
"""Close code: hints were lost; the page connects again and reads everything anew."""

OnFrame = Callable[[dict[str, Any]], Awaitable[None]]
Shape = Callable[[str, Mapping[str, Any]], Mapping[str, Any] | None]


async def login_of(house: House, scope: Scope, kind: str) -> Login | None:
    """Whose socket it is, by the cookie; the door has checked the Origin."""
    token = cookie(scope, cookie_name(kind))
    return await to_thread.run_sync(house.logins.find, kind, token) if token else None


async def refuse(receive: Receive, send: Send, code: int = SIGNED_OUT) -> None:
    """Turn a socket away."""
    await receive()
    await send({"type": "websocket.close", "code": code})


class Listener(NamedTuple):
    """Who listens to what. `may_stay` is asked in a thread, at first and whenever a login of the same person ends."""

    login: Login
    topics: Sequence[str]
    on_frame: OnFrame | None = None
    shape: Shape = lambda _topic, data: data
    may_stay: Callable[[], bool] = lambda: True


async def serve(house: House, receive: Receive, send: Send, listener: Listener) -> None:
    """Accept; then hints, as `shape` makes frames of them, until the browser leaves or may stay no longer."""
    await receive()
    async with house.bus.subscribe([*listener.topics, logins.TOPIC]) as hints:
        await send({"type": "websocket.accept"})
        tasks = [
            asyncio.create_task(_read(receive, listener.on_frame)),
            asyncio.create_task(_pass_on(house, hints, send, listener)),
            asyncio.create_task(_ping(send)),
        ]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for task in done:
            task.result()  # raises what broke it


async def _pass_on(house: House, hints: Subscription, send: Send, listener: Listener) -> None:
    """Hints as frames; returns when some were lost, or when the login has ended."""
    me = listener.login.subject_id
    may_stay = await to_thread.run_sync(_may_stay, house, listener)  # it may have ended before we heard hints
    while may_stay:
        topic, data = await hints.get()
        if topic == OVERFLOW:
            await send({"type": "websocket.close", "code": LOST})
            return
        if topic == logins.TOPIC:
            may_stay = data.get("subject", me) != me or await to_thread.run_sync(_may_stay, house, listener)
            continue
        frame = listener.shape(topic, data)
        if frame is not None:
            await _send(send, frame)
    with suppress(OSError, RuntimeError):  # the browser has left already
        await send({"type": "websocket.close", "code": SIGNED_OUT})


def _may_stay(house: House, listener: Listener) -> bool:
    return house.logins.holds(listener.login) and listener.may_stay()


async def _ping(send: Send) -> None:
    while True:
        await asyncio.sleep(_PING_SECONDS)
        await _send(send, {"type": "ping"})


async def _send(send: Send, frame: Mapping[str, Any]) -> None:
    with suppress(OSError, RuntimeError):  # the browser has left; the reader hears it
        await send({"type": "websocket.send", "text": msgspec.json.encode(frame).decode()})


async def _read(receive: Receive, on_frame: OnFrame | None) -> None:
    while True:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            return
        text = message.get("text") or ""
        if on_frame is None or len(text) > _LARGEST_FRAME:
            continue
        with suppress(msgspec.DecodeError, RecursionError):
            frame = msgspec.json.decode(text)
            if isinstance(frame, dict):
                await on_frame(frame)
