"""Calls of the public API about drafts, and the old ones about articles in the library (reference, 10.2 and 10.3)."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from teahouse.platform.api import OK, Call, Handler
from teahouse.platform.articles import drafts
from teahouse.platform.articles.wire import ChangeBody, DraftBody, SomeBody, is_on, news_out, page_out
from teahouse.protocol import ApiError


class _One(Struct):
    media_id: str = ""


def add(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/draft/add; once POST /cgi-bin/material/add_news."""
    body = call.json(DraftBody, literal=True)
    writings = [one.writing() for one in body.articles]
    return {"media_id": drafts.add_draft(call.session, call.house, call.account.appid, writings)}


def get(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/draft/get."""
    found = drafts.draft(call.session, call.account.appid, _media_id(call))
    return news_out(found, call.house.settings.base_url)


def delete(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/draft/delete."""
    drafts.delete_draft(call.session, call.account.appid, _media_id(call))
    return OK


def update(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/draft/update; once POST /cgi-bin/material/update_news."""
    body = call.json(ChangeBody, literal=True)
    writing = body.articles.writing()
    drafts.change_one(call.session, call.house, call.account.appid, body.media_id, body.index, writing)
    return OK


def count(call: Call) -> Mapping[str, Any]:
    """GET /cgi-bin/draft/count."""
    return {"total_count": drafts.list_drafts(call.session, call.account.appid, 0, 1).total}


def some(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/draft/batchget."""
    body = call.json(SomeBody).checked()
    page = drafts.list_drafts(call.session, call.account.appid, body.offset, body.count)
    items = []
    for found in page.items:
        content = news_out(found, call.house.settings.base_url, content=not is_on(body.no_content))
        items.append({"media_id": found.media_id, "content": content, "update_time": content["update_time"]})
    return page_out(items, page.total)


def switch(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/draft/switch: the box of drafts has been open for everybody since 2022."""
    return {**OK, "is_open": 1}


def _media_id(call: Call) -> str:
    media_id = call.json(_One).media_id
    if not media_id:
        raise ApiError(41006)
    return media_id


DRAFT_API: dict[str, Handler] = {
    "/cgi-bin/draft/add": add,
    "/cgi-bin/draft/get": get,
    "/cgi-bin/draft/delete": delete,
    "/cgi-bin/draft/update": update,
    "/cgi-bin/draft/count": count,
    "/cgi-bin/draft/batchget": some,
    "/cgi-bin/draft/switch": switch,
    "/cgi-bin/material/add_news": add,
    "/cgi-bin/material/update_news": update,
}
