"""The page on which a person confirms a one-time subscription (reference, 9.4)."""

from collections.abc import Mapping
from typing import NamedTuple

from litestar import Response

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.http import Http, get, post
from teahouse.kit.logins import Login
from teahouse.platform.accounts import AccountNotFound, get_account
from teahouse.platform.followers import openid_of
from teahouse.platform.identity import repository
from teahouse.platform.identity.applications import Application
from teahouse.platform.identity.browser import Fields, html, pages_of, redirect, turned_away
from teahouse.platform.identity.rules import PageFault, redirect_fault, with_query
from teahouse.platform.notices import confirm_once, is_reserved, once_scene, once_template_id
from teahouse.platform.webview import Sites
from teahouse.protocol import ApiError, Power, may

_PATH = "/mp/subscribemsg"
PATHS = (_PATH,)
"""The operators' pages stand under the same first segment."""


class _Wish(NamedTuple):
    appid: str
    scene: int
    template_id: str
    redirect_url: str
    reserved: str

    def hidden(self) -> dict[str, str]:
        """As the query had it."""
        return {name: str(value) for name, value in self._asdict().items()}


@get(_PATH, include_in_schema=False)
def ask_once(session: Session, house: House, request: Http, visitor: Login | None) -> Response[str]:
    """Whether the account may send one message."""
    pages, wish = pages_of(house, request), _wish(house, request.query_params)
    if wish is None or request.query_params.get("action") != "get_confirm":
        return html(pages.state("oops", "bad_query"))
    app = _application(session, wish)
    if app is None:
        return html(pages.state("oops", "bad_query"))
    if isinstance(app, int):
        return html(pages.fault(app))
    turned = turned_away(session, pages, request, visitor)
    if isinstance(turned, Response):
        return turned
    return html(pages.ask_once(app, turned, wish.hidden() | {"csrf": visitor.csrf if visitor else ""}))


@post(_PATH, include_in_schema=False, status_code=200)
def answer_once(session: Session, house: House, request: Http, visitor: Login | None, data: Fields) -> Response[str]:
    """What the person said, which the account's page hears."""
    pages, wish = pages_of(house, request), _wish(house, data)
    if visitor is None or not visitor.knows(data.get("csrf", "")) or wish is None:
        return html(pages.state("stale", "stale_about"))
    if not isinstance(_application(session, wish), Application):
        return html(pages.state("oops", "bad_query"))
    confirmed = data.get("decision") == "allow"
    if confirmed:
        confirm_once(session, wish.appid, visitor.subject_id, wish.scene)
    answer = {
        "openid": openid_of(session, wish.appid, visitor.subject_id),
        "template_id": wish.template_id,
        "action": "confirm" if confirmed else "cancel",
        "scene": str(wish.scene),
        "reserved": wish.reserved,
    }
    return redirect(house, request, with_query(wish.redirect_url, answer))


def _wish(house: House, query: Mapping[str, str]) -> _Wish | None:
    """What the address asks for; None for one that lacks something."""
    reserved = query.get("reserved", "")
    try:
        scene = once_scene(query.get("scene", ""))
    except ApiError:
        return None
    if not is_reserved(reserved):
        return None
    back = house.get(Sites).real(query.get("redirect_url", ""))
    return _Wish(query.get("appid", ""), scene, query.get("template_id", ""), back, reserved)


def _application(session: Session, wish: _Wish) -> Application | PageFault | None:
    """The account that asks, or why it may not; None when the template is not its own."""
    try:
        account = get_account(session, wish.appid)
    except AccountNotFound:
        return 10013
    if not may(account.kind, Power.ONE_TIME_SUBSCRIPTION):
        return 10005
    if wish.template_id != once_template_id(session, account.appid):
        return None
    hosts = {*repository.hosts(session, account.appid, "oauth"), *repository.hosts(session, account.appid, "js")}
    fault = redirect_fault(wish.redirect_url, hosts)
    return fault or Application(account.appid, account.name, account.avatar, account.appid)


ROUTES = (ask_once, answer_once)
