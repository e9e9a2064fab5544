"""One site, passed through: its pages get the bridge, its redirects and cookies hold under the shown origin."""

from importlib.resources import files
from urllib.parse import quote, urlsplit

import msgspec
import structlog

from teahouse.kit.asgi import BodyTooLarge, header, language_of, read_body, respond
from teahouse.kit.errors import Text
from teahouse.kit.house import Receive, Scope, Send
from teahouse.kit.outgoing import Outgoing, OutgoingError
from teahouse.platform.webview.rules import (
    AGENT,
    BRIDGE_PATH,
    Site,
    answered_headers,
    sent_headers,
    with_bridge,
)
from teahouse.protocol.hosts import WECHAT_HOSTS

_BODY_LIMIT = 12 * 1024 * 1024
_ANSWER_LIMIT = 32 * 1024 * 1024
_SECONDS = 30.0
_HTTP = 80
_UNREACHABLE = Text("网页无法打开", "This page cannot be opened")
_BRIDGE = files("teahouse.platform.webview").joinpath("bridge.js").read_text(encoding="utf-8")
_log = structlog.get_logger(__name__)


class Proxy:
    """ASGI for one site."""

    def __init__(self, origin: str, home: int, outgoing: Outgoing) -> None:
        """`home` is the port where the phone is served."""
        self._origin = origin
        self._home = home
        self._outgoing = outgoing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        host = header(scope, b"host")
        site = Site(self._origin, f"http://{host}", _beside(host, self._home))
        if scope["path"] == BRIDGE_PATH:
            await respond(send, 200, self._bridge(site), b"text/javascript; charset=utf-8", _FRESH)
            return
        try:
            body = await read_body(receive, _BODY_LIMIT)
            await self._pass_on(scope, body, site, send)
        except (OutgoingError, TimeoutError, BodyTooLarge) as error:
            _log.info("webview.failed", origin=self._origin, path=scope["path"], error=repr(error))
            words = _UNREACHABLE.render(language_of(scope))
            await respond(send, 502, words.encode(), b"text/plain; charset=utf-8", _FRESH)

    async def _pass_on(self, scope: Scope, body: bytes, site: Site, send: Send) -> None:
        given = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]
        answer = await self._outgoing.send(
            scope["method"],
            site.real + _target(scope),
            headers=dict(sent_headers(given, site)),
            body=body,
            seconds=_SECONDS,
            limit=_ANSWER_LIMIT,
        )
        if not answer.whole:
            raise BodyTooLarge
        headers = answered_headers(answer.headers.items(), answer.cookies, site)
        is_page = "text/html" in answer.headers.get("content-type", "").lower()
        data = with_bridge(answer.body) if is_page and scope["method"] == "GET" else answer.body
        lines = [(name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in headers]
        lines = [line for line in lines if line[0] != b"content-type"]
        kind = answer.headers.get("content-type", "application/octet-stream")
        await respond(send, answer.status, data, kind.encode("latin-1", "replace"), lines)

    def _bridge(self, site: Site) -> bytes:
        settings = {"home": site.home, "real": site.real, "agent": AGENT, "led": WECHAT_HOSTS}
        return _BRIDGE.replace("__SETTINGS__", msgspec.json.encode(settings).decode()).encode()


_FRESH = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))


def _beside(host: str, port: int) -> str:
    """The origin of another port of the same host."""
    name = urlsplit(f"//{host}").hostname or ""
    shown = f"[{name}]" if ":" in name else name
    return f"http://{shown}" + ("" if port == _HTTP else f":{port}")


def _target(scope: Scope) -> str:
    path = scope.get("raw_path") or quote(scope["path"]).encode()
    query: bytes = scope["query_string"]
    return (path.partition(b"?")[0] + (b"?" + query if query else b"")).decode("latin-1")
