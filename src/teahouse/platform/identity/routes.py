"""Web identity over our own HTTP: mp sets domains, the phone checks what a page told wx.config."""

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.http import delete, get, post, put
from teahouse.kit.logins import Login
from teahouse.platform.accounts import Account, check_operator
from teahouse.platform.identity import connect, domains, repository, tickets
from teahouse.platform.identity.models import WebsiteRow
from teahouse.platform.identity.schemas import (
    ConfigAnswer,
    ConfigWish,
    Domains,
    DomainsWish,
    NewWebsite,
    Secret,
    Website,
    WebsiteWish,
)
from teahouse.protocol import Power, may

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
    signed = tickets.Signed(data.appid, data.url, data.noncestr, data.timestamp, data.signature)
    fault = tickets.config_fault(reader, house.vault, signed)
    return ConfigAnswer(fault, [] if fault else tickets.granted_apis(reader, data.appid, data.apis))


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
    *connect.ROUTES,
)
