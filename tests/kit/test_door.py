from pathlib import Path
from typing import Any

import msgspec
import pytest

from teahouse.kit.door import LED, Door
from teahouse.kit.logs import current_request_id
from teahouse.kit.settings import Settings

SETTINGS = Settings(data=Path("x"), public_url="https://wx.example.com", hosts=("Tea.Example",))


class Inside:
    """The part behind the door: remembers who came in, under which request id."""

    def __init__(self) -> None:
        self.came: list[str] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
        self.came.append(current_request_id())
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 204})
            await send({"type": "http.response.body", "body": b""})


class Knock:
    """One request at the door, and what came of it."""

    def __init__(self, kind: str = "http", method: str = "GET", **headers: str) -> None:
        lines = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
        self.scope: dict[str, Any] = {"type": kind, "path": "/", "headers": lines}
        if kind == "http":
            self.scope["method"] = method
        self.sent: list[Any] = []
        self.inside = Inside()

    async def knock(self) -> "Knock":
        async def receive() -> Any:  # noqa: ANN401
            return {"type": "websocket.connect"}

        async def send(message: Any) -> None:  # noqa: ANN401
            self.sent.append(message)

        await Door(self.inside, SETTINGS)(self.scope, receive, send)
        return self

    @property
    def came_in(self) -> bool:
        return len(self.inside.came) == 1

    @property
    def refusal(self) -> tuple[int, str]:
        assert self.inside.came == []
        return self.sent[0]["status"], msgspec.json.decode(self.sent[1]["body"])["code"]


class TestHost:
    @pytest.mark.parametrize(
        "host",
        [
            "localhost",
            "localhost:8000",
            "LOCALHOST:8000",
            "127.0.0.1:8000",
            "192.168.1.20:8000",
            "[::1]:8000",
            "wx.example.com",
            "tea.example:81",
            "TEA.example",
        ],
    )
    async def test_known_names_and_any_address_come_in(self, host: str) -> None:
        assert (await Knock(host=host).knock()).came_in

    @pytest.mark.parametrize(
        "host",
        [
            "evil.example",
            "localhost.evil.example",
            "wx.example.com.evil.example",
            "127.0.0.1.evil.example",
            "127.0.0.1@evil.example",
            "evil.example:8000",
            "2130706433.nip.io",
            "localhost.",
            "",
            "[::1",
            "[evil]",
            "\xe9",
        ],
    )
    async def test_a_name_that_was_bound_to_this_machine_stays_outside(self, host: str) -> None:
        assert (await Knock(host=host).knock()).refusal == (421, "door.wrong_host")

    async def test_without_a_host_nobody_comes_in(self) -> None:
        assert (await Knock().knock()).refusal == (421, "door.wrong_host")

    async def test_the_refusal_says_how_to_let_the_name_in(self) -> None:
        knocked = await Knock(host="tea.home", cookie="lang=en").knock()
        words = msgspec.json.decode(knocked.sent[1]["body"])["message"]
        assert words == "This service does not answer to tea.home; it can be added to the setting hosts"


class TestOrigin:
    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
    @pytest.mark.parametrize(
        "origin",
        [
            "http://evil.example",
            "null",
            "http://localhost:9999",
            "http://localhost:8000.evil.example",
            "http://x@localhost:8000",
            "http://[",
            "localhost:8000",
        ],
    )
    async def test_a_page_of_another_site_cannot_change_anything(self, method: str, origin: str) -> None:
        knocked = await Knock(method=method, host="localhost:8000", origin=origin).knock()
        assert knocked.refusal == (403, "door.wrong_origin")

    @pytest.mark.parametrize("headers", [{}, {"origin": "http://localhost:8000"}, {"origin": "https://localhost:8000"}])
    async def test_own_pages_and_programs_may(self, headers: dict[str, str]) -> None:
        assert (await Knock(method="POST", host="localhost:8000", **headers).knock()).came_in

    @pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
    async def test_anybody_may_link_here(self, method: str) -> None:
        assert (await Knock(method=method, host="localhost", origin="http://evil.example").knock()).came_in


class TestSockets:
    @pytest.mark.parametrize(
        "headers",
        [
            {"host": "evil.example"},
            {"host": "localhost", "origin": "http://evil.example"},
            {"host": "localhost", "origin": "null"},
        ],
    )
    async def test_of_another_site_are_closed(self, headers: dict[str, str]) -> None:
        knocked = await Knock("websocket", **headers).knock()
        assert knocked.sent == [{"type": "websocket.close", "code": 4403}]
        assert not knocked.came_in

    async def test_of_our_own_come_in(self) -> None:
        assert (await Knock("websocket", host="localhost", origin="http://localhost").knock()).came_in


class TestRequestId:
    async def test_is_given_to_all_that_happens_and_to_the_answer(self) -> None:
        knocked = await Knock(host="localhost", x_request_id="from-the-proxy").knock()
        assert knocked.inside.came == ["from-the-proxy"]
        assert (b"x-request-id", b"from-the-proxy") in knocked.sent[0]["headers"]

    @pytest.mark.parametrize("given", ["", "short", "x" * 65, "with spaces", "new\nline-----"])
    async def test_one_that_could_forge_a_log_is_replaced(self, given: str) -> None:
        knocked = await Knock(host="localhost", x_request_id=given).knock()
        (request_id,) = knocked.inside.came
        assert request_id != given
        assert len(request_id) == 20


class TestBeside:
    async def test_a_door_beside_answers_to_its_names_and_the_first_does_not(self) -> None:
        knock = Knock(host="api.weixin.qq.com")
        assert (await knock.knock()).refusal == (421, "door.wrong_host")
        inside = Inside()
        second = Door(inside, SETTINGS).beside(["api.weixin.qq.com"])
        for host, known in (("api.weixin.qq.com", True), ("localhost", True), ("evil.example", False)):
            assert second.knows(host) is known

    async def test_who_came_through_it_is_marked(self) -> None:
        for door, marked in (
            (Door(Inside(), SETTINGS), False),
            (Door(Inside(), SETTINGS).beside(["api.weixin.qq.com"]), True),
        ):
            knock = Knock(host="localhost")

            async def send(_message: Any) -> None:  # noqa: ANN401
                pass

            await door(knock.scope, send, send)  # type: ignore[arg-type]  # nothing is received
            assert (LED in knock.scope.get("extensions", {})) is marked
