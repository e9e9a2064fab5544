"""Calls of the public API about subscription notifications and one-time subscriptions."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from teahouse.platform.api import OK, Call, Handler
from teahouse.platform.notices import repository, rules, service
from teahouse.platform.notices.library import CATEGORIES, TITLES
from teahouse.platform.notices.records import NoticeTemplate
from teahouse.platform.notices.send import NoticeWish, OnceWish
from teahouse.platform.notices.send import send as send_notice
from teahouse.platform.notices.send import send_once as send_once_message
from teahouse.protocol import ApiError


class _New(Struct):
    tid: Any = None
    kidList: Any = None  # noqa: N815 - the wire's own name
    sceneDesc: Any = None  # noqa: N815


class _Id(Struct):
    priTmplId: Any = None  # noqa: N815


class _Notice(Struct):
    touser: Any = None
    template_id: Any = None
    page: Any = None
    miniprogram: Any = None
    miniprogram_state: Any = None
    lang: Any = None
    data: Any = None


class _Once(Struct):
    touser: Any = None
    template_id: Any = None
    url: Any = None
    miniprogram: Any = None
    scene: Any = None
    title: Any = None
    data: Any = None


def categories(call: Call) -> Mapping[str, Any]:
    """GET /wxaapi/newtmpl/getcategory."""
    return {**OK, "data": [{"id": number, "name": name} for number, name in CATEGORIES.items()]}


def titles(call: Call) -> Mapping[str, Any]:
    """GET /wxaapi/newtmpl/getpubtemplatetitles. Raises ApiError: 200018 not numbers, 200019 not the account's."""
    wanted = rules.category_ids(call.query.get("ids", ""))
    start, limit = rules.window(call.query.get("start", ""), call.query.get("limit", ""))
    if not set(wanted) <= CATEGORIES.keys():
        raise ApiError(200019)
    found = [one for one in TITLES.values() if one.category in wanted]
    data = [
        {"tid": one.tid, "title": one.title, "type": one.type, "categoryId": str(one.category)}
        for one in found[start : start + limit]
    ]
    return {**OK, "count": len(found), "data": data}


def keywords(call: Call) -> Mapping[str, Any]:
    """GET /wxaapi/newtmpl/getpubtemplatekeywords."""
    title = TITLES.get(rules.number(call.query.get("tid", ""), 200014))
    if title is None:
        raise ApiError(200014)
    data = [{"kid": one.kid, "name": one.name, "example": one.example, "rule": one.rule} for one in title.keywords]
    return {**OK, "count": len(data), "data": data}


def add(call: Call) -> Mapping[str, Any]:
    """POST /wxaapi/newtmpl/addtemplate, as JSON or as a form."""
    fields = call.form().fields
    form = _New(fields.get("tid"), rules.kids_of_form(fields), fields.get("sceneDesc"))
    body = form if fields else call.json(_New)
    tid, kids = rules.number(body.tid, 200014), rules.kids(body.kidList)
    template = service.add(call.session, call.account.appid, tid, kids, rules.scene_text(body.sceneDesc))
    return {**OK, "priTmplId": template.template_id}


def remove(call: Call) -> Mapping[str, Any]:
    """POST /wxaapi/newtmpl/deltemplate, as JSON or as a form."""
    fields = call.form().fields
    template_id = fields.get("priTmplId") if fields else call.json(_Id).priTmplId
    service.remove(call.session, call.account.appid, template_id if isinstance(template_id, str) else "")
    return OK


def read_all(call: Call) -> Mapping[str, Any]:
    """GET /wxaapi/newtmpl/gettemplate."""
    return {**OK, "data": [_listed(one) for one in repository.all_of(call.session, call.account.appid)]}


def _listed(one: NoticeTemplate) -> dict[str, Any]:
    choices = [{"keywordCode": f"{key}.DATA", "enumValueList": values} for key, values in one.choices.items()]
    return {
        "priTmplId": one.template_id,
        "title": one.title,
        "content": one.content,
        "example": one.example,
        "type": one.type,
        "keywordEnumValueList": choices,
    }


def bizsend(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/message/subscribe/bizsend: its page is one of the web."""
    body = call.json(_Notice)
    rules.check_web_page(body.page)
    return _send(call, body)


def send(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/message/subscribe/send, as mini-programs call it: the page may be one of theirs."""
    body = call.json(_Notice)
    rules.check_state(body.miniprogram_state)
    return _send(call, body)


def _send(call: Call, body: _Notice) -> Mapping[str, Any]:
    wish = NoticeWish(body.touser, body.template_id, body.page, body.miniprogram, body.data)
    send_notice(call.session, call.account.appid, wish)
    return OK


def send_once(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/message/template/subscribe."""
    body = call.json(_Once)
    wish = OnceWish(body.touser, body.template_id, body.url, body.miniprogram, body.scene, body.title, body.data)
    send_once_message(call.session, call.account.appid, wish)
    return OK


API: dict[str, Handler] = {
    "/wxaapi/newtmpl/getcategory": categories,
    "/wxaapi/newtmpl/getpubtemplatetitles": titles,
    "/wxaapi/newtmpl/getpubtemplatekeywords": keywords,
    "/wxaapi/newtmpl/addtemplate": add,
    "/wxaapi/newtmpl/deltemplate": remove,
    "/wxaapi/newtmpl/gettemplate": read_all,
    "/cgi-bin/message/subscribe/bizsend": bizsend,
    "/cgi-bin/message/subscribe/send": send,
    "/cgi-bin/message/template/subscribe": send_once,
}
