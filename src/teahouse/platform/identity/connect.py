"""Browser pages under /connect: authorisation in the phone's browser, sign-in on websites (reference, 13.1, 13.2)."""

from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from anyio import to_thread
from litestar import Response
from litestar import get as litestar_get
from litestar.enums import RequestEncodingType
from litestar.params import Body

from teahouse.kit.asgi import language_of
from teahouse.kit.db import Session
from teahouse.kit.errors import NotFound
from teahouse.kit.files import content_type_of
from teahouse.kit.house import House
from teahouse.kit.http import Http, cookie_name, get, post
from teahouse.kit.logins import Login
from teahouse.messenger.people import PersonNotFound, Profile, profile
from teahouse.platform.identity import grants, weblogins
from teahouse.platform.identity.applications import (
    Application,
    account_application,
    is_complete,
    website_application,
)
from teahouse.platform.identity.pages import WAITING_SCRIPT, Pages, content_policy
from teahouse.platform.identity.pictures import resized
from teahouse.platform.identity.repository import web_login, website
from teahouse.platform.identity.rules import Asked, asked_in, with_answer
from teahouse.platform.identity.schemas import LoginStatus
from teahouse.platform.qrcodes import draw_code
from teahouse.platform.webview import Sites

_BOUNCED = "th_back"
_AUTHORIZE, _CONFIRM = "/connect/oauth2/authorize", "/connect/confirm"
Fields = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


async def visitor(request: Http, house: House) -> Login | None:
    """Whose phone it is, if anybody's."""
    token = request.cookies.get(cookie_name("phone"), "")
    return await to_thread.run_sync(house.logins.find, "phone", token) if token else None


@get(_AUTHORIZE, include_in_schema=False)
def authorize(session: Session, house: House, request: Http, visitor: Login | None) -> Response[str]:
    """Who is it? Silent for snsapi_base, a page that asks for snsapi_userinfo."""
    pages, asked = _pages(house, request), asked_in(dict(parse_qsl(request.url.query, keep_blank_values=True)))
    asked = asked._replace(redirect_uri=house.get(Sites).real(asked.redirect_uri))
    if not is_complete(asked):
        return _html(pages.state("oops", "bad_query"))
    app = account_application(session, asked)
    if isinstance(app, int):
        return _html(pages.fault(app))
    turned = _turned_away(session, pages, request, visitor)
    if isinstance(turned, Response):
        return turned
    if asked.scope == "snsapi_base":
        return _go(session, house, request, asked, turned.id)
    return _html(pages.consent(app, turned, _hidden(asked) | {"csrf": visitor.csrf if visitor else ""}))


@post(_AUTHORIZE, include_in_schema=False, status_code=200)
def answer_consent(session: Session, house: House, request: Http, visitor: Login | None, data: Fields) -> Response[str]:
    """What the person said."""
    pages, asked = _pages(house, request), asked_in(data)
    if visitor is None or not visitor.knows(data.get("csrf", "")) or not is_complete(asked):
        return _html(pages.state("stale", "stale_about"))
    app = account_application(session, asked)
    if isinstance(app, int):
        return _html(pages.fault(app))
    if data.get("decision") != "allow":
        return _html(pages.state("refused", "refused_about"))
    return _go(session, house, request, asked, visitor.subject_id)


@get("/connect/qrconnect", include_in_schema=False)
def show_code(session: Session, house: House, request: Http) -> Response[str]:
    """A code on a website's screen."""
    pages, asked = _pages(house, request), asked_in(dict(parse_qsl(request.url.query, keep_blank_values=True)))
    if not is_complete(asked):
        return _html(pages.state("oops", "bad_query"))
    app = website_application(session, asked)
    if isinstance(app, int):
        return _html(pages.fault(app))
    waiting = weblogins.begin(session, asked)
    host = getattr(website(session, app.appid), "host", "")
    return _html(pages.code(app, waiting.uuid, waiting.watch), [host])


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


@get(_CONFIRM, include_in_schema=False)
def confirm(session: Session, house: House, request: Http, visitor: Login | None, uuid: str = "") -> Response[str]:
    """The phone has read the code: ask whether the person signs in there."""
    pages = _pages(house, request)
    turned = _turned_away(session, pages, request, visitor)
    if isinstance(turned, Response):
        return turned
    row = weblogins.scanned(session, uuid, turned.id)
    site = website(session, row.appid) if row else None
    if visitor is None or site is None:
        return _html(pages.state("expired", "stale_about"))
    app = Application(site.appid, site.name, None, site.account_appid)
    return _html(pages.confirm_login(app, turned, {"uuid": uuid, "csrf": visitor.csrf}))


@post(_CONFIRM, include_in_schema=False, status_code=200)
def answer_confirm(session: Session, house: House, request: Http, visitor: Login | None, data: Fields) -> Response[str]:
    """What the person said."""
    pages, uuid = _pages(house, request), data.get("uuid", "")
    if visitor is None or not visitor.knows(data.get("csrf", "")):
        return _html(pages.state("stale", "stale_about"))
    allowed = data.get("decision") == "allow"
    row = web_login(session, uuid)
    if row is None or row.status != "scanned":
        return _html(pages.state("expired", "stale_about"))
    if not weblogins.answer(session, house.vault, uuid, visitor.subject_id, allowed=allowed):
        return _html(pages.state("expired", "stale_about"))
    return _html(pages.state("done", "done_about", bad=False) if allowed else pages.state("refused", "refused_about"))


@get("/headimg/{key:str}/{size:int}", include_in_schema=False)
def head_picture(house: House, key: str, size: int) -> Response[bytes]:
    """A person's picture in one of the sizes. Its key cannot be guessed."""
    data = resized(house.files.get(key), size) if content_type_of(key).startswith("image/") else None
    if data is None:
        raise NotFound
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    return Response(data, media_type="image/jpeg", headers=headers)


def _turned_away(reader: Session, pages: Pages, request: Http, visitor: Login | None) -> Profile | Response[str]:
    """Whose phone it is, or what to show instead: these pages work in the phone's browser, which is a frame."""
    address = f"{request.url.path}?{request.url.query}"
    if request.headers.get("sec-fetch-dest") == "document":
        return _html(pages.outside(address))
    if visitor is None:
        bounced = _BOUNCED in request.query_params
        return _html(pages.state("signed_out") if bounced else pages.bounce(f"{address}&{_BOUNCED}=1"))
    try:
        return profile(reader, visitor.subject_id)
    except PersonNotFound:
        return _html(pages.state("signed_out"))


def _go(session: Session, house: House, request: Http, asked: Asked, person_id: str) -> Response[str]:
    code = grants.issue_code(session, asked.appid, person_id, asked.scope)
    location = with_answer(asked.redirect_uri, code, asked.state)
    if request.headers.get("sec-fetch-dest") == "iframe":  # back into the phone's browser
        location = house.get(Sites).shown(location, request.headers.get("host", ""))
    return Response("", status_code=302, headers={"Location": location, "Cache-Control": "no-store"})


def _hidden(asked: Asked) -> dict[str, str]:
    return {name: value for name, value in asked._asdict().items() if value is not None}


def _pages(house: House, request: Http) -> Pages:
    return Pages(house, language_of(request.scope))  # type: ignore[arg-type]  # Litestar's own scope


def _html(page: str, framers: list[str] | None = None) -> Response[str]:
    headers = {
        "Content-Security-Policy": content_policy(framers or []),
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(page, media_type="text/html; charset=utf-8", headers=headers)


ROUTES = (
    *(authorize, answer_consent, show_code, code_picture, code_status, code_script, confirm, answer_confirm),
    head_picture,
)
