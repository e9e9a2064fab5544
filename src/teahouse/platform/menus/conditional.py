"""Menus for some: added, taken away, and who sees which (reference, 6.4)."""

from collections.abc import Mapping
from typing import Any

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.ids import new_number
from teahouse.messenger.people import last_device, search
from teahouse.platform.followers import follower_by_openid, follower_of_person, last_tag
from teahouse.platform.menus import repository, rules
from teahouse.platform.menus.records import ConditionalMenu, Menu, Source
from teahouse.platform.menus.service import find_fault, new_menuid
from teahouse.protocol import ApiError, Button


def add(
    session: Session, appid: str, buttons: tuple[Button, ...], rule: Mapping[str, Any], source: Source
) -> ConditionalMenu:
    """One more menu for some.

    Raises ApiError: 65307 no buttons, codes of a faulty menu, of parse_rule, 65303 no default menu, 65305 too many,
    65316 more than three domains over all of them.
    """
    if not buttons:
        raise ApiError(65307)
    wanted = rules.parse_rule(rule)
    fault = find_fault(session, appid, buttons, source)
    if fault is not None:
        raise fault.error()
    _check_room(session, appid, buttons)
    menu = ConditionalMenu(menuid=new_menuid(), buttons=buttons, rule=wanted, source=source, created_at=clock.now())
    repository.add_conditional(session, appid, new_number(), menu)
    return menu


def _check_room(session: Session, appid: str, buttons: tuple[Button, ...]) -> None:
    if repository.find(session, appid) is None:
        raise ApiError(65303)
    present = repository.conditional(session, appid)
    if len(present) >= rules.MOST_CONDITIONAL:
        raise ApiError(65305)
    domains = rules.foreign_domains(buttons).union(*(rules.foreign_domains(menu.buttons) for menu in present))
    if len(domains) > rules.MOST_DOMAINS:
        raise ApiError(65316)


def remove(session: Session, appid: str, menuid: int) -> None:
    """Take one away. Raises ApiError 65301 when it is not there."""
    if not repository.remove_conditional(session, appid, menuid):
        raise ApiError(65301)


def conditional_menus(session: Session, appid: str) -> list[ConditionalMenu]:
    """All of an account, the newest first."""
    return repository.conditional(session, appid)


def menu_for(session: Session, appid: str, person_id: str) -> Menu | None:
    """The menu that a person sees: the newest that matches them, or the one for everybody."""
    present = repository.conditional(session, appid)
    if present:
        tag = last_tag(session, appid, person_id)
        client = rules.client_of(last_device(session, person_id))
        for menu in present:
            if rules.matches(menu.rule, tag, client):
                return menu.as_menu()
    return repository.find(session, appid)


def try_match(session: Session, appid: str, user_id: str) -> Menu:
    """The menu that a follower sees, by openid or WeChat ID. Raises ApiError: 65302 nobody, 46003 no menu at all."""
    menu = menu_for(session, appid, _person(session, appid, user_id))
    if menu is None:
        raise ApiError(46003)
    return menu


def _person(session: Session, appid: str, user_id: str) -> str:
    try:
        follower = follower_by_openid(session, appid, user_id)
    except ApiError:
        named = [one.id for one in search(session, user_id) if (one.wechat_id or "").lower() == user_id.lower()]
        known = follower_of_person(session, appid, named[0]) if named else None
        if known is None:
            raise ApiError(65302) from None
        follower = known
    if not follower.subscribed:
        raise ApiError(65302)
    return follower.person_id
