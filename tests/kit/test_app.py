import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from teahouse.kit import app as kit_app
from teahouse.kit import jobs, logins
from teahouse.kit.app import build, running_beside, work
from teahouse.kit.asgi import ClientGone, respond
from teahouse.kit.db import Session
from teahouse.kit.house import AsgiApp, Feature, House

SECONDS = 20


def echo(name: str) -> Any:  # noqa: ANN401 - a factory of ASGI apps
    def make(_house: House) -> AsgiApp:
        async def endpoint(_scope: Any, _receive: Any, send: Any) -> None:  # noqa: ANN401
            await respond(send, 200, name.encode(), b"text/plain")

        return endpoint

    return make


async def until(condition: Any) -> None:  # noqa: ANN401
    async with asyncio.timeout(SECONDS):
        while not condition():  # noqa: ASYNC110 - a plain variable
            await asyncio.sleep(0.01)


class TestDispatch:
    async def got(self, house: House, path: str) -> tuple[int, str]:
        raw = {"/api/push": echo("push"), "/api": echo("api"), "/wx/": echo("wx"), "/": echo("root")}
        transport = httpx.ASGITransport(build(house, (Feature(name="test", raw=raw),)))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            answer = await client.get(path)
            return answer.status_code, answer.text

    @pytest.mark.parametrize(
        ("path", "name"),
        [
            ("/api/push", "push"),
            ("/api/push/1", "push"),
            ("/api/pushes", "api"),
            ("/api", "api"),
            ("/wx/key", "wx"),
            ("/wx", "root"),
            ("/other", "root"),
        ],
    )
    async def test_the_longest_prefix_answers(self, network_house: House, path: str, name: str) -> None:
        assert await self.got(network_house, path) == (200, name)

    async def test_nobody_is_answered_who_has_left(self, network_house: House) -> None:
        def make(_house: House) -> AsgiApp:
            async def endpoint(_scope: Any, _receive: Any, _send: Any) -> None:  # noqa: ANN401
                raise ClientGone

            return endpoint

        app = build(network_house, (Feature(name="test", raw={"/x": make}),))
        scope = {"type": "http", "method": "GET", "path": "/x", "headers": [(b"host", b"localhost")]}
        sent: list[Any] = []

        async def send(message: Any) -> None:  # noqa: ANN401
            sent.append(message)

        await app(scope, send, send)  # type: ignore[arg-type]
        assert sent == []


class TestHealth:
    async def test_is_told_while_the_database_answers(self, network_house: House) -> None:
        transport = httpx.ASGITransport(build(network_house, ()))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            assert (await client.get("/healthz")).json() == {"status": "ok"}


class Cups:
    """A port."""


class TestBind:
    def test_a_port_is_filled_before_anything_runs(self, network_house: House) -> None:
        cups = Cups()
        build(network_house, (Feature(name="test", bind=lambda house: house.bind(Cups, cups)),))
        assert network_house.get(Cups) is cups

    def test_one_that_nobody_fills_is_an_error(self, network_house: House) -> None:
        with pytest.raises(KeyError):
            network_house.get(Cups)


class TestRunningBeside:
    async def test_what_breaks_begins_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(kit_app, "_RESTART_SECONDS", 0.01)
        starts: list[int] = []

        async def breaks() -> None:
            starts.append(1)
            raise RuntimeError("spilled")

        async with running_beside(breaks):
            await until(lambda: len(starts) >= 3)
        ended = len(starts)
        await asyncio.sleep(0.05)
        assert len(starts) == ended


class TestWork:
    async def test_a_worker_does_jobs_within_the_lifespans_and_closes_the_house(self, network_house: House) -> None:
        seen: list[str] = []

        @asynccontextmanager
        async def lifespan(_house: House) -> AsyncIterator[None]:
            seen.append("begin")
            try:
                yield
            finally:
                seen.append("end")

        def handle(_house: House, _session: Session, payload: dict[str, Any]) -> None:
            seen.append(payload["name"])

        with network_house.db.transaction() as session:
            jobs.enqueue(session, "tea", {"name": "oolong"})
        task = asyncio.create_task(work(network_house, [Feature(name="test", jobs={"tea": handle}, lifespan=lifespan)]))
        await until(lambda: "oolong" in seen)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert seen == ["begin", "oolong", "end"]


async def test_a_login_that_ended_elsewhere_is_forgotten(network_house: House) -> None:
    house = network_house
    with house.db.transaction() as session:
        login, token = logins.sign_in(session, "phone", "ming", "Safari")
    await house.bus.start()
    async with running_beside(lambda: kit_app._forget_logins(house)):  # noqa: SLF001
        await asyncio.sleep(0.05)
        house.logins.find("phone", token)
        with house.db.transaction() as session:
            logins.sign_out(session, "phone", "ming", login.id)
        await until(lambda: house.logins.cached("phone", token) is None)
    await house.bus.stop()
