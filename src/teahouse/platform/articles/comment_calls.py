"""Calls of the public API about comments (reference, 10.6)."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from teahouse.platform.api import OK, Call, Handler
from teahouse.platform.articles import comments
from teahouse.platform.articles.records import Comment
from teahouse.platform.articles.repository.comments import Which
from teahouse.protocol import ApiError

_MOST = 49
_WHICH: Mapping[int, Which] = {0: "all", 1: "normal", 2: "chosen"}


class _Where(Struct):
    msg_data_id: int = 0
    index: int = 0


class _Comment(_Where):
    user_comment_id: int = 0


class _Reply(_Comment):
    content: str = ""


class _Some(_Where):
    begin: int = 0
    count: int = _MOST
    type: int = 0


def _page(call: Call, where: _Where) -> str:
    return comments.article_of(call.session, call.account.appid, where.msg_data_id, where.index).page


def open_comments(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/comment/open."""
    comments.switch(call.session, _page(call, call.json(_Where)), is_open=True)
    return OK


def close_comments(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/comment/close."""
    comments.switch(call.session, _page(call, call.json(_Where)), is_open=False)
    return OK


def some(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/comment/list."""
    body = call.json(_Some)
    if body.begin < 0 or not 1 <= body.count <= _MOST or body.type not in _WHICH:
        raise ApiError(88010)
    found = comments.some(call.session, _page(call, body), _WHICH[body.type], body.begin, body.count)
    return {**OK, "total": found.total, "comment": [_out(one) for one in found.items]}


def _out(one: Comment) -> Mapping[str, Any]:
    out = {
        "user_comment_id": one.number,
        "openid": one.openid,
        "create_time": int(one.created_at.timestamp()),
        "content": one.text,
        "comment_type": int(one.chosen),
    }
    if one.reply is None or one.replied_at is None:
        return out
    return out | {"reply": {"content": one.reply, "create_time": int(one.replied_at.timestamp())}}


def choose(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/comment/markelect."""
    body = call.json(_Comment)
    comments.choose(call.session, _page(call, body), body.user_comment_id)
    return OK


def unchoose(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/comment/unmarkelect."""
    body = call.json(_Comment)
    comments.unchoose(call.session, _page(call, body), body.user_comment_id)
    return OK


def delete(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/comment/delete."""
    body = call.json(_Comment)
    comments.delete(call.session, _page(call, body), body.user_comment_id)
    return OK


def reply(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/comment/reply/add."""
    body = call.json(_Reply)
    comments.reply(call.session, _page(call, body), body.user_comment_id, body.content)
    return OK


def unreply(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/comment/reply/delete."""
    body = call.json(_Comment)
    comments.unreply(call.session, _page(call, body), body.user_comment_id)
    return OK


COMMENT_API: dict[str, Handler] = {
    "/cgi-bin/comment/open": open_comments,
    "/cgi-bin/comment/close": close_comments,
    "/cgi-bin/comment/list": some,
    "/cgi-bin/comment/markelect": choose,
    "/cgi-bin/comment/unmarkelect": unchoose,
    "/cgi-bin/comment/delete": delete,
    "/cgi-bin/comment/reply/add": reply,
    "/cgi-bin/comment/reply/delete": unreply,
}
