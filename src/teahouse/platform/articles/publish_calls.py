"""Calls of the public API about publishing (reference, 10.4)."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from teahouse.platform.api import OK, Call, Handler
from teahouse.platform.articles import publishing
from teahouse.platform.articles.drafts import BadArticle
from teahouse.platform.articles.limits import publish_status
from teahouse.platform.articles.records import ArticleSet
from teahouse.platform.articles.wire import SomeBody, is_on, page_out, published_out
from teahouse.protocol import ApiError


class _Draft(Struct):
    media_id: str = ""


class _Job(Struct):
    publish_id: str | int = ""


class _Article(Struct):
    article_id: str = ""
    index: int = 0


def submit(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/freepublish/submit."""
    try:
        found = publishing.submit(call.session, call.account.appid, call.json(_Draft).media_id)
    except BadArticle:
        raise ApiError(53503) from None
    return {**OK, "publish_id": str(found.publish_id), "msg_data_id": found.msg_data_id}


def get(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/freepublish/get."""
    text = str(call.json(_Job).publish_id)
    known = text.isascii() and text.isdigit() and len(text) < 16  # noqa: PLR2004 - ours have ten digits
    found = publishing.publication(call.session, call.account.appid, int(text)) if known else None
    if found is None:
        raise ApiError(40035)
    return _job_out(found, call.house.settings.base_url)


def _job_out(found: ArticleSet, base_url: str) -> Mapping[str, Any]:
    status = publish_status(found)
    out: dict[str, Any] = {"publish_id": str(found.publish_id), "publish_status": status, "fail_idx": []}
    if status != 0:
        return out
    items = [{"idx": one.place + 1, "article_url": publishing.page_url(base_url, one.page)} for one in found.articles]
    return out | {"article_id": found.article_id, "article_detail": {"count": len(items), "item": items}}


def delete(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/freepublish/delete."""
    body = call.json(_Article)
    publishing.delete(call.session, call.account.appid, body.article_id, body.index)
    return OK


def get_article(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/freepublish/getarticle."""
    found = publishing.published(call.session, call.account.appid, call.json(_Article).article_id)
    return published_out(found, call.house.settings.base_url)


def some(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/freepublish/batchget."""
    body = call.json(SomeBody).checked()
    page = publishing.list_published(call.session, call.account.appid, body.offset, body.count)
    items = []
    for found in page.items:
        content = published_out(found, call.house.settings.base_url, content=not is_on(body.no_content))
        items.append({"article_id": found.article_id, "content": content, "update_time": content["update_time"]})
    return page_out(items, page.total)


PUBLISH_API: dict[str, Handler] = {
    "/cgi-bin/freepublish/submit": submit,
    "/cgi-bin/freepublish/get": get,
    "/cgi-bin/freepublish/delete": delete,
    "/cgi-bin/freepublish/getarticle": get_article,
    "/cgi-bin/freepublish/batchget": some,
}
