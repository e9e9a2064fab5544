"""Codes over our own HTTP: the phone scans and shows them, mp makes them, their addresses lead to the phone."""

from urllib.parse import quote

from litestar import Response
from litestar import get as litestar_get
from litestar.response import Redirect

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.http import get, post
from teahouse.kit.logins import Login
from teahouse.messenger.contacts import person as person_card
from teahouse.messenger.people import profile, qr_text_of
from teahouse.platform.accounts import check_operator
from teahouse.platform.followers import account_card
from teahouse.platform.qrcodes import listing, service
from teahouse.platform.qrcodes.picture import draw_code
from teahouse.platform.qrcodes.records import QrCode
from teahouse.platform.qrcodes.rules import account_text, picture_url, read_scanned, scene_text
from teahouse.platform.qrcodes.schemas import (
    CodeItem,
    CodeItems,
    CodeWish,
    ScannedAccount,
    ScannedPerson,
    ScannedText,
    ScannedUrl,
    ScanWish,
)

_PNG = {"Cache-Control": "private, max-age=300"}
ScanAnswer = ScannedPerson | ScannedAccount | ScannedUrl | ScannedText


@post("/api/phone/scan", status_code=200)
def scan(session: Session, house: House, me: Login, data: ScanWish) -> ScanAnswer:
    """What a scanned text leads to; a follower's scan of a code with a scene is told to the account."""
    person = service.resolve_person(session, house, data.text)
    if person is not None:
        return ScannedPerson(person_card(session, me.subject_id, person.id))
    found = service.resolve(session, house, data.text)
    if found is not None:
        appid, ticket = found
        scanned = ticket is not None and service.scan(session, house, me.subject_id, appid, ticket)
        return ScannedAccount(account_card(session, appid, me.subject_id), ticket, scanned)
    read = read_scanned(house.settings.base_url, data.text)
    return ScannedUrl(read.value) if read.kind == "url" else ScannedText(data.text)


@get("/api/phone/accounts/{appid:str}/qr.png", include_in_schema=False)
def account_code(reader: Session, house: House, me: Login, appid: str) -> Response[bytes]:
    """The plain code of an account."""
    face = service.account_picture(reader, house, appid)
    return _png(draw_code(account_text(house.settings.base_url, appid), face, "account"))


@get("/api/phone/me/qr.png", include_in_schema=False)
def own_code(reader: Session, house: House, me: Login) -> Response[bytes]:
    """The code of the person who is signed in."""
    avatar = profile(reader, me.subject_id).avatar
    face = house.files.get(avatar) if avatar else None
    return _png(draw_code(qr_text_of(house, reader, me.subject_id), face, "person"))


def _png(data: bytes) -> Response[bytes]:
    return Response(data, media_type="image/png", headers=_PNG)


@litestar_get(["/q/{first:str}", "/q/{first:str}/{second:str}"], include_in_schema=False, sync_to_thread=False)
def open_code(house: House, first: str, second: str | None = None) -> Redirect:
    """A code opened outside the phone: the phone opens and scans it."""
    text = "/".join(part for part in (house.settings.base_url, "q", first, second) if part)
    return Redirect(f"/phone/#/scan?text={quote(text, safe='')}")


@get("/api/mp/accounts/{appid:str}/qrcodes")
def read_codes(reader: Session, house: House, operator: Login, appid: str, cursor: str = "") -> CodeItems:
    """A page of codes."""
    check_operator(reader, operator.subject_id, appid)
    page = listing.list_codes(reader, appid, cursor)
    return CodeItems([_item(house, code) for code in page.items], page.next)


@post("/api/mp/accounts/{appid:str}/qrcodes")
def make_code(session: Session, house: House, operator: Login, appid: str, data: CodeWish) -> CodeItem:
    """Make a code."""
    account = check_operator(session, operator.subject_id, appid)
    return _item(house, listing.make_code(session, account, data.action_name, data.scene, data.expire_seconds))


def _item(house: House, code: QrCode) -> CodeItem:
    base_url = house.settings.base_url
    return CodeItem(
        ticket=code.ticket,
        action_name=code.action_name,
        scene=code.scene,
        url=scene_text(base_url, code.code),
        image_url=picture_url(base_url, code.ticket),
        expires_at=int(code.expires_at.timestamp()) if code.expires_at else None,
        scans=code.scans,
        follows=code.follows,
        created_at=int(code.created_at.timestamp()),
    )


ROUTES = (scan, account_code, own_code, open_code, read_codes, make_code)
