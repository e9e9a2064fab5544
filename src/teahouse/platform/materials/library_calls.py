"""Calls of the public API about the library (reference, 10.2)."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from teahouse.platform.api import OK, Answer, Binary, Call, Handler, decoded
from teahouse.platform.materials import library
from teahouse.platform.materials.calls import file_part
from teahouse.platform.materials.ports import Shelf
from teahouse.platform.materials.records import Material
from teahouse.platform.materials.rules import LIBRARY_KINDS
from teahouse.platform.materials.service import file_url
from teahouse.protocol import ApiError

_MOST = 20
_LISTED = ("image", "voice", "video")


class _One(Struct):
    media_id: str = ""


class _Some(Struct):
    type: str = ""
    offset: int = 0
    count: int = _MOST


class _Description(Struct):
    title: str | None = None
    introduction: str | None = None


def add(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/material/add_material: multipart `media`; of a video its `description` beside it."""
    kind = call.query.get("type") or call.form().fields.get("type", "")
    if kind not in LIBRARY_KINDS:
        raise ApiError(40004)
    part = file_part(call)
    name, introduction = _described(call) if kind == "video" else (part.filename, "")
    stored = library.add_material(
        call.session, call.house, call.account.appid, kind, part.data, name=name, introduction=introduction
    )
    url = {"url": file_url(call.house, stored.media.file)} if kind == "image" else {}
    return {"media_id": stored.media_id, **url}


def _described(call: Call) -> tuple[str, str]:
    """Title and introduction: a field of the form, which wechatpy puts into the query."""
    form = call.form()
    sent = form.files.get("description")
    text = sent.data if sent else (form.fields.get("description") or call.query.get("description", "")).encode()
    if not text:
        raise ApiError(41011)
    found = decoded(text, _Description)
    if not (found.title or "").strip():
        raise ApiError(41011)
    return found.title or "", found.introduction or ""


def get(call: Call) -> Answer:
    """POST /cgi-bin/material/get_material: articles and videos as JSON, anything else as the file."""
    media_id = _media_id(call)
    shelf = call.house.get(Shelf)  # type: ignore[type-abstract]  # a port
    news = shelf.news(call.session, call.house, call.account.appid, media_id)
    if news is not None:
        return news
    found = library.material(call.session, call.account.appid, media_id)
    if found.media.type == "video":
        down_url = file_url(call.house, found.media.file)
        return {"title": found.name, "description": found.introduction, "down_url": down_url}
    return Binary(call.house.files.get(found.media.file), found.media.content_type, found.media.filename)


def delete(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/material/del_material."""
    library.delete_material(call.session, call.house, call.account.appid, _media_id(call))
    return OK


def count(call: Call) -> Mapping[str, Any]:
    """GET /cgi-bin/material/get_materialcount."""
    counted = library.count_materials(call.session, call.house, call.account.appid)
    return {f"{kind}_count": counted[kind] for kind in ("voice", "video", "image", "news")}


def some(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/material/batchget_material."""
    body = call.json(_Some)
    if body.offset < 0 or not 1 <= body.count <= _MOST:
        raise ApiError(40097)
    if body.type == "news":
        return _articles(call, body)
    if body.type not in _LISTED:
        raise ApiError(40004)
    page = library.list_materials(call.session, call.account.appid, body.type, body.offset, body.count)
    items = [_item(call, one) for one in page.items]
    return {"total_count": page.total, "item_count": len(items), "item": items}


def _articles(call: Call, body: _Some) -> Mapping[str, Any]:
    shelf, appid = call.house.get(Shelf), call.account.appid  # type: ignore[type-abstract]  # a port
    items = shelf.page(call.session, call.house, appid, body.offset, body.count)
    return {"total_count": shelf.count(call.session, appid), "item_count": len(items), "item": items}


def _item(call: Call, one: Material) -> Mapping[str, Any]:
    url = {"url": file_url(call.house, one.media.file)} if one.media.type == "image" else {}
    return {"media_id": one.media_id, "name": one.name, "update_time": int(one.created_at.timestamp()), **url}


def _media_id(call: Call) -> str:
    media_id = call.json(_One).media_id
    if not media_id:
        raise ApiError(41006)
    return media_id


LIBRARY_API: dict[str, Handler] = {
    "/cgi-bin/material/add_material": add,
    "/cgi-bin/material/get_material": get,
    "/cgi-bin/material/del_material": delete,
    "/cgi-bin/material/get_materialcount": count,
    "/cgi-bin/material/batchget_material": some,
}
