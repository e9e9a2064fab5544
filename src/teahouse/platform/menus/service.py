"""The account's menu: set, read, taken away."""

import secrets
from collections.abc import Sequence

import msgspec

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.platform.articles import known_articles, stored_articles
from teahouse.platform.materials import known_media, known_types
from teahouse.platform.menus import repository
from teahouse.platform.menus.records import Menu, Source
from teahouse.platform.menus.rules import Targets, leaves, target_fault
from teahouse.protocol import ApiError, Button, MenuFault, check_menu

_CONSOLE = {"image": "img", "thumb": "img", "voice": "voice", "video": "video"}
"""What get_current_selfmenu_info calls the types of media."""
_FIRST_MENUID, _MENUIDS = 400_000_000, 500_000_000


def find_fault(session: Session, appid: str, buttons: tuple[Button, ...], source: Source = "api") -> MenuFault | None:
    """The first thing wrong with a menu, whether what its buttons lead to exists included."""
    fault = check_menu(buttons, console=source == "mp")
    if fault is not None:
        return fault
    return target_fault(buttons, _targets(session, appid, buttons))


def _targets(session: Session, appid: str, buttons: Sequence[Button]) -> Targets:
    media_ids = _named(buttons, "media_id", "view_limited")
    files = known_media(session, appid, media_ids)
    stored = known_articles(session, appid, "media_id", [one for one in media_ids if one not in files])
    article_ids = [button.article_id for _, button in leaves(buttons) if button.article_id]
    return Targets(files, stored, known_articles(session, appid, "article_id", article_ids))


def _named(buttons: Sequence[Button], *types: str) -> list[str]:
    return [button.media_id for _, button in leaves(buttons) if button.type in types]


def console_buttons(session: Session, house: House, appid: str, buttons: Sequence[Button]) -> tuple[Button, ...]:
    """Buttons made on mp as get_current_selfmenu_info names them: media by their own type and value."""
    found = known_types(session, appid, _named(buttons, "media_id"))

    def shown(button: Button) -> Button:
        if button.type == "media_id" and button.media_id in found:
            return Button(name=button.name, type=_CONSOLE[found[button.media_id]], value=button.media_id)
        if button.type in {"media_id", "view_limited"}:
            return _news_button(session, house, appid, button)
        below = tuple(shown(child) for child in button.sub_button)
        return msgspec.structs.replace(button, sub_button=below)

    return tuple(shown(button) for button in buttons)


def _news_button(session: Session, house: House, appid: str, button: Button) -> Button:
    """Articles that a button leads to; as it is when they are there no longer."""
    try:
        cards = stored_articles(session, appid, button.media_id)
    except ApiError:
        return button
    news = [card.news_info(house.settings.base_url) for card in cards]
    return Button(name=button.name, type="news", value=button.media_id, news_info={"list": news})


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
