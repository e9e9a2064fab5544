"""Calls to the public API of official accounts: the only way from the suite to a network, ours or the real one."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, NamedTuple, TypeVar

import httpx
import msgspec
import structlog

from teahouse.kit import clock
from teahouse.kit.files import content_type_of
from teahouse.kit.house import House
from teahouse.kit.logs import current_request_id
from teahouse.kit.outgoing import tls
from teahouse.suite.channel import repository
from teahouse.suite.channel.errors import ChannelError, ChannelTooSlow, ChannelUnreachable, NoSuchAccount, NotWeChat
from teahouse.suite.channel.models import ChannelMedia, ChannelToken

_TIMEOUT = httpx.Timeout(10.0, connect=5.0)
_STALE_TOKEN = {40001, 40014, 42001}
_TOKEN_MARGIN = timedelta(minutes=5)
_MEDIA_LIFETIME = timedelta(days=3) - timedelta(hours=1)
_LONGEST_KIND = 100
_log = structlog.get_logger(__name__)


_Shape = TypeVar("_Shape")


class _Caller(NamedTuple):
    brand_id: str
    id: str
    appid: str
    secret: str
    api_base: str


class _Refusal(msgspec.Struct):
    errcode: int = 0
    errmsg: str = ""


class _NewToken(msgspec.Struct):
    access_token: str
    expires_in: int


class _NewMedia(msgspec.Struct):
    media_id: str


class Answer:
    """What WeChat answered; `read` takes from it what is needed, and nothing else is trusted."""

    def __init__(self, api_base: str, response: httpx.Response) -> None:
        self._api_base = api_base
        self._response = response

    def read(self, shape: type[_Shape]) -> _Shape:
        """The answer in a shape. Raises NotWeChat when it has another."""
        try:
            return msgspec.json.decode(self._response.content, type=shape, strict=False)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:  # ValidationError is a DecodeError
            kind = self._response.headers.get("content-type", "-")[:_LONGEST_KIND]
            status = self._response.status_code
            raise NotWeChat(api_base=self._api_base, status=status, content_type=kind) from error


class Buttons(msgspec.Struct):
    """A menu's buttons as the API has them."""

    button: list[dict[str, Any]]


class Menu(msgspec.Struct):
    """What /cgi-bin/menu/get answers."""

    menu: Buttons


class ApiClient:
    """One HTTP client a process, one token an account, shared through the database."""

    def __init__(self, house: House) -> None:
        self._house = house
        limits = httpx.Limits(max_keepalive_connections=50)
        self._http = httpx.AsyncClient(timeout=_TIMEOUT, limits=limits, verify=tls())
        self._fetching: dict[str, asyncio.Lock] = {}

    async def call(
        self,
        brand_id: str,
        account_id: str,
        path: str,
        body: object = None,
        *,
        query: Mapping[str, str] | None = None,
    ) -> Answer:
        """GET `path`, or POST it with a JSON body. Raises ChannelError, ChannelUnreachable, NoSuchAccount."""
        request: dict[str, Any] = {}
        if body is not None:  # raw UTF-8, as WeChat wants it
            request = {"content": msgspec.json.encode(body), "headers": {"Content-Type": "application/json"}}
        caller = await asyncio.to_thread(self._caller, brand_id, account_id)
        return await self._authorized(caller, path, dict(query or {}), request)

    async def media_id(self, brand_id: str, account_id: str, file: str) -> str:
        """The account's media id of a stored picture, uploaded when it has none. Raises as `call`."""
        known = await asyncio.to_thread(self._known_media, brand_id, account_id, file)
        if known is not None:
            return known
        caller = await asyncio.to_thread(self._caller, brand_id, account_id)
        data = await asyncio.to_thread(self._house.files.get, file)
        request = {"files": {"media": (file, data, content_type_of(file))}}
        answer = await self._authorized(caller, "/cgi-bin/media/upload", {"type": "image"}, request)
        media_id = answer.read(_NewMedia).media_id
        await asyncio.to_thread(self._remember_media, caller, file, media_id)
        return media_id

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _authorized(self, caller: _Caller, path: str, query: dict[str, str], request: dict[str, Any]) -> Answer:
        token = await self._token(caller)
        try:
            return await self._request(caller, path, query | {"access_token": token}, request)
        except ChannelError as error:
            if error.errcode not in _STALE_TOKEN:
                raise
        token = await self._token(caller, instead_of=token)
        return await self._request(caller, path, query | {"access_token": token}, request)

    async def _request(self, caller: _Caller, path: str, query: dict[str, str], request: dict[str, Any]) -> Answer:
        answer = Answer(caller.api_base, await self._response(caller, path, query, request))
        refusal = answer.read(_Refusal)
        if refusal.errcode:
            raise ChannelError(refusal.errcode, refusal.errmsg)
        return answer

    async def _response(
        self, caller: _Caller, path: str, query: dict[str, str], request: dict[str, Any]
    ) -> httpx.Response:
        method = "POST" if request else "GET"
        headers = {"X-Request-Id": current_request_id(), **request.get("headers", {})}
        try:
            return await self._http.request(
                method, caller.api_base + path, params=query, **(request | {"headers": headers})
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            _log.warning("channel.unreachable", api_base=caller.api_base, path=path, error=repr(error))
            slow = isinstance(error, httpx.TimeoutException)
            raise (ChannelTooSlow if slow else ChannelUnreachable)(api_base=caller.api_base) from error

    async def _token(self, caller: _Caller, *, instead_of: str = "") -> str:
        lock = self._fetching.setdefault(caller.id, asyncio.Lock())
        async with lock:
            stored = await asyncio.to_thread(self._stored_token, caller)
            if stored and stored != instead_of:
                return stored
            body = {
                "grant_type": "client_credential",
                "appid": caller.appid,
                "secret": caller.secret,
                "force_refresh": bool(instead_of),
            }
            answer = await self._request(caller, "/cgi-bin/stable_token", {}, {"content": msgspec.json.encode(body)})
            told = answer.read(_NewToken)
            await asyncio.to_thread(self._store_token, caller, told.access_token, told.expires_in)
            return told.access_token

    def _caller(self, brand_id: str, account_id: str) -> _Caller:
        with self._house.db.reading() as session:
            row = repository.account(session, brand_id, account_id)
        if row is None:
            raise NoSuchAccount
        secret = self._house.vault.decrypt(row.secret)
        return _Caller(brand_id, account_id, row.appid, secret, row.api_base.rstrip("/"))

    def _stored_token(self, caller: _Caller) -> str:
        with self._house.db.reading() as session:
            row = repository.token(session, caller.brand_id, caller.id)
        fresh = row is not None and row.expires_at > clock.now() + _TOKEN_MARGIN
        return self._house.vault.decrypt(row.token) if row is not None and fresh else ""

    def _store_token(self, caller: _Caller, token: str, seconds: int) -> None:
        row = ChannelToken(
            brand_id=caller.brand_id,
            account_id=caller.id,
            token=self._house.vault.encrypt(token),
            expires_at=clock.now() + timedelta(seconds=seconds),
        )
        with self._house.db.transaction() as session:
            repository.save_token(session, row)

    def _known_media(self, brand_id: str, account_id: str, file: str) -> str | None:
        with self._house.db.reading() as session:
            row = repository.media(session, brand_id, account_id, file)
        return row.media_id if row is not None and row.expires_at > clock.now() else None

    def _remember_media(self, caller: _Caller, file: str, media_id: str) -> None:
        row = ChannelMedia(
            brand_id=caller.brand_id,
            account_id=caller.id,
            file=file,
            media_id=media_id,
            expires_at=clock.now() + _MEDIA_LIFETIME,
        )
        with self._house.db.transaction() as session:
            repository.save_media(session, row)


@asynccontextmanager
async def open_client(house: House) -> AsyncIterator[None]:
    """The client of a running part, closed with it."""
    try:
        yield
    finally:
        await house.get(ApiClient).close()
