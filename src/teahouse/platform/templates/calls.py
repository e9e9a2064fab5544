"""Calls of the public API about template messages."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from teahouse.platform.api import OK, Call, Handler
from teahouse.platform.templates import repository, service
from teahouse.platform.templates.library import INDUSTRIES, industry_ids
from teahouse.platform.templates.records import Template
from teahouse.platform.templates.send import Wish
from teahouse.platform.templates.send import send as send_message
from teahouse.protocol import ApiError


class _Industry(Struct):
    industry_id1: Any = None
    industry_id2: Any = None


class _New(Struct):
    template_id_short: Any = None
    keyword_name_list: list[str] | None = None


class _Id(Struct):
    template_id: Any = None


class _Message(Struct):
    touser: Any = None
    template_id: Any = None
    url: Any = None
    miniprogram: Any = None
    client_msg_id: Any = None
    data: Any = None


def set_industry(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/template/api_set_industry."""
    body = call.json(_Industry)
    service.set_industry(call.session, call.account.appid, industry_ids(body.industry_id1, body.industry_id2))
    return OK


def get_industry(call: Call) -> Mapping[str, Any]:
    """GET /cgi-bin/template/get_industry."""
    choice = repository.choice(call.session, call.account.appid)
    return {"primary_industry": _industry(choice.industry1), "secondary_industry": _industry(choice.industry2)}


def _industry(number: int) -> dict[str, str]:
    first, second = INDUSTRIES[number]
    return {"first_class": first, "second_class": second}


def add(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/template/api_add_template."""
    body = call.json(_New)
    short_id = str(body.template_id_short or "")
    template = service.add(call.session, call.account.appid, short_id, body.keyword_name_list or [])
    return {**OK, "template_id": template.template_id}


def read_all(call: Call) -> Mapping[str, Any]:
    """GET /cgi-bin/template/get_all_private_template."""
    return {"template_list": [_listed(one) for one in repository.all_of(call.session, call.account.appid)]}


def _listed(template: Template) -> dict[str, str]:
    primary, deputy = template.classes
    return {
        "template_id": template.template_id,
        "title": template.title,
        "primary_industry": primary,
        "deputy_industry": deputy,
        "content": template.content,
        "example": template.example,
    }


def remove(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/template/del_private_template."""
    template_id = call.json(_Id).template_id
    if not isinstance(template_id, str):
        raise ApiError(40037)
    service.remove(call.session, call.account.appid, template_id)
    return OK


def send(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/message/template/send."""
    body = call.json(_Message)
    wish = Wish(body.touser, body.template_id, body.url, body.miniprogram, body.client_msg_id, body.data)
    return {**OK, "msgid": send_message(call.session, call.account.appid, wish)}


API: dict[str, Handler] = {
    "/cgi-bin/template/api_set_industry": set_industry,
    "/cgi-bin/template/get_industry": get_industry,
    "/cgi-bin/template/api_add_template": add,
    "/cgi-bin/template/get_all_private_template": read_all,
    "/cgi-bin/template/del_private_template": remove,
    "/cgi-bin/message/template/send": send,
}
