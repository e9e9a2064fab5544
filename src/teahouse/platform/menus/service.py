"""The account's menu: set, read, taken away."""

import secrets
from collections.abc import Sequence

import msgspec

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.platform.materials import known_media, known_types
from teahouse.platform.menus import repository
from teahouse.platform.menus.records import Menu, Source
from teahouse.platform.menus.rules import leaves, target_fault
from teahouse.protocol import Button, MenuFault, check_menu

_CONSOLE = {"image": "img", "thumb": "img", "voice": "voice", "video": "video"}
"""What get_current_selfmenu_info calls the types of media."""
_FIRST_MENUID, _MENUIDS = 400_000_000, 500_000_000


def find_fault(session: Session, appid: str, buttons: tuple[Button, ...], source: Source = "api") -> MenuFault | None:
    """The first thing wrong with a menu, whether what its buttons lead to exists included."""
    fault = check_menu(buttons, console=source == "mp")
    if fault is not None:
        return fault
    return target_fault(buttons, known_media(session, appid, _media_ids(buttons)))


def _media_ids(buttons: Sequence[Button]) -> list[str]:
    return [button.media_id for _, button in leaves(buttons) if button.type == "media_id"]


def console_buttons(session: Session, appid: str, buttons: Sequence[Button]) -> tuple[Button, ...]:
    """Buttons made on mp as get_current_selfmenu_info names them: media by their own type and value."""
    found = known_types(session, appid, _media_ids(buttons))

    def shown(button: Button) -> Button:
        if button.type == "media_id" and button.media_id in found:
            return Button(name=button.name, type=_CONSOLE[found[button.media_id]], value=button.media_id)
        below = tuple(shown(child) for child in button.sub_button)
        return msgspec.structs.replace(button, sub_button=below)

    return tuple(shown(button) for button in buttons)


def new_menuid() -> int:
    """An id that no menu has had."""
    return _FIRST_MENUID + secrets.randbelow(_MENUIDS)


def set_menu(session: Session, appid: str, buttons: tuple[Button, ...], source: Source) -> Menu:
    """Give the account a menu that has no fault instead of the one it has."""
    menu = Menu(menuid=new_menuid(), buttons=buttons, source=source, updated_at=clock.now())
    repository.replace(session, appid, menu)
    return menu


def menu_of(session: Session, appid: str) -> Menu | None:
    """The account's menu."""
    return repository.find(session, appid)


def delete_menu(session: Session, appid: str) -> None:
    """Take the menu away, and all conditional ones; fine when there is none."""
    repository.remove(session, appid)
    repository.remove_conditional(session, appid)


class MenuUsers:
    """Fills the materials' port Users: what a button leads to must stay."""

    def need(self, session: Session, appid: str, media_id: str) -> bool:
        """See Users."""
        menu = repository.find(session, appid)
        return menu is not None and any(button.media_id == media_id for _, button in leaves(menu.buttons))
