"""Web identity over our own HTTP: mp sets domains, the phone checks what a page told wx.config."""

from typing import Annotated

from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.http import delete, get, post, put
from teahouse.kit.logins import Login
from teahouse.platform.accounts import Account, check_operator, get_account
from teahouse.platform.identity import connect, domains, repository, subscribing, tickets, uploads
from teahouse.platform.identity.errors import BadMedium, MediumNotFound
from teahouse.platform.identity.models import WebsiteRow
from teahouse.platform.identity.schemas import (
    ConfigAnswer,
    ConfigWish,
    Domains,
    DomainsWish,
    Entry,
    Fetched,
    NewWebsite,
    Secret,
    Uploaded,
    Website,
    WebsiteWish,
)
from teahouse.platform.materials import media
from teahouse.platform.webview import Sites
from teahouse.protocol import ApiError, Power, may

_BASE = "/api/mp/accounts/{appid:str}"


@get(f"{_BASE}/domains")
def read_domains(reader: Session, operator: Login, appid: str) -> Domains:
    """Domains and website applications."""
    return _domains(reader, check_operator(reader, operator.subject_id, appid))


@put(f"{_BASE}/domains")
def set_domains(session: Session, operator: Login, appid: str, data: DomainsWish) -> Domains:
    """Replace the domains."""
    account = check_operator(session, operator.subject_id, appid)
    domains.set_domains(session, appid, data.oauth, data.js)
    return _domains(session, account)


@post(f"{_BASE}/websites")
def create_website(session: Session, house: House, operator: Login, appid: str, data: WebsiteWish) -> NewWebsite:
    """Register a website application."""
    check_operator(session, operator.subject_id, appid)
    row, secret = domains.create_website(session, house.vault, appid, data.name, data.host)
    return NewWebsite(row.appid, row.name, row.host, int(row.created_at.timestamp()), secret)


@post(f"{_BASE}/websites/{{website:str}}/secret", status_code=200)
def reset_website_secret(session: Session, house: House, operator: Login, appid: str, website: str) -> Secret:
    """A new secret for a website application."""
    check_operator(session, operator.subject_id, appid)
    return Secret(domains.reset_website_secret(session, house.vault, appid, website))


@delete(f"{_BASE}/websites/{{website:str}}")
def drop_website(session: Session, operator: Login, appid: str, website: str) -> None:
    """Remove a website application."""
    check_operator(session, operator.subject_id, appid)
    domains.drop_website(session, appid, website)


@post("/api/phone/jssdk/config", status_code=200)
def check_config(reader: Session, house: House, me: Login, data: ConfigWish) -> ConfigAnswer:
    """What wx.config is to be told."""
    signed = tickets.Signed(
        data.appid, house.get(Sites).real(data.url), data.url, data.noncestr, data.timestamp, data.signature
    )
    fault = tickets.config_fault(reader, house.vault, signed)
    return ConfigAnswer(fault, [] if fault else tickets.granted_apis(reader, data.appid, data.apis))


@put("/api/phone/jssdk/entry", status_code=204)
def enter_browser(session: Session, me: Login, data: Entry) -> None:
    """From which account's chat I open the browser, if from one."""
    if data.appid is not None:
        get_account(session, data.appid)
    repository.enter(session, me.subject_id, data.appid, clock.now())


@post("/api/phone/jssdk/{appid:str}/media")
def upload_medium(
    session: Session,
    house: House,
    me: Login,
    appid: str,
    data: Annotated[dict[str, UploadFile], Body(media_type=RequestEncodingType.MULTI_PART)],
) -> Uploaded:
    """uploadImage, uploadVoice: something for the account, which fetches it by its media_id."""
    house.limits.hit(f"jssdk:{me.subject_id}", 60, 60)
    get_account(session, appid)
    file = data.get("file")
    try:
        return Uploaded(uploads.put(session, house, appid, file.file.read() if file else b""))
    except ApiError as error:
        raise BadMedium(reason=error.errmsg()) from None


@get("/api/phone/jssdk/{appid:str}/media/{media_id:str}")
def fetch_medium(reader: Session, house: House, me: Login, appid: str, media_id: str) -> Fetched:
    """downloadImage, downloadVoice: what the account uploaded."""
    try:
        found = media(reader, appid, media_id)
    except ApiError:
        raise MediumNotFound from None
    if found.type not in {"image", "voice"}:
        raise MediumNotFound
    return Fetched(f"/files/{found.file}", found.type == "voice")


def _domains(session: Session, account: Account) -> Domains:
    return Domains(
        oauth=repository.hosts(session, account.appid, "oauth"),
        js=repository.hosts(session, account.appid, "js"),
        websites=[_website(row) for row in repository.websites(session, account.appid)],
        may_authorize=may(account.kind, Power.WEB_OAUTH),
    )


def _website(row: WebsiteRow) -> Website:
    return Website(row.appid, row.name, row.host, int(row.created_at.timestamp()))


ROUTES = (
    *(read_domains, set_domains, create_website, reset_website_secret, drop_website, check_config),
    enter_browser,
    *(upload_medium, fetch_medium),
    *connect.ROUTES,
    *subscribing.ROUTES,
)
