"""The door of the public API: raw ASGI, driven by the table of endpoints.

Order of checks: path, size, method, token, power, quota, then the handler: in a thread with a transaction of its own,
or on a hot path in a batch of the house's reader or writer. Every answer has status 200 and a return code; a fault of
ours is logged and answers -1.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
import structlog
from anyio import to_thread
from sqlalchemy.exc import IntegrityError

from teahouse.kit import clock
from teahouse.kit.asgi import BodyTooLarge, header, query_of, read_body, respond, respond_error
from teahouse.kit.db import Cursor, Session
from teahouse.kit.errors import AppError, NotFound, TooMany
from teahouse.kit.house import House, Receive, Scope, Send
from teahouse.kit.ids import new_number
from teahouse.platform.accounts import NO_FAULTS, Account, AccountNotFound, Faults, faults_of, get_account
from teahouse.platform.api import journal, rules, tokens
from teahouse.platform.api.call import Answer, Batched, Binary, Call, Handler, Handlers
from teahouse.platform.api.quotas import Quotas
from teahouse.platform.api.repository import Logged
from teahouse.platform.api.rid import new_rid
from teahouse.protocol.endpoints import Endpoint, find_endpoint
from teahouse.protocol.errcodes import ApiError
from teahouse.protocol.powers import may

_JSON_LIMIT = 2 * 1024 * 1024
_FORM_LIMIT = 12 * 1024 * 1024
_SLOW_SECONDS = 5.0
_JSON = "application/json; encoding=utf-8"
_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Request:
    """One request on its way through the door."""

    endpoint: Endpoint
    method: str
    path: str
    raw_query: str
    query: Mapping[str, str]
    content_type: str
    body: bytes
    client_ip: str
    too_large: bool = False
    rid: str = field(default_factory=new_rid)
    account: Account | None = None
    faults: Faults = NO_FAULTS


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    content_type: str
    body: bytes
    errcode: int = 0
    headers: tuple[tuple[str, str], ...] = ()


class _Claim(msgspec.Struct):
    appid: str = ""


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
        at, start = clock.now(), time.monotonic()
        request = await _read(scope, receive, endpoint)
        answer = await self._answer(request)
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

    async def _answer(self, request: _Request) -> _Answer:
        try:
            return await self._performed(request)
        except Exception as error:  # noqa: BLE001 - the API never answers 5xx
            return _refused(request, error)

    async def _performed(self, request: _Request) -> _Answer:
        endpoint = request.endpoint
        if request.too_large:
            raise ApiError(45001 if _is_form(request.content_type) else 47001)
        if request.method not in endpoint.methods:
            raise ApiError(43001 if "GET" in endpoint.methods else 43002)
        answer = await self._house.reader.submit(self._begin, request)
        if answer is None:
            await self._count(request)
            answer = await self._handled(self._handlers[endpoint.path], request)
        if isinstance(answer, ApiError):
            raise answer
        return answer

    def _begin(self, cursor: Cursor, requests: list[_Request]) -> list[_Answer | ApiError | None]:
        """Work for the reader: what is refused, what a hot path answers at once; None: it goes on."""
        callers = _Callers(cursor)
        return [self._begun(cursor, callers, request) for request in requests]

    def _begun(self, cursor: Cursor, callers: "_Callers", request: _Request) -> _Answer | ApiError | None:
        try:
            callers.identify(request)
            if request.faults.status is not None:
                return _Answer(request.faults.status, "text/html", b"<html><body>Bad Gateway</body></html>", -1)
            handler = self._allowed(request)
        except ApiError as error:
            return error
        if isinstance(handler, Batched) and not handler.writes and self._counted(request):
            return self._run(cursor, handler, request)
        return None

    def _allowed(self, request: _Request) -> Handler | Batched:
        if request.faults.timeout:
            raise ApiError(-1)
        endpoint, account = request.endpoint, request.account
        handler = self._handlers.get(endpoint.path)
        if handler is None:
            raise ApiError(48001)
        if endpoint.auth == "access_token" and account is not None and endpoint.power is not None:
            if not may(account.kind, endpoint.power, approved=True):
                raise ApiError(48001)
        return handler

    def _counted(self, request: _Request) -> bool:
        """Whether the call has no quota, or one of those that this process holds."""
        account, endpoint = request.account, request.endpoint
        if account is None or not _has_quota(request):
            return True
        return not request.faults.quota and self._quotas.take_held(account.appid, endpoint.path)

    async def _count(self, request: _Request) -> None:
        account, endpoint = request.account, request.endpoint
        if account is None or endpoint.daily_quota is None or not _has_quota(request):
            return
        if request.faults.quota:
            raise ApiError(45009)
        await self._quotas.take(account.appid, endpoint.path, endpoint.daily_quota)

    async def _handled(self, handler: Handler | Batched, request: _Request) -> _Answer | ApiError:
        if not isinstance(handler, Batched):
            return await to_thread.run_sync(self._in_thread, handler, request)
        line = self._house.writer if handler.writes else self._house.reader
        return await line.submit(self._in_batch, request)

    def _in_thread(self, handler: Handler, request: _Request) -> _Answer:
        with self._house.db.transaction() as session:
            return _rendered(request, handler(self._call(session, request)))

    def _in_batch(self, cursor: Cursor, requests: list[_Request]) -> list[_Answer | ApiError]:
        """Work for the reader or the writer."""
        return [self._run(cursor, self._handlers[request.endpoint.path], request) for request in requests]

    def _run(self, cursor: Cursor, handler: Handler | Batched, request: _Request) -> _Answer | ApiError:
        handle = handler.handle if isinstance(handler, Batched) else handler
        try:
            return _rendered(request, handle(self._call(cursor, request)))
        except ApiError as error:
            return error

    def _call(self, to: Session | Cursor, request: _Request) -> Call:
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
            caller=request.account if request.endpoint.auth == "access_token" else None,
        )


class _Callers:
    """Whose calls those of a batch are; each token and account is looked up once."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._owners: dict[str, tuple[Account | None, int]] = {}
        self._faults: dict[str, Faults] = {}

    def identify(self, request: _Request) -> None:
        """Set the request's account and faults. Raises ApiError for a token that is not good."""
        code = 0
        if request.endpoint.auth == "access_token":
            request.account, code = self._owner(request.query.get("access_token", ""))
        else:
            request.account = _claimed(self._cursor, _claimed_appid(request))
        if request.account is not None:  # the inspector shows calls with a dead token too
            request.faults = self._faults_of(request.account.appid)
        if code:
            raise ApiError(code)

    def _owner(self, token: str) -> tuple[Account | None, int]:
        if token not in self._owners:
            self._owners[token] = tokens.owner(self._cursor, token)
        return self._owners[token]

    def _faults_of(self, appid: str) -> Faults:
        if appid not in self._faults:
            self._faults[appid] = faults_of(self._cursor, appid)
        return self._faults[appid]


def _has_quota(request: _Request) -> bool:
    return request.endpoint.daily_quota is not None and request.endpoint.auth == "access_token"


def _refused(request: _Request, error: Exception) -> _Answer:
    if isinstance(error, ApiError):
        return _json(request, error.body(request.rid), error.errcode)
    if isinstance(error, TooMany):
        return _json(request, ApiError(45011).body(request.rid), 45011)
    if isinstance(error, AppError | IntegrityError):  # a race, or what a handler did not foresee
        _log.warning("api.refused", path=request.path, rid=request.rid, error=repr(error))
    else:
        _log.error("api.failed", path=request.path, rid=request.rid, exc_info=error)
    return _json(request, ApiError(-1).body(request.rid), -1)


def _rendered(request: _Request, answer: Answer) -> _Answer:
    if isinstance(answer, Binary):
        headers = dict(answer.headers)
        if answer.filename:
            headers["content-disposition"] = f'attachment; filename="{answer.filename}"'
        return _Answer(answer.status, answer.content_type, answer.data, 0, tuple(headers.items()))
    code = answer.get("errcode", 0)
    return _json(request, answer, code if isinstance(code, int) else 0)


def _json(request: _Request, answer: Mapping[str, Any], errcode: int) -> _Answer:
    plain = request.path.startswith("/sns/")
    return _Answer(200, "text/plain" if plain else _JSON, msgspec.json.encode(answer), errcode)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 4404})
        return
    await respond_error(send, scope, NotFound())


async def _read(scope: Scope, receive: Receive, endpoint: Endpoint) -> _Request:
    content_type = header(scope, b"content-type")
    body, too_large = b"", False
    try:
        body = await read_body(receive, _FORM_LIMIT if _is_form(content_type) else _JSON_LIMIT)
    except BodyTooLarge:
        too_large = True
    raw_query = scope["query_string"].decode("latin-1")
    return _Request(
        endpoint=endpoint,
        method=scope["method"],
        path=scope["path"],
        raw_query=raw_query,
        query=query_of(scope),
        content_type=content_type,
        body=body,
        client_ip=scope["client"][0] if scope.get("client") else "",
        too_large=too_large,
    )


def _is_form(content_type: str) -> bool:
    return content_type.lower().startswith("multipart/")


def _claimed_appid(request: _Request) -> str:
    """Which account a call without a token is about; it proves nothing, the handler checks."""
    if "appid" in request.query or not request.body.lstrip().startswith(b"{"):
        return request.query.get("appid", "")
    try:
        return msgspec.json.decode(request.body, type=_Claim).appid
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""


def _claimed(reader: Cursor, appid: str) -> Account | None:
    try:
        return get_account(reader, appid) if appid else None
    except AccountNotFound:
        return None


def _row(request: _Request, answer: _Answer, *, at: datetime, ms: int) -> Logged:
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
