"""Calls of the public API about customer-service messages."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from teahouse.platform.api import OK, Batched, Call, Handlers, each
from teahouse.platform.service import service
from teahouse.platform.service.desk_calls import DESK_API
from teahouse.protocol import ApiError, parse_custom


class _Typing(Struct):
    touser: str = ""
    command: str = ""


def send(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/message/custom/send."""
    service.send(call.cursor, call.account.appid, parse_custom(call.json(dict[str, Any])))
    return OK


def typing(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/message/custom/typing."""
    body = call.json(_Typing)
    if body.command == "Typing":
        service.show_hint(call.session, call.house, call.account.appid, body.touser)
    elif body.command == "CancelTyping":
        service.hide_hint(call.session, call.house, call.account.appid, body.touser)
    else:
        raise ApiError(45072)
    return OK


API: Handlers = {
    "/cgi-bin/message/custom/send": Batched(each(send), writes=True),
    "/cgi-bin/message/custom/typing": typing,
    **DESK_API,
}
