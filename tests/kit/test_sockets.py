import asyncio
import threading
from collections.abc import AsyncIterator, Mapping
from typing import Any

import msgspec
import pytest

from teahouse.kit import logins, sockets
from teahouse.kit.house import House
from teahouse.kit.sockets import LOST, SIGNED_OUT, Listener, login_of, refuse, serve

SECONDS = 20


class Browser:
    """The other end of a socket."""

    def __init__(self) -> None:
        self.said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.said.put_nowait({"type": "websocket.connect"})

    async def receive(self) -> dict[str, Any]:
        return await self.said.get()

    async def send(self, message: Any) -> None:  # noqa: ANN401 - ASGI's
        self.heard.put_nowait(message)

    def say(self, frame: object) -> None:
        text = frame if isinstance(frame, str) else msgspec.json.encode(frame).decode()
        self.said.put_nowait({"type": "websocket.receive", "text": text})

    def leave(self) -> None:
        self.said.put_nowait({"type": "websocket.disconnect", "code": 1000})

    async def hears(self) -> Any:  # noqa: ANN401
        async with asyncio.timeout(SECONDS):
            message = await self.heard.get()
        return msgspec.json.decode(message["text"]) if message["type"] == "websocket.send" else message


@pytest.fixture
async def house(network_house: House) -> AsyncIterator[House]:
    await network_house.bus.start()
    if network_house.settings.redis_url:  # once it is connected it says so
        async with network_house.bus.subscribe(["connecting"]) as hints, asyncio.timeout(SECONDS):
            await hints.get()
    yield network_house
    await network_house.bus.stop()


@pytest.fixture
def browser() -> Browser:
    return Browser()


async def connected(house: House, browser: Browser, **options: Any) -> "asyncio.Task[None]":  # noqa: ANN401
    with house.db.transaction() as session:
        login, _ = logins.sign_in(session, "phone", "ming", "Safari")
    task = asyncio.create_task(serve(house, browser.receive, browser.send, Listener(login, ["tea"], **options)))
    assert await browser.hears() == {"type": "websocket.accept"}
    return task


class TestServe:
    async def test_hints_of_its_topics_become_frames(self, house: House, browser: Browser) -> None:
        task = await connected(house, browser)
        house.bus.publish_all([("coffee", {"n": 1}), ("tea", {"n": 2})])
        assert await browser.hears() == {"n": 2}
        browser.leave()
        await asyncio.wait_for(task, SECONDS)

    async def test_a_shape_changes_them_or_keeps_them_back(self, house: House, browser: Browser) -> None:
        def shape(topic: str, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
            return {"topic": topic} if data["n"] == 2 else None

        task = await connected(house, browser, shape=shape)
        house.bus.publish_all([("tea", {"n": 1}), ("tea", {"n": 2})])
        assert await browser.hears() == {"topic": "tea"}
        browser.leave()
        await asyncio.wait_for(task, SECONDS)

    async def test_frames_come_back_and_nonsense_is_passed_over(self, house: House, browser: Browser) -> None:
        frames: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        task = await connected(house, browser, on_frame=frames.put)
        for nonsense in ("{", "[1]", '"x"', '{"long": "' + "x" * 9000 + '"}'):
            browser.say(nonsense)
        browser.said.put_nowait({"type": "websocket.receive", "bytes": b"\0"})
        browser.say({"typing": True})
        assert await asyncio.wait_for(frames.get(), SECONDS) == {"typing": True}
        assert frames.empty()
        browser.leave()
        await asyncio.wait_for(task, SECONDS)

    async def test_lost_hints_close_it_so_that_the_page_reads_anew(self, house: House, browser: Browser) -> None:
        task = await connected(house, browser)
        for _ in range(11):
            house.bus.publish_all([("tea", {"n": 1})] * 100)
        message = await browser.hears()
        while message == {"n": 1}:
            message = await browser.hears()
        assert message == {"type": "websocket.close", "code": LOST}
        await asyncio.wait_for(task, SECONDS)

    async def test_a_quiet_one_is_kept_alive(
        self, house: House, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sockets, "_PING_SECONDS", 0.01)
        task = await connected(house, browser)
        assert await browser.hears() == {"type": "ping"}
        browser.leave()
        await asyncio.wait_for(task, SECONDS)

    async def test_what_breaks_is_not_hidden(self, house: House, browser: Browser) -> None:
        async def breaks(frame: dict[str, Any]) -> None:
            raise RuntimeError("spilled")

        task = await connected(house, browser, on_frame=breaks)
        browser.say({})
        with pytest.raises(RuntimeError, match="spilled"):
            await asyncio.wait_for(task, SECONDS)

    async def test_it_closes_when_its_login_ends(self, house: House, browser: Browser) -> None:
        task = await connected(house, browser)
        with house.db.transaction() as session:
            logins.sign_out_everywhere(session, "phone", "ming")
        house.bus.publish_all([(logins.TOPIC, {"subject": "ming"})])
        assert await browser.hears() == {"type": "websocket.close", "code": SIGNED_OUT}
        await asyncio.wait_for(task, SECONDS)

    async def test_it_closes_when_its_owner_may_not_listen_any_more(self, house: House, browser: Browser) -> None:
        asked, answers = threading.Semaphore(0), iter([True, True, False])

        def may_stay() -> bool:
            asked.release()
            return next(answers)

        task = await connected(house, browser, may_stay=may_stay)
        assert await asyncio.to_thread(asked.acquire, timeout=SECONDS)
        house.bus.publish_all([(logins.TOPIC, {"subject": "somebody else"}), (logins.TOPIC, {})])
        assert await asyncio.to_thread(asked.acquire, timeout=SECONDS)
        house.bus.publish_all([(logins.TOPIC, {"subject": "ming"})])
        assert await browser.hears() == {"type": "websocket.close", "code": SIGNED_OUT}
        await asyncio.wait_for(task, SECONDS)

    async def test_who_left_is_no_longer_listening(self, house: House, browser: Browser) -> None:
        task = await connected(house, browser)
        browser.leave()
        await asyncio.wait_for(task, SECONDS)
        house.bus.publish("tea", {"n": 1})
        await asyncio.sleep(0)
        assert browser.heard.empty()


class TestLoginOf:
    async def test_is_told_by_the_cookie(self, house: House) -> None:
        with house.db.transaction() as session:
            login, token = logins.sign_in(session, "phone", "ming", "Safari")

        async def found(cookie: str, kind: str = "phone") -> object:
            return await login_of(house, {"headers": [(b"cookie", cookie.encode())]}, kind)

        assert await found(f"th_phone={token}") == login
        assert await found("th_phone=made-up") is None
        assert await found("") is None
        assert await found(f"th_mp={token}", "mp") is None


async def test_a_refused_one_is_told_why(browser: Browser) -> None:
    await refuse(browser.receive, browser.send)
    assert await browser.hears() == {"type": "websocket.close", "code": SIGNED_OUT}
