"""Calls of the public API about menus."""

from collections.abc import Mapping
from typing import Any

import msgspec

from teahouse.platform.api import OK, Call, Handler
from teahouse.platform.menus import conditional, service
from teahouse.platform.menus.records import ConditionalMenu
from teahouse.protocol import ApiError, menu_body, parse_buttons, selfmenu_body


def create(call: Call) -> Mapping[str, Any]:
    r"""POST /cgi-bin/menu/create. Text is taken as it stands: \uXXXX is no character and not allowed in names."""
    buttons = parse_buttons(call.json(dict[str, Any], literal=True))
    fault = service.find_fault(call.session, call.account.appid, buttons)
    if fault is not None:
        raise fault.error()
    service.set_menu(call.session, call.account.appid, buttons, "api")
    return OK


def read(call: Call) -> Mapping[str, Any]:
    """GET /cgi-bin/menu/get: only menus that the API made."""
    menu = service.menu_of(call.session, call.account.appid)
    if menu is None or menu.source != "api":
        raise ApiError(46003)
    present = [one for one in conditional.conditional_menus(call.session, call.account.appid) if one.source == "api"]
    body = menu_body(menu.buttons)
    if not present:
        return body
    default = {**body["menu"], "menuid": menu.menuid}
    return {"menu": default, "conditionalmenu": [_conditional(one) for one in present]}


def _conditional(menu: ConditionalMenu) -> dict[str, Any]:
    return {
        **menu_body(menu.buttons)["menu"],
        "matchrule": menu.rule.given(),
        "menuid": menu.menuid,
    }


def delete(call: Call) -> Mapping[str, Any]:
    """GET /cgi-bin/menu/delete: the conditional ones too."""
    service.delete_menu(call.session, call.account.appid)
    return OK


def add_conditional(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/menu/addconditional."""
    body = call.json(dict[str, Any], literal=True)
    rule = body.get("matchrule")
    buttons = parse_buttons(body) if body.get("button") else ()
    menu = conditional.add(call.session, call.account.appid, buttons, rule if isinstance(rule, dict) else {}, "api")
    return {"menuid": str(menu.menuid)}


def delete_conditional(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/menu/delconditional."""
    conditional.remove(call.session, call.account.appid, call.json(_Menuid).menuid)
    return OK


def try_match(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/menu/trymatch."""
    user_id = call.json(_User).user_id
    menu = conditional.try_match(call.session, call.account.appid, user_id)
    body: dict[str, Any] = menu_body(menu.buttons)["menu"]
    return body


def read_current(call: Call) -> Mapping[str, Any]:
    """GET /cgi-bin/get_current_selfmenu_info: also a menu made on mp."""
    menu = service.menu_of(call.session, call.account.appid)
    if menu is None:
        return selfmenu_body((), is_open=False)
    if menu.source == "mp":
        return selfmenu_body(service.console_buttons(call.session, call.house, call.account.appid, menu.buttons))
    return selfmenu_body(menu.buttons)


class _Menuid(msgspec.Struct):
    menuid: int = 0


class _User(msgspec.Struct):
    user_id: str = ""


API: dict[str, Handler] = {
    "/cgi-bin/menu/create": create,
    "/cgi-bin/menu/get": read,
    "/cgi-bin/menu/delete": delete,
    "/cgi-bin/menu/addconditional": add_conditional,
    "/cgi-bin/menu/delconditional": delete_conditional,
    "/cgi-bin/menu/trymatch": try_match,
    "/cgi-bin/get_current_selfmenu_info": read_current,
}
