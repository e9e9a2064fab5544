"""Pages and files: the built surfaces (phone, mp, console, h5) and what people uploaded."""

import gzip
import mimetypes
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from anyio import to_thread
from litestar import Response
from litestar.handlers import HTTPRouteHandler

from teahouse.kit.asgi import header, respond, respond_error
from teahouse.kit.errors import NotFound, Text
from teahouse.kit.files import content_type_of
from teahouse.kit.house import AsgiApp, House, Receive, Scope, Send
from teahouse.kit.http import get

STATIC = Path(__file__).parent.parent / "static"
_FOREVER = "public, max-age=31536000, immutable"
_PAGE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob: http: https:; media-src 'self' blob: http: https:;"
        " style-src 'self' 'unsafe-inline'; font-src 'self' data:; script-src 'self' 'wasm-unsafe-eval';"
        " connect-src 'self' ws: wss:;"
        " frame-src http: https:; worker-src 'self' blob:; object-src 'none'; base-uri 'self';"
        " frame-ancestors 'self'{framers}"
    ),
}
_COMPRESSED = ("text/", "application/javascript", "application/json", "application/wasm", "image/svg")


class NotBuilt(NotFound):
    """The surface's bundle is missing from this installation."""

    code = "web.not_built"
    text = Text("页面尚未构建，请先运行 make web", "This page has not been built yet; run make web")


class _Found(NamedTuple):
    data: bytes
    content_type: str
    zipped: bytes | None
    caching: str


def surface(
    name: str, framers: Callable[[House], Sequence[str]] = lambda _house: ()
) -> Mapping[str, Callable[[House], AsgiApp]]:
    """The raw endpoint of a built single-page surface under /<name>/; unknown paths answer its index page.

    `framers` are the origins, besides its own, whose pages may show it in a frame.
    """
    return {f"/{name}": lambda house: _Surface(name, framers(house))}


class _Surface:
    def __init__(self, name: str, framers: Sequence[str]) -> None:
        self._name = name
        self._folder = (STATIC / name).resolve()
        named = "".join(f" {origin}" for origin in framers)
        self._headers = {key: value.format(framers=named) for key, value in _PAGE_HEADERS.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"].removeprefix(f"/{self._name}")
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 4404})
        elif scope["method"] not in {"GET", "HEAD"}:
            await respond_error(send, scope, NotFound())
        elif not path:
            await respond(send, 307, b"", b"text/plain", [(b"location", f"/{self._name}/".encode())])
        else:
            await self._serve(path.lstrip("/"), scope, send)

    async def _serve(self, path: str, scope: Scope, send: Send) -> None:
        found = await to_thread.run_sync(self._find, path)
        if found is None:
            await respond_error(send, scope, NotFound() if _names_a_file(path) else NotBuilt())
            return
        headers = {**self._headers, "Cache-Control": found.caching, "Vary": "Accept-Encoding"}
        data = found.data
        if found.zipped is not None and "gzip" in header(scope, b"accept-encoding"):
            headers["Content-Encoding"], data = "gzip", found.zipped
        lines = [(key.lower().encode(), value.encode()) for key, value in headers.items()]
        await respond(send, 200, data, found.content_type.encode(), lines)

    def _find(self, path: str) -> _Found | None:
        wanted = self._inside(path)
        if wanted is None and not _names_a_file(path):
            wanted = self._inside("index.html")
        if wanted is None:
            return None
        caching = _FOREVER if wanted.is_relative_to(self._folder / "assets") else "no-cache"
        return _read(wanted, wanted.stat().st_mtime_ns, caching)

    def _inside(self, path: str) -> Path | None:
        """The surface's own file of that path."""
        try:
            wanted = (self._folder / path).resolve()
            return wanted if wanted.is_relative_to(self._folder) and wanted.is_file() else None
        except (OSError, ValueError):  # longer than a name can be, or with a zero byte
            return None


def _names_a_file(path: str) -> bool:
    return "." in path.rpartition("/")[2]


@lru_cache(maxsize=512)
def _read(path: Path, _changed: int, caching: str) -> _Found:
    data = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    zipped = gzip.compress(data, 6) if kind.startswith(_COMPRESSED) else None
    return _Found(data, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, zipped, caching)


def front(path: str) -> HTTPRouteHandler:
    """The part's front page leads to a surface."""

    @get("/", include_in_schema=False)
    def front_page() -> Response[None]:
        return Response(None, status_code=307, headers={"Location": path})

    return front_page


@get("/files/{key:str}", include_in_schema=False)
def uploaded_file(house: House, key: str) -> Response[bytes]:
    """An uploaded file. Its key cannot be guessed; its content cannot run."""
    headers = {
        "Cache-Control": _FOREVER,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(house.files.get(key), media_type=content_type_of(key), headers=headers)
