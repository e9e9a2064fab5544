"""Calls of the public API about mass sends (reference, 8.2 to 8.4)."""

from collections.abc import Mapping
from typing import Any

from teahouse.kit.errors import TooMany
from teahouse.platform.api import OK, Call, Handler
from teahouse.platform.massend import preview as previews
from teahouse.platform.massend import recall, rules
from teahouse.platform.massend.contents import wanted
from teahouse.platform.massend.records import Range
from teahouse.platform.massend.repository import allowances
from teahouse.platform.massend.submit import Order, submit
from teahouse.platform.massend.uploads import UPLOAD_API
from teahouse.protocol import ApiError

_ON = (1, True, "1", "true")
_THOUSANDS = 10_000


def _body(call: Call) -> dict[str, Any]:
    """The request, unless there were too many this minute. Raises ApiError 42010."""
    try:
        call.house.limits.hit(f"mass-calls:{call.account.appid}", rules.CALLS, rules.SECONDS)
    except TooMany:
        raise ApiError(42010) from None
    return call.json(dict[str, Any])


def send_all(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/message/mass/sendall."""
    body = _body(call)
    return _submit(call, body, _range(body.get("filter")), 40008)


def _range(value: object) -> Range:
    """The filter; the groups of old are the tags of today. Raises ApiError: 40035 none, 40152 no tag."""
    if not isinstance(value, dict):
        raise ApiError(40035)
    if value.get("is_to_all") in _ON:
        return Range(is_to_all=True)
    tag = value.get("tag_id")
    return Range(tag_id=rules.checked_number(value.get("group_id") if tag is None else tag, 40152))


def send_list(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/message/mass/send."""
    body = _body(call)
    return _submit(call, body, Range(openids=rules.checked_openids(body.get("touser"))), 45162)


def _submit(call: Call, body: dict[str, Any], targets: Range, unknown: int) -> Mapping[str, Any]:
    client_id = rules.checked_client_id(body.get("clientmsgid")) or rules.default_client_id(body)
    ignore = body.get("send_ignore_reprint") in _ON
    order = Order("api", targets, wanted(body, unknown), client_id, ignore)
    taken = submit(call.session, call.house, call.account, order)
    data = {"msg_data_id": taken.msg_data_id} if taken.msg_data_id is not None else {}
    return {"errcode": 0, "errmsg": "send job submission success", "msg_id": taken.msg_id, **data}


def preview(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/message/mass/preview."""
    body = _body(call)
    name, openid = body.get("towxname"), body.get("touser")
    message = wanted(body, 40008, music=True)
    appid = call.account.appid
    if name:
        person_id = previews.person_called(call.session, appid, str(name))
    else:
        person_id = previews.person_of(call.session, appid, openid if isinstance(openid, str) else "")
    number = previews.preview(call.session, call.house, appid, person_id, message)
    return {"errcode": 0, "errmsg": "preview success", "msg_id": number}


def delete(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/message/mass/delete: by msg_id and article_idx, or by an article's url."""
    body, appid = _body(call), call.account.appid
    index = rules.checked_number(body.get("article_idx") or 0, 40060)
    if url := body.get("url"):
        found, index = recall.find_page(call.session, appid, str(url))
    else:
        found = recall.find(call.session, appid, rules.checked_number(body.get("msg_id"), 40059))
    recall.recall(call.session, call.house, found, index)
    return OK


def get(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/message/mass/get."""
    msg_id = rules.checked_number(_body(call).get("msg_id"), 40059)
    found = recall.find(call.session, call.account.appid, msg_id)
    return {"msg_id": msg_id, "msg_status": rules.msg_status(found.state)}


def get_speed(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/message/mass/speed/get: the speed, and how many ten thousands a minute that is."""
    speed = allowances.settings(call.session, call.account.appid).speed
    return {"speed": speed, "realspeed": rules.PER_MINUTE[speed] // _THOUSANDS}


def set_speed(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/message/mass/speed/set."""
    speed = rules.checked_speed(_body(call).get("speed"))
    allowances.set_speed(call.session, call.account.appid, speed)
    return OK


API: dict[str, Handler] = {
    "/cgi-bin/message/mass/sendall": send_all,
    "/cgi-bin/message/mass/send": send_list,
    "/cgi-bin/message/mass/preview": preview,
    "/cgi-bin/message/mass/delete": delete,
    "/cgi-bin/message/mass/get": get,
    "/cgi-bin/message/mass/speed/get": get_speed,
    "/cgi-bin/message/mass/speed/set": set_speed,
    **UPLOAD_API,
}
