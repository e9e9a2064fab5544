from collections.abc import AsyncIterator
from typing import Annotated, Any

import httpx
import msgspec
import pytest
from litestar import Request, Response
from litestar.datastructures import State
from sqlalchemy import func, select, text

from teahouse.kit import clock, http, logins
from teahouse.kit.app import build
from teahouse.kit.db import Session
from teahouse.kit.errors import Conflict, Text, TooMany
from teahouse.kit.house import Feature, House
from teahouse.kit.http import Http, get, identify, login_cookie, post, put
from teahouse.kit.ledger import Posting
from tests.support.houses import OpenHouse

AnyRequest = Request[object, object, State]


class Full(Conflict):
    code = "test.full"
    text = Text("最多 {limit} 人", "At most {limit} people")


class Cup(msgspec.Struct):
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=5)]
    count: int = 1


def _row(key: str) -> Posting:
    return Posting(id=key.ljust(20, "0"), book="b", key=key, memo="", posted_at=clock.now())


@post("/cups/{key:str}")
def keep(session: Session, key: str) -> dict[str, str]:
    session.add(_row(key))
    return {"kept": key}


@put("/cups/{key:str}")
def keep_and_break(session: Session, key: str) -> None:
    session.add(_row(key))
    session.flush()
    raise Full(limit=3)


@get("/cups")
def read(reader: Session) -> dict[str, int]:
    return {"count": reader.scalar(select(func.count()).select_from(Posting)) or 0}


@get("/write-while-reading")
def write_while_reading(reader: Session) -> None:
    reader.execute(text("DELETE FROM ledger_posting"))


@post("/validated")
def validated(data: Cup) -> Cup:
    return data


@get("/busy")
def busy() -> None:
    raise TooMany(9)


@get("/broken")
def broken() -> None:
    raise RuntimeError("a secret of ours")


@get("/house")
def with_house(house: House, reader: Session) -> dict[str, str]:
    return {"part": house.part}


@post("/sign-in")
def sign_in(session: Session, house: House) -> Response[dict[str, str]]:
    login, token = logins.sign_in(session, "phone", "ming", "Safari")
    return Response({"csrf": login.csrf}, cookies=[login_cookie(house, "phone", token)])


@get("/me")
async def who(request: Http, house: House) -> dict[str, str]:
    return {"subject": (await identify(request, house, "phone")).subject_id}


@post("/me")
async def change(request: Http, house: House) -> dict[str, str]:
    return {"subject": (await identify(request, house, "phone")).subject_id}


ROUTES = (keep, keep_and_break, read, write_while_reading, validated, busy, broken, with_house, sign_in, who, change)


@pytest.fixture
async def client(network_house: House) -> AsyncIterator[httpx.AsyncClient]:
    app = build(network_house, (Feature(name="test", routes=ROUTES),))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    headers = {"accept-language": "en"}
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000", headers=headers) as made:
        yield made


async def kept(client: httpx.AsyncClient) -> int:
    return int((await client.get("/cups")).json()["count"])


class TestTransaction:
    async def test_is_committed_before_the_answer_leaves(self, client: httpx.AsyncClient) -> None:
        answer = await client.post("/cups/a")
        assert (answer.status_code, answer.json()) == (201, {"kept": "a"})
        assert await kept(client) == 1

    async def test_is_rolled_back_when_the_handler_refuses(self, client: httpx.AsyncClient) -> None:
        answer = await client.put("/cups/a")
        assert (answer.status_code, answer.json()["code"]) == (409, "test.full")
        assert await kept(client) == 0

    async def test_two_for_one_unique_row_are_a_conflict(self, client: httpx.AsyncClient) -> None:
        await client.post("/cups/a")
        answer = await client.post("/cups/a")
        assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
        assert await kept(client) == 1

    async def test_a_reader_cannot_write(self, client: httpx.AsyncClient) -> None:
        await client.post("/cups/a")
        assert (await client.get("/write-while-reading")).status_code == 500
        assert await kept(client) == 1

    async def test_a_handler_may_ask_for_the_house_as_well(self, client: httpx.AsyncClient) -> None:
        assert (await client.get("/house")).json() == {"part": "network"}


class TestErrors:
    @pytest.mark.parametrize(
        ("headers", "message"),
        [
            ({"accept-language": "en"}, "At most 3 people"),
            ({"accept-language": "zh-CN"}, "最多 3 人"),
            ({"accept-language": "en", "cookie": "lang=zh-CN"}, "最多 3 人"),
        ],
    )
    async def test_speak_the_reader_s_language(
        self, client: httpx.AsyncClient, headers: dict[str, str], message: str
    ) -> None:
        answer = await client.put("/cups/a", headers=headers)
        assert answer.json() == {
            "code": "test.full",
            "message": message,
            "field": None,
            "request_id": answer.headers["x-request-id"],
        }

    @pytest.mark.parametrize(
        ("body", "field"),
        [({"name": ""}, "name"), ({"name": "x" * 6}, "name"), ({"name": "x", "count": "y"}, "count"), ({}, "name")],
    )
    async def test_of_validation_name_the_field(
        self, client: httpx.AsyncClient, body: dict[str, str], field: str
    ) -> None:
        answer = await client.post("/validated", json=body)
        told = answer.json()
        assert (answer.status_code, told["code"], told["field"]) == (422, "invalid", field)
        assert told["message"].startswith("Not valid: ")

    async def test_a_body_that_is_no_json_is_invalid(self, client: httpx.AsyncClient) -> None:
        answer = await client.post("/validated", content=b"{", headers={"content-type": "application/json"})
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid")

    async def test_a_body_without_bottom_is_invalid(self, client: httpx.AsyncClient) -> None:
        body = b'{"name": ' + b'{"a":' * 5000
        answer = await client.post("/validated", content=body, headers={"content-type": "application/json"})
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid")

    async def test_a_query_that_is_no_text_does_no_harm(self, network_house: House) -> None:
        sent: list[dict[str, object]] = []
        app = build(network_house, (Feature(name="test", routes=ROUTES),))
        scope = {"type": "http", "method": "GET", "path": "/cups", "query_string": b"a=\xff&b=\xe8\x8c\xb6"}
        scope |= {"headers": [(b"host", b"127.0.0.1")], "http_version": "1.1", "scheme": "http", "root_path": ""}

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:  # noqa: ANN401 - ASGI
            sent.append(message)

        await app(scope, receive, send)
        assert sent[0]["status"] == 200

    async def test_a_body_that_is_too_large_is_told_so(self, client: httpx.AsyncClient) -> None:
        answer = await client.post("/validated", content=b"x" * (12 * 1024 * 1024 + 1))
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")

    async def test_too_many_says_when_to_come_back(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("/busy")
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "9")

    async def test_a_fault_of_ours_tells_nothing(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("/broken")
        assert (answer.status_code, answer.json()["code"]) == (500, "internal")
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text

    @pytest.mark.parametrize(
        ("method", "path", "status", "code"),
        [("GET", "/nowhere", 404, "not_found"), ("DELETE", "/cups", 405, "method_not_allowed")],
    )
    async def test_what_is_not_there_is_told_in_our_words(
        self, client: httpx.AsyncClient, method: str, path: str, status: int, code: str
    ) -> None:
        answer = await client.request(method, path)
        assert (answer.status_code, answer.json()["code"]) == (status, code)


class TestIdentify:
    async def csrf(self, client: httpx.AsyncClient) -> str:
        return str((await client.post("/sign-in")).json()["csrf"])

    async def test_nobody_is_told_to_sign_in(self, client: httpx.AsyncClient) -> None:
        for answer in (await client.get("/me"), await client.post("/me")):
            assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")

    async def test_a_cookie_that_nobody_gave_is_nobody(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("/me", headers={"cookie": "th_phone=made-up"})
        assert answer.status_code == 401

    async def test_the_signed_in_are_known(self, client: httpx.AsyncClient) -> None:
        await self.csrf(client)
        assert (await client.get("/me")).json() == {"subject": "ming"}

    @pytest.mark.parametrize("headers", [{}, {"x-csrf-token": ""}, {"x-csrf-token": "made-up"}])
    async def test_a_change_without_the_token_is_forged(
        self, client: httpx.AsyncClient, headers: dict[str, str]
    ) -> None:
        await self.csrf(client)
        answer = await client.post("/me", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf")

    async def test_a_change_with_the_token_is_ours(self, client: httpx.AsyncClient) -> None:
        csrf = await self.csrf(client)
        assert (await client.post("/me", headers={"x-csrf-token": csrf})).status_code == 201

    async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(self, client: httpx.AsyncClient) -> None:
        line = (await client.post("/sign-in")).headers["set-cookie"].lower()
        assert line.startswith("th_phone=")
        for word in ("httponly", "samesite=lax", "path=/", "max-age=2592000"):
            assert word in line
        assert "secure" not in line

    def test_behind_tls_it_goes_over_tls_alone(self, open_house: OpenHouse) -> None:
        house = open_house("network", public_url="https://wx.example")
        assert login_cookie(house, "phone", "x").secure is True
        assert login_cookie(house, "phone", "").max_age == 0


def test_operations_are_named_after_feature_and_function() -> None:
    assert http.post("/x")(keep.fn).operation_id == "test_http_handler" or keep.operation_id is not None
    assert str(keep.operation_id).endswith("_keep")
