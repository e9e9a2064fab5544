"""The door of the public API: raw ASGI, driven by the table of endpoints.

Order of checks: path, size, method, token, power, quota, then the handler: in a thread with a transaction of its own,
or on a hot path in a batch of the house's reader or writer. Every answer has status 200 and a return code; a fault of
ours is logged and answers -1.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import msgspec
import structlog
from anyio import to_thread
from sqlalchemy.exc import IntegrityError

from teahouse.kit import clock
from teahouse.kit.asgi import respond, respond_error
from teahouse.kit.batches import Batches
from teahouse.kit.db import Cursor, Session, is_unstorable
from teahouse.kit.errors import AppError, NotFound, TooMany
from teahouse.kit.house import House, Receive, Scope, Send
from teahouse.kit.ids import new_number
from teahouse.platform.api import journal, rules
from teahouse.platform.api.call import Answer, Batched, Binary, Call, Handler, Handlers
from teahouse.platform.api.callers import identify
from teahouse.platform.api.quotas import Quotas
from teahouse.platform.api.repository import Logged
from teahouse.platform.api.request import Request, read_request
from teahouse.protocol.endpoints import find_endpoint
from teahouse.protocol.errcodes import ApiError
from teahouse.protocol.powers import may

_SLOW_SECONDS = 5.0
_JSON = "application/json; encoding=utf-8"
_ENCODER = msgspec.json.Encoder()
_log = structlog.get_logger(__name__)


class _Answer(msgspec.Struct, frozen=True):
    status: int
    content_type: str
    body: bytes
    errcode: int = 0
    headers: tuple[tuple[str, str], ...] = ()


class ApiDoor:
    """Serves every path of the table."""

    def __init__(self, house: House, handlers: Handlers) -> None:
        """`handlers` by path; paths of the table without one answer 48001."""
        self._house = house
        self._handlers = handlers
        self._quotas = house.get(Quotas)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call."""
        endpoint = find_endpoint(scope["path"]) if scope["type"] == "http" else None
        if endpoint is None:
            await _refuse(scope, receive, send)
            return
        at, start = clock.micros(), time.monotonic()
        request = await read_request(scope, receive, endpoint)
        try:
            answer = await self._performed(request)
        except Exception as error:  # noqa: BLE001 - the API never answers 5xx
            answer = _refused(request, error)
        if request.faults.timeout:
            await asyncio.sleep(_SLOW_SECONDS)
        await respond(
            send,
            answer.status,
            answer.body,
            answer.content_type.encode(),
            [(name.encode(), value.encode("latin-1", "replace")) for name, value in answer.headers],
        )
        if request.account is not None:
            ms = round((time.monotonic() - start) * 1000)
            journal.write(self._house, _row(request, answer, at=at, ms=ms))

    async def _performed(self, request: Request) -> _Answer:
        endpoint = request.endpoint
        if request.too_large:
            raise ApiError(45001 if request.is_form else 47001)
        if request.method not in endpoint.methods:
            raise ApiError(43001 if "GET" in endpoint.methods else 43002)
        answer = await self._line(request).submit(self._begin, request)
        if answer is None:
            await self._count(request)
            answer = await self._go_on(request)
        if isinstance(answer, ApiError):
            raise answer
        return answer

    def _line(self, request: Request) -> Batches:
        handler = self._handlers.get(request.endpoint.path)
        return self._house.writer if isinstance(handler, Batched) and handler.writes else self._house.reader

    def _begin(self, cursor: Cursor, requests: list[Request]) -> list[_Answer | ApiError | None]:
        """Work for the reader or the writer: what is refused, what a hot path answers at once; None: it goes on."""
        codes = identify(cursor, requests)
        answers = [self._refusal(request, code) for request, code in zip(requests, codes, strict=True)]
        ready: defaultdict[Batched, list[int]] = defaultdict(list)
        for number, request in enumerate(requests):
            if answers[number] is None and (handler := self._at_once(request)):
                ready[handler].append(number)
        for handler, numbers in ready.items():
            found = self._in_batch(cursor, handler, [requests[number] for number in numbers])
            for number, answer in zip(numbers, found, strict=True):
                answers[number] = answer
        return answers

    def _refusal(self, request: Request, code: int) -> _Answer | ApiError | None:
        if code:
            return ApiError(code)
        if request.faults.status is not None:
            return _Answer(request.faults.status, "text/html", b"<html><body>Bad Gateway</body></html>", -1)
        if request.faults.timeout:
            return ApiError(-1)
        return None if self._may(request) else ApiError(48001)

    def _at_once(self, request: Request) -> Batched | None:
        handler = self._handlers[request.endpoint.path]
        return handler if isinstance(handler, Batched) and self._counted(request) else None

    def _may(self, request: Request) -> bool:
        endpoint, account = request.endpoint, request.account
        if endpoint.path not in self._handlers:
            return False
        if not request.needs_token or account is None or endpoint.power is None:
            return True
        return may(account.kind, endpoint.power, approved=True)

    def _counted(self, request: Request) -> bool:
        """Whether the call has no quota, or one of those that this process holds."""
        account, endpoint = request.account, request.endpoint
        if account is None or not request.has_quota:
            return True
        return not request.faults.quota and self._quotas.take_held(account.appid, endpoint.path)

    async def _count(self, request: Request) -> None:
        account, endpoint = request.account, request.endpoint
        if account is None or endpoint.daily_quota is None or not request.has_quota:
            return
        if request.faults.quota:
            raise ApiError(45009)
        await self._quotas.take(account.appid, endpoint.path, endpoint.daily_quota)

    async def _go_on(self, request: Request) -> _Answer | ApiError:
        handler = self._handlers[request.endpoint.path]
        if isinstance(handler, Batched):
            return await self._line(request).submit(self._each_in_batch, (handler, request))
        return await to_thread.run_sync(self._in_thread, handler, request)

    def _in_thread(self, handler: Handler, request: Request) -> _Answer:
        with self._house.db.transaction() as session:
            return _rendered(request, handler(self._call(session, request)))

    def _each_in_batch(self, cursor: Cursor, calls: list[tuple[Batched, Request]]) -> list[_Answer | ApiError]:
        """Work for the reader or the writer: hot paths whose quota had to be asked for."""
        return [answer for handler, request in calls for answer in self._in_batch(cursor, handler, [request])]

    def _in_batch(self, cursor: Cursor, handler: Batched, requests: list[Request]) -> list[_Answer | ApiError]:
        answers = handler.handle([self._call(cursor, request) for request in requests])
        return [
            answer if isinstance(answer, ApiError) else _rendered(request, answer)
            for request, answer in zip(requests, answers, strict=True)
        ]

    def _call(self, to: Session | Cursor, request: Request) -> Call:
        return Call(
            house=self._house,
            to=to,
            method=request.method,
            path=request.path,
            query=request.query,
            content_type=request.content_type,
            body=request.body,
            rid=request.rid,
            client_ip=request.client_ip,
            caller=request.account if request.needs_token else None,
        )


def _refused(request: Request, error: Exception) -> _Answer:
    if isinstance(error, ApiError):
        return _json(request, error.body(request.rid), error.errcode)
    if isinstance(error, TooMany):
        return _json(request, ApiError(45011).body(request.rid), 45011)
    if isinstance(error, AppError | IntegrityError):  # a race, or what a handler did not foresee
        _log.warning("api.refused", path=request.path, rid=request.rid, error=repr(error))
    elif is_unstorable(error):
        return _json(request, ApiError(47001).body(request.rid), 47001)
    else:
        _log.error("api.failed", path=request.path, rid=request.rid, exc_info=error)
    return _json(request, ApiError(-1).body(request.rid), -1)


def _rendered(request: Request, answer: Answer) -> _Answer:
    if isinstance(answer, Binary):
        headers = dict(answer.headers)
        if answer.filename:
            headers["content-disposition"] = f'attachment; filename="{answer.filename}"'
        return _Answer(answer.status, answer.content_type, answer.data, 0, tuple(headers.items()))
    code = answer.get("errcode", 0)
    return _json(request, answer, code if isinstance(code, int) else 0)


def _json(request: Request, answer: Mapping[str, Any], errcode: int) -> _Answer:
    plain = request.path.startswith("/sns/")
    return _Answer(200, "text/plain" if plain else _JSON, _ENCODER.encode(answer), errcode)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 4404})
        return
    await respond_error(send, scope, NotFound())


def _row(request: Request, answer: _Answer, *, at: int, ms: int) -> Logged:
    return Logged(
        rid=request.rid,
        number=new_number(),
        appid=request.account.appid if request.account else "",
        at=at,
        method=request.method,
        path=request.path,
        query=rules.masked_query(request.raw_query),
        request_body=rules.logged_body(request.body),
        status=answer.status,
        errcode=answer.errcode,
        response_body=rules.logged_body(answer.body),
        ms=ms,
        client_ip=request.client_ip,
    )
