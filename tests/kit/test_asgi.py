from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.kit.asgi import (
    BodyTooLarge,
    ClientGone,
    cookie,
    header,
    language_of,
    query_of,
    read_body,
    respond,
    respond_error,
    respond_json,
)
from teahouse.kit.errors import NotFound
from teahouse.kit.logs import request_id_bound


def scope(**headers: str) -> dict[str, Any]:
    lines = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "method": "GET", "headers": lines}


def receiving(messages: Iterable[dict[str, Any]]) -> Any:  # noqa: ANN401 - ASGI's receive
    left = iter(messages)

    async def receive() -> dict[str, Any]:
        return next(left)

    return receive


def part(body: bytes, *, more: bool = False) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


class Sent(list[dict[str, Any]]):
    async def __call__(self, message: Any) -> None:  # noqa: ANN401
        self.append(message)


class TestReadBody:
    @pytest.mark.parametrize(
        ("messages", "body"),
        [
            ([part(b"tea")], b"tea"),
            ([{"type": "http.request"}], b""),
            ([part(b"t", more=True), part(b"", more=True), part(b"ea")], b"tea"),
        ],
    )
    async def test_puts_the_parts_together(self, messages: list[dict[str, Any]], body: bytes) -> None:
        assert await read_body(receiving(messages), 3) == body

    @pytest.mark.parametrize("messages", [[part(b"teas")], [part(b"te", more=True), part(b"as", more=True)]])
    async def test_stops_past_the_limit(self, messages: list[dict[str, Any]]) -> None:
        with pytest.raises(BodyTooLarge):
            await read_body(receiving(messages), 3)

    @pytest.mark.parametrize("first", [[], [part(b"te", more=True)]])
    async def test_half_a_body_is_none(self, first: list[dict[str, Any]]) -> None:
        with pytest.raises(ClientGone):
            await read_body(receiving([*first, {"type": "http.disconnect"}]), 3)


class TestHeaders:
    def test_a_header_that_is_not_there_is_empty(self) -> None:
        assert header(scope(host="tea"), b"host") == "tea"
        assert header(scope(), b"host") == ""

    @pytest.mark.parametrize(
        ("line", "value"), [("a=1; th_mp=xyz", "xyz"), ("th_mp=", ""), ("th_mpx=1", ""), ("", ""), ("{;;=", "")]
    )
    def test_a_cookie_is_read(self, line: str, value: str) -> None:
        assert cookie(scope(cookie=line), "th_mp") == value


class TestLanguage:
    @pytest.mark.parametrize(
        ("headers", "language"),
        [
            ({}, "zh-CN"),
            ({"accept_language": "en-US,en;q=0.9"}, "en"),
            ({"accept_language": "zh-CN,en;q=0.9"}, "zh-CN"),
            ({"accept_language": "fr"}, "zh-CN"),
            ({"accept_language": "en", "cookie": "lang=zh-CN"}, "zh-CN"),
            ({"accept_language": "zh", "cookie": "lang=en"}, "en"),
            ({"accept_language": "en", "cookie": "lang=xx"}, "en"),
        ],
    )
    def test_is_the_reader_s_choice_then_the_browser_s_then_chinese(
        self, headers: dict[str, str], language: str
    ) -> None:
        assert language_of(scope(**headers)) == language


class TestRespond:
    async def test_sends_a_whole_answer(self) -> None:
        sent = Sent()
        await respond(sent, 201, "茶".encode(), b"text/plain", [(b"x-a", b"b")])
        assert sent == [
            {
                "type": "http.response.start",
                "status": 201,
                "headers": [(b"content-type", b"text/plain"), (b"content-length", b"3"), (b"x-a", b"b")],
            },
            {"type": "http.response.body", "body": "茶".encode()},
        ]

    async def test_json_says_that_it_is(self) -> None:
        sent = Sent()
        await respond_json(sent, 200, {"a": None})
        assert sent[0]["headers"][0] == (b"content-type", b"application/json")
        assert sent[1]["body"] == b'{"a":null}'

    async def test_an_error_is_told_in_the_reader_s_language(self) -> None:
        sent = Sent()
        with request_id_bound("request-1234"):
            await respond_error(sent, scope(cookie="lang=en"), NotFound(field="id"))
        assert sent[0]["status"] == 404
        assert msgspec.json.decode(sent[1]["body"]) == {
            "code": "not_found",
            "message": "Not found",
            "field": "id",
            "request_id": "request-1234",
        }


@given(st.lists(st.text(alphabet="ab=&%+20;é", max_size=6), max_size=4).map("&".join))
def test_a_query_is_read_as_the_library_reads_it(raw: str) -> None:
    encoded = raw.encode("latin-1")
    assert query_of({"query_string": encoded}) == dict(parse_qsl(raw, keep_blank_values=True))
