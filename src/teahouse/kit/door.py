"""The outer door: who may knock at all, and under which name.

A page elsewhere must not reach a house on loopback through its reader's browser: a foreign Host (DNS rebinding) and
a foreign Origin (forged posts, sockets) are refused before anything else happens.
"""

import ipaddress
import string
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

import structlog

from teahouse.kit.asgi import respond_error
from teahouse.kit.errors import Forbidden, Text
from teahouse.kit.house import AsgiApp, Receive, Scope, Send
from teahouse.kit.logs import request_id_bound
from teahouse.kit.settings import Settings

LED = "teahouse.led"
"""In the scope's `extensions` of a request that came through a door beside: its sender may be somewhere else."""
_HOSTS_REMEMBERED = 100
_log = structlog.get_logger(__name__)


class WrongHost(Forbidden):
    """The request names a host that this house is not."""

    status = 421
    code = "door.wrong_host"
    text = Text(
        "这个地址不属于本服务：{host}（可在设置 hosts 中添加）",
        "This service does not answer to {host}; it can be added to the setting hosts",
    )


class WrongOrigin(Forbidden):
    """A page of another site made the request."""

    code = "door.wrong_origin"
    text = Text("拒绝来自其他网站的请求：{origin}", "Requests from another site are refused: {origin}")


class Door:
    """Wraps a part: request id first, then host and origin, then the part."""

    def __init__(self, app: AsgiApp, settings: Settings, also: Iterable[str] = ()) -> None:
        """`settings.hosts` and the public URL's host are let in, besides loopback and IP addresses, and `also`."""
        self._app = app
        self._settings = settings
        self._known: dict[str, bool] = {}
        public = urlsplit(settings.base_url).hostname
        self._led = frozenset(also)
        self._hosts = {"localhost", *map(str.lower, settings.hosts), *([public] if public else []), *self._led}

    def beside(self, hosts: Iterable[str]) -> "Door":
        """A second door into the same part that answers to these names too, for programs that are led to it."""
        return Door(self._app, self._settings, hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or socket."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if self._led:
            scope.setdefault("extensions", {})[LED] = {}
        given, host, origin = _names(scope)
        with request_id_bound(given) as request_id:
            refusal = self._refusal(scope, host, origin)
            if refusal is None:
                await self._app(_plain(scope), receive, _marked(send, request_id))
                return
            _log.warning("door.refused", code=refusal.code, path=scope["path"], values=refusal.values)
            if scope["type"] == "websocket":
                await receive()
                await send({"type": "websocket.close", "code": 4403})
            else:
                await respond_error(send, scope, refusal)

    def _refusal(self, scope: Scope, host: str, origin: str) -> Forbidden | None:
        if not self.knows(host):
            return WrongHost(host=host)
        if origin and not _safe(scope) and origin.partition("://")[2] != host:
            return WrongOrigin(origin=origin)
        return None

    def knows(self, host: str) -> bool:
        """As `_knows`; remembered, because it is asked for every request. Strangers may not fill the memory."""
        known = self._known.get(host)
        if known is None:
            known = self._knows(host)
            if len(self._known) < _HOSTS_REMEMBERED:
                self._known[host] = known
        return known

    def _knows(self, host: str) -> bool:
        """Whether the house answers to this Host header. An address cannot be rebound, so any address is fine."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
            return name in self._hosts or bool(ipaddress.ip_address(name))
        except ValueError:  # neither a known name nor an address
            return False


def _names(scope: Scope) -> tuple[str, str, str]:
    """The first X-Request-Id, Host and Origin of a request, in one pass; empty where there is none."""
    found = {b"x-request-id": b"", b"host": b"", b"origin": b""}
    for name, value in scope["headers"]:
        if name in found and not found[name]:
            found[name] = value
    given, host, origin = found.values()
    return given.decode("latin-1"), host.decode("latin-1"), origin.decode("latin-1")


def _plain(scope: Scope) -> Scope:
    """With a query of ASCII only: some clients write UTF-8 as it is, and the framework stops at what is none."""
    query: bytes = scope.get("query_string", b"")
    return scope if query.isascii() else {**scope, "query_string": quote(query, safe=string.printable).encode()}


def _safe(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["method"] in {"GET", "HEAD", "OPTIONS"}


def _marked(send: Send, request_id: str) -> Send:
    mark = (b"x-request-id", request_id.encode())

    async def marked(message: dict) -> None:  # type: ignore[type-arg]  # ASGI's own
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), mark]
        await send(message)

    return marked  # type: ignore[return-value]
