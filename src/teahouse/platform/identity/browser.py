"""What all pages of identity share: whose phone shows them, and how they lead back into its browser."""

from typing import Annotated

from anyio import to_thread
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body

from teahouse.kit.asgi import language_of
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.http import Http, cookie_name
from teahouse.kit.logins import Login
from teahouse.messenger.people import PersonNotFound, Profile, profile
from teahouse.platform.identity.pages import Pages, content_policy
from teahouse.platform.webview import Sites

_BOUNCED = "th_back"
Fields = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


async def visitor(request: Http, house: House) -> Login | None:
    """Whose phone it is, if anybody's."""
    token = request.cookies.get(cookie_name("phone"), "")
    return await to_thread.run_sync(house.logins.find, "phone", token) if token else None


def turned_away(reader: Session, pages: Pages, request: Http, visitor: Login | None) -> Profile | Response[str]:
    """Whose phone it is, or what to show instead: these pages work in the phone's browser, which is a frame."""
    address = f"{request.url.path}?{request.url.query}"
    if request.headers.get("sec-fetch-dest") == "document":
        return html(pages.outside(address))
    if visitor is None:
        bounced = _BOUNCED in request.query_params
        return html(pages.state("signed_out") if bounced else pages.bounce(f"{address}&{_BOUNCED}=1"))
    try:
        return profile(reader, visitor.subject_id)
    except PersonNotFound:
        return html(pages.state("signed_out"))


def redirect(house: House, request: Http, location: str) -> Response[str]:
    """On to an application's page; in the phone's browser where that is."""
    if request.headers.get("sec-fetch-dest") == "iframe":  # back into the phone's browser
        location = house.get(Sites).shown(location, request.headers.get("host", ""))
    return Response("", status_code=302, headers={"Location": location, "Cache-Control": "no-store"})


def pages_of(house: House, request: Http) -> Pages:
    """Pages in the visitor's language."""
    return Pages(house, language_of(request.scope))  # type: ignore[arg-type]  # Litestar's own scope


def html(page: str, framers: list[str] | None = None) -> Response[str]:
    """A page, which only we and these hosts may frame."""
    headers = {
        "Content-Security-Policy": content_policy(framers or []),
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(page, media_type="text/html; charset=utf-8", headers=headers)
