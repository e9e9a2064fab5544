"""Pages and files: the built surfaces (phone, mp, console, h5) and what people uploaded."""

import mimetypes
from functools import lru_cache
from pathlib import Path
from typing import Any

from litestar import MediaType, Response
from litestar import get as litestar_get
from litestar.handlers import HTTPRouteHandler

from teahouse.kit.errors import NotFound, Text
from teahouse.kit.files import content_type_of
from teahouse.kit.house import House
from teahouse.kit.http import get

STATIC = Path(__file__).parent.parent / "static"
_FOREVER = "public, max-age=31536000, immutable"
_PAGE_HEADERS = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob: http: https:; media-src 'self' blob: http: https:;"
        " style-src 'self' 'unsafe-inline'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' ws: wss:;"
        " frame-src http: https:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
    ),
}


class NotBuilt(NotFound):
    """The surface's bundle is missing from this installation."""

    code = "web.not_built"
    text = Text("页面尚未构建，请先运行 make web", "This page has not been built yet; run make web")


def surface(name: str) -> list[HTTPRouteHandler]:
    """Routes of a built single-page surface under /<name>/; unknown paths answer its index page."""

    @litestar_get(
        [f"/{name}", f"/{name}/{{path:path}}"],  # with and without a slash at the end are one path here
        include_in_schema=False,
        sync_to_thread=True,
        name=f"{name}-page",
    )
    def page(path: Path | None = None) -> Response[bytes]:
        return _page(name, str(path or "").lstrip("/"))

    return [page]


def _page(name: str, path: str) -> Response[bytes]:
    folder = (STATIC / name).resolve()
    wanted = (folder / path).resolve()
    if path and wanted.is_relative_to(folder) and wanted.is_file():
        kind = mimetypes.guess_type(wanted.name)[0] or "application/octet-stream"
        caching = _FOREVER if "assets" in wanted.parts else "no-cache"
        return _bytes(_read(wanted, wanted.stat().st_mtime_ns), kind, _PAGE_HEADERS | {"Cache-Control": caching})
    index = folder / "index.html"
    if not index.is_file():
        raise NotBuilt
    return _bytes(_read(index, index.stat().st_mtime_ns), MediaType.HTML, _PAGE_HEADERS)


@lru_cache(maxsize=256)
def _read(path: Path, _changed: int) -> bytes:
    return path.read_bytes()


def _bytes(data: bytes, kind: str, headers: dict[str, Any]) -> Response[bytes]:
    return Response(data, media_type=kind, headers=headers)


@get("/files/{key:str}", include_in_schema=False)
def uploaded_file(house: House, key: str) -> Response[bytes]:
    """An uploaded file. Its key cannot be guessed; its content cannot run."""
    headers = {
        "Cache-Control": _FOREVER,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return _bytes(house.files.get(key), content_type_of(key), headers)
