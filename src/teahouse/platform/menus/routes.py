"""Menus over our own HTTP: the phone shows and clicks them, mp edits them."""

from typing import Any

import msgspec

from teahouse.kit.db import Session
from teahouse.kit.errors import Invalid, NotFound
from teahouse.kit.house import House
from teahouse.kit.http import delete, get, post, put
from teahouse.kit.logins import Login
from teahouse.platform.accounts import check_operator, get_account
from teahouse.platform.menus import click as clicks
from teahouse.platform.menus import conditional, service
from teahouse.platform.menus.records import ConditionalMenu, Menu, Result
from teahouse.platform.menus.rules import rule_words, words
from teahouse.platform.menus.schemas import (
    Click,
    Clicked,
    ConditionalMenus,
    ConditionalOut,
    ConditionalWish,
    MenuButton,
    MenuWish,
    MpMenu,
    PhoneMenu,
)
from teahouse.protocol import ApiError, Button, MenuFault, menu_body, parse_buttons


@get("/api/phone/accounts/{appid:str}/menu")
def read_menu(reader: Session, house: House, me: Login, appid: str) -> PhoneMenu:
    """The menu at the bottom of the chat: the one that this person sees."""
    get_account(reader, appid)
    menu = conditional.menu_for(reader, appid, me.subject_id)
    return PhoneMenu([_button(button) for button in menu.buttons], menu.menuid) if menu else PhoneMenu([], 0)


def _button(button: Button) -> MenuButton:
    return MenuButton(
        name=button.name,
        type=button.type if not button.sub_button else None,
        key=button.key or None,
        url=button.url or None,
        media_id=button.media_id or None,
        article_id=button.article_id or None,
        appid=button.appid or None,
        pagepath=button.pagepath or None,
        sub_buttons=[_button(child) for child in button.sub_button],
    )


@post("/api/phone/accounts/{appid:str}/menu/click", status_code=200)
def click(session: Session, house: House, me: Login, appid: str, data: Click) -> Clicked:
    """A click on a button."""
    done = data.result
    result = Result(done.scan_text, tuple(done.files or ()), done.location) if done else Result()
    return Clicked(clicks.click(session, house, appid, me.subject_id, data.path, result))


@get("/api/mp/accounts/{appid:str}/menu")
def read_own_menu(reader: Session, operator: Login, appid: str) -> MpMenu:
    """The account's menu."""
    check_operator(reader, operator.subject_id, appid)
    return _shown(service.menu_of(reader, appid))


@put("/api/mp/accounts/{appid:str}/menu")
def change_menu(session: Session, operator: Login, appid: str, data: MenuWish) -> MpMenu:
    """Replace it."""
    check_operator(session, operator.subject_id, appid)
    buttons = _buttons(data.buttons)
    fault = service.find_fault(session, appid, buttons, "mp")
    if fault is not None:
        raise Invalid(field=fault.field, text=words(fault))
    return _shown(service.set_menu(session, appid, buttons, "mp"))


@delete("/api/mp/accounts/{appid:str}/menu")
def remove_menu(session: Session, operator: Login, appid: str) -> None:
    """Take it away."""
    check_operator(session, operator.subject_id, appid)
    service.delete_menu(session, appid)


@get("/api/mp/accounts/{appid:str}/menu/conditional")
def read_conditional(reader: Session, operator: Login, appid: str) -> ConditionalMenus:
    """The account's menus for some, the newest first."""
    check_operator(reader, operator.subject_id, appid)
    return ConditionalMenus([_for_some(menu) for menu in conditional.conditional_menus(reader, appid)])


@post("/api/mp/accounts/{appid:str}/menu/conditional")
def add_conditional(session: Session, operator: Login, appid: str, data: ConditionalWish) -> ConditionalOut:
    """One more."""
    check_operator(session, operator.subject_id, appid)
    buttons = _buttons(data.buttons)
    fault = service.find_fault(session, appid, buttons, "mp")
    if fault is not None:
        raise Invalid(field=fault.field, text=words(fault))
    rule = {"tag_id": data.tag_id, "client_platform_type": data.client}
    try:
        return _for_some(conditional.add(session, appid, buttons, rule, "mp"))
    except ApiError as error:
        raise Invalid(field="rule", text=rule_words(error.errcode)) from None


@delete("/api/mp/accounts/{appid:str}/menu/conditional/{menuid:int}")
def remove_conditional(session: Session, operator: Login, appid: str, menuid: int) -> None:
    """Take one away."""
    check_operator(session, operator.subject_id, appid)
    try:
        conditional.remove(session, appid, menuid)
    except ApiError:
        raise NotFound from None


def _for_some(menu: ConditionalMenu) -> ConditionalOut:
    return ConditionalOut(
        menuid=str(menu.menuid),
        buttons=menu_body(menu.buttons)["menu"]["button"],
        tag_id=menu.rule.group_id,
        client=menu.rule.client_platform_type,
        source=menu.source,
        created_at=int(menu.created_at.timestamp()),
    )


def _buttons(items: list[dict[str, Any]]) -> tuple[Button, ...]:
    try:
        return parse_buttons({"button": items})
    except ApiError as error:
        raise Invalid(field="buttons", text=words(MenuFault(error.errcode, "buttons"))) from None


def _shown(menu: Menu | None) -> MpMenu:
    if menu is None:
        return MpMenu([], enabled=False, updated_at=None, source=None)
    buttons = msgspec.to_builtins(menu_body(menu.buttons))["menu"]["button"]
    return MpMenu(buttons, enabled=True, updated_at=int(menu.updated_at.timestamp()), source=menu.source)


ROUTES = (
    read_menu,
    click,
    read_own_menu,
    change_menu,
    remove_menu,
    read_conditional,
    add_conditional,
    remove_conditional,
)
