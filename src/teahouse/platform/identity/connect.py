"""Browser pages under /connect: authorisation in the phone's browser, sign-in on websites (reference, 13.1, 13.2)."""

from datetime import timedelta
from importlib.resources import files
from urllib.parse import parse_qsl, urlencode

from litestar import Response
from litestar import get as litestar_get

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.errors import NotFound
from teahouse.kit.files import content_type_of
from teahouse.kit.house import House
from teahouse.kit.http import Http, get, post
from teahouse.kit.logins import Login
from teahouse.platform.followers import follower_of_person
from teahouse.platform.identity import grants, weblogins
from teahouse.platform.identity.applications import (
    Application,
    account_application,
    is_complete,
    website_application,
)
from teahouse.platform.identity.browser import Fields, html, pages_of, redirect, turned_away
from teahouse.platform.identity.pages import WAITING_SCRIPT
from teahouse.platform.identity.pictures import resized
from teahouse.platform.identity.repository import entered, web_login, website
from teahouse.platform.identity.rules import Asked, asked_in, with_answer
from teahouse.platform.identity.schemas import LoginStatus
from teahouse.platform.qrcodes import draw_code
from teahouse.platform.webview import Sites

_WX_LOGIN = files("teahouse.platform.identity").joinpath("wxLogin.js").read_text(encoding="utf-8")
_ENTRY = timedelta(hours=1)
"""How long somebody who came from a chat counts as having come from there."""
_AUTHORIZE, _CONFIRM = "/connect/oauth2/authorize", "/connect/confirm"


@get(_AUTHORIZE, include_in_schema=False)
def authorize(session: Session, house: House, request: Http, visitor: Login | None) -> Response[str]:
    """Who is it? Silent for snsapi_base, a page that asks for snsapi_userinfo."""
    pages, asked = pages_of(house, request), asked_in(dict(parse_qsl(request.url.query, keep_blank_values=True)))
    asked = asked._replace(redirect_uri=house.get(Sites).real(asked.redirect_uri))
    if not is_complete(asked):
        return html(pages.state("oops", "bad_query"))
    app = account_application(session, asked)
    if isinstance(app, int):
        return html(pages.fault(app))
    turned = turned_away(session, pages, request, visitor)
    if isinstance(turned, Response):
        return turned
    if asked.scope == "snsapi_base" or _is_silent(session, asked.appid, turned.id):
        return _go(session, house, request, asked, turned.id)
    return html(pages.consent(app, turned, _hidden(asked) | {"csrf": visitor.csrf if visitor else ""}))


def _is_silent(session: Session, appid: str, person_id: str) -> bool:
    """Nobody is asked who follows and comes from the account's chat or menu (reference, 13.1)."""
    if entered(session, person_id, clock.now() - _ENTRY) != appid:
        return False
    follower = follower_of_person(session, appid, person_id)
    return follower is not None and follower.subscribed


@post(_AUTHORIZE, include_in_schema=False, status_code=200)
def answer_consent(session: Session, house: House, request: Http, visitor: Login | None, data: Fields) -> Response[str]:
    """What the person said."""
    pages, asked = pages_of(house, request), asked_in(data)
    if visitor is None or not visitor.knows(data.get("csrf", "")) or not is_complete(asked):
        return html(pages.state("stale", "stale_about"))
    app = account_application(session, asked)
    if isinstance(app, int):
        return html(pages.fault(app))
    if data.get("decision") != "allow":
        return html(pages.state("refused", "refused_about"))
    return _go(session, house, request, asked, visitor.subject_id)


@get("/connect/qrconnect", include_in_schema=False)
def show_code(session: Session, house: House, request: Http) -> Response[str]:
    """A code on a website's screen."""
    pages, asked = pages_of(house, request), asked_in(dict(parse_qsl(request.url.query, keep_blank_values=True)))
    if not is_complete(asked):
        return html(pages.state("oops", "bad_query"))
    app = website_application(session, asked)
    if isinstance(app, int):
        return html(pages.fault(app))
    waiting = weblogins.begin(session, asked)
    host = getattr(website(session, app.appid), "host", "")
    return html(pages.code(app, waiting.uuid, waiting.watch), [host])


@get("/connect/qrconnect/code.png", include_in_schema=False)
def code_picture(house: House, uuid: str = "") -> Response[bytes]:
    """The code: an address that the phone opens."""
    text = f"{house.settings.base_url}{_CONFIRM}?{urlencode({'uuid': uuid[:64]})}"
    return Response(draw_code(text, None, "account"), media_type="image/png", headers={"Cache-Control": "no-store"})


@get("/connect/qrconnect/status", include_in_schema=False)
def code_status(reader: Session, house: House, watch: str = "") -> Response[LoginStatus]:
    """How far the sign-in is; asked by the page that shows the code."""
    status, redirect = weblogins.status_of(reader, house.vault, watch)
    return Response(LoginStatus(status, redirect), headers={"Cache-Control": "no-store"})


@litestar_get("/connect/qrconnect.js", include_in_schema=False, sync_to_thread=False)
def code_script() -> Response[str]:
    """Waits for the phone."""
    return Response(WAITING_SCRIPT, media_type="text/javascript", headers={"X-Content-Type-Options": "nosniff"})


@litestar_get(
    ["/connect/wxLogin.js", "/connect/zh_CN/htmledition/js/wxLogin.js"], include_in_schema=False, sync_to_thread=False
)
def embedded_script() -> Response[str]:
    """Shows the code inside a website's own page; under the path of WeChat's script too."""
    return Response(_WX_LOGIN, media_type="text/javascript", headers={"X-Content-Type-Options": "nosniff"})


@get(_CONFIRM, include_in_schema=False)
def confirm(session: Session, house: House, request: Http, visitor: Login | None, uuid: str = "") -> Response[str]:
    """The phone has read the code: ask whether the person signs in there."""
    pages = pages_of(house, request)
    turned = turned_away(session, pages, request, visitor)
    if isinstance(turned, Response):
        return turned
    row = weblogins.scanned(session, uuid, turned.id)
    site = website(session, row.appid) if row else None
    if visitor is None or site is None:
        return html(pages.state("expired", "stale_about"))
    app = Application(site.appid, site.name, None, site.account_appid)
    return html(pages.confirm_login(app, turned, {"uuid": uuid, "csrf": visitor.csrf}))


@post(_CONFIRM, include_in_schema=False, status_code=200)
def answer_confirm(session: Session, house: House, request: Http, visitor: Login | None, data: Fields) -> Response[str]:
    """What the person said."""
    pages, uuid = pages_of(house, request), data.get("uuid", "")
    if visitor is None or not visitor.knows(data.get("csrf", "")):
        return html(pages.state("stale", "stale_about"))
    allowed = data.get("decision") == "allow"
    row = web_login(session, uuid)
    if row is None or row.status != "scanned":
        return html(pages.state("expired", "stale_about"))
    if not weblogins.answer(session, house.vault, uuid, visitor.subject_id, allowed=allowed):
        return html(pages.state("expired", "stale_about"))
    return html(pages.state("done", "done_about", bad=False) if allowed else pages.state("refused", "refused_about"))


@get("/headimg/{key:str}/{size:int}", include_in_schema=False)
def head_picture(house: House, key: str, size: int) -> Response[bytes]:
    """A person's picture in one of the sizes. Its key cannot be guessed."""
    data = resized(house.files.get(key), size) if content_type_of(key).startswith("image/") else None
    if data is None:
        raise NotFound
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    return Response(data, media_type="image/jpeg", headers=headers)


def _go(session: Session, house: House, request: Http, asked: Asked, person_id: str) -> Response[str]:
    code = grants.issue_code(session, asked.appid, person_id, asked.scope)
    return redirect(house, request, with_answer(asked.redirect_uri, code, asked.state))


def _hidden(asked: Asked) -> dict[str, str]:
    return {name: value for name, value in asked._asdict().items() if value is not None}


ROUTES = (
    *(
        authorize,
        answer_consent,
        show_code,
        code_picture,
        code_status,
        code_script,
        embedded_script,
        confirm,
        answer_confirm,
    ),
    head_picture,
)
