"""Calls of the public API about menus."""

from collections.abc import Mapping
from typing import Any

from teahouse.platform.api import OK, Call, Handler
from teahouse.platform.menus import service
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
    """GET /cgi-bin/menu/get: only a menu that the API made."""
    menu = service.menu_of(call.session, call.account.appid)
    if menu is None or menu.source != "api":
        raise ApiError(46003)
    return menu_body(menu.buttons)


def delete(call: Call) -> Mapping[str, Any]:
    """GET /cgi-bin/menu/delete."""
    service.delete_menu(call.session, call.account.appid)
    return OK


def read_current(call: Call) -> Mapping[str, Any]:
    """GET /cgi-bin/get_current_selfmenu_info: also a menu made on mp."""
    menu = service.menu_of(call.session, call.account.appid)
    return selfmenu_body(menu.buttons if menu else (), is_open=menu is not None)


API: dict[str, Handler] = {
    "/cgi-bin/menu/create": create,
    "/cgi-bin/menu/get": read,
    "/cgi-bin/menu/delete": delete,
    "/cgi-bin/get_current_selfmenu_info": read_current,
}
