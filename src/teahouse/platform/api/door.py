"""The door of the public API: raw ASGI, driven by the table of endpoints.

Order of checks: path, size, method, token, power, quota, then the handler in a thread with a transaction of its own.
Every answer has status 200 and a return code; a fault of ours is logged and answers -1.
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
from teahouse.kit.db import Session, is_unstorable
from teahouse.kit.errors import AppError, NotFound, TooMany
from teahouse.kit.house import House, Receive, Scope, Send
from teahouse.kit.ids import new_number
from teahouse.platform.accounts import NO_FAULTS, Account, AccountNotFound, Faults, faults_of, get_account
from teahouse.platform.api import journal, rules, tokens
from teahouse.platform.api.call import Answer, Binary, Call, Handler
from teahouse.platform.api.models import CallRow
from teahouse.platform.api.quotas import Quotas
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

    def __init__(self, house: House, handlers: Mapping[str, Handler]) -> None:
        """`handlers` by path; paths of the table without one answer 48001."""
        self._house = house
        self._handlers = handlers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call."""
        endpoint = find_endpoint(scope["path"]) if scope["type"] == "http" else None
        if endpoint is None:
            await _refuse(scope, receive, send)
            return
        at, start = clock.now(), time.monotonic()
        request = await _read(scope, receive, endpoint)
        answer = await to_thread.run_sync(self._answer, request)
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

    def _answer(self, request: _Request) -> _Answer:
        try:
            answer = self._performed(request)
        except ApiError as error:
            return _json(request, error.body(request.rid), error.errcode)
        except TooMany:
            return _json(request, ApiError(45011).body(request.rid), 45011)
        except (AppError, IntegrityError) as error:  # a race, or what a handler did not foresee
            _log.warning("api.refused", path=request.path, rid=request.rid, error=repr(error))
            return _json(request, ApiError(-1).body(request.rid), -1)
        except Exception as error:  # noqa: BLE001 - the API never answers 5xx
            if is_unstorable(error):
                return _json(request, ApiError(47001).body(request.rid), 47001)
            _log.error("api.failed", path=request.path, rid=request.rid, exc_info=error)
            return _json(request, ApiError(-1).body(request.rid), -1)
        return answer

    def _performed(self, request: _Request) -> _Answer:
        endpoint = request.endpoint
        if request.too_large:
            raise ApiError(45001 if _is_form(request.content_type) else 47001)
        if request.method not in endpoint.methods:
            raise ApiError(43001 if "GET" in endpoint.methods else 43002)
        with self._house.db.reading() as reader:
            self._identify(reader, request)
        if request.faults.status is not None:
            return _Answer(request.faults.status, "text/html", b"<html><body>Bad Gateway</body></html>", -1)
        if request.faults.timeout:
            raise ApiError(-1)
        handler = self._handlers.get(endpoint.path)
        self._check_power(request, has_handler=handler is not None)
        if handler is None:
            raise ApiError(48001)
        if endpoint.daily_quota is not None and request.account is not None and endpoint.auth == "access_token":
            if request.faults.quota:
                raise ApiError(45009)
            self._house.get(Quotas).take(request.account.appid, endpoint.path, endpoint.daily_quota)
        return self._handled(handler, request)

    def _identify(self, reader: Session, request: _Request) -> None:
        if request.endpoint.auth == "access_token":
            request.account, code = tokens.owner(reader, request.query.get("access_token", ""))
        else:
            request.account, code = _claimed(reader, _claimed_appid(request)), 0
        if request.account is not None:  # the inspector shows calls with a dead token too
            request.faults = faults_of(reader, request.account.appid)
        if code:
            raise ApiError(code)

    def _check_power(self, request: _Request, *, has_handler: bool) -> None:
        endpoint, account = request.endpoint, request.account
        if endpoint.auth != "access_token" or account is None or endpoint.power is None:
            return
        if not has_handler or not may(account.kind, endpoint.power, approved=True):
            raise ApiError(48001)

    def _handled(self, handler: Handler, request: _Request) -> _Answer:
        with self._house.db.transaction() as session:
            answer = handler(
                Call(
                    house=self._house,
                    session=session,
                    method=request.method,
                    path=request.path,
                    query=request.query,
                    content_type=request.content_type,
                    body=request.body,
                    rid=request.rid,
                    client_ip=request.client_ip,
                    caller=request.account if request.endpoint.auth == "access_token" else None,
                )
            )
            return _rendered(request, answer)


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
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""


def _claimed(reader: Session, appid: str) -> Account | None:
    try:
        return get_account(reader, appid) if appid else None
    except AccountNotFound:
        return None


def _row(request: _Request, answer: _Answer, *, at: datetime, ms: int) -> CallRow:
    return CallRow(
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
