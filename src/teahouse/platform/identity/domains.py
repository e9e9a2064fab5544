"""Where an account's pages stand, and its website applications."""

import secrets
from collections.abc import Sequence

from teahouse.kit import clock
from teahouse.kit.crypto import Vault
from teahouse.kit.db import Session
from teahouse.kit.errors import Invalid, Text
from teahouse.platform.identity import repository
from teahouse.platform.identity.errors import TooManyWebsites, WebsiteNotFound
from teahouse.platform.identity.models import WebsiteRow
from teahouse.platform.identity.rules import (
    MAX_JS_DOMAINS,
    MAX_OAUTH_DOMAINS,
    MAX_WEBSITES,
    checked_host,
    checked_hosts,
)

_LONGEST_NAME = 30


def set_domains(session: Session, appid: str, oauth: Sequence[str], js: Sequence[str]) -> None:
    """Only these from now on. Raises BadDomain, TooManyDomains."""
    repository.replace_hosts(session, appid, "oauth", checked_hosts(oauth, MAX_OAUTH_DOMAINS, "oauth"))
    repository.replace_hosts(session, appid, "js", checked_hosts(js, MAX_JS_DOMAINS, "js"))


def create_website(session: Session, vault: Vault, account_appid: str, name: str, host: str) -> tuple[WebsiteRow, str]:
    """A new website application and its secret. Raises Invalid, BadDomain, TooManyWebsites."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= _LONGEST_NAME or not name.isprintable():
        raise Invalid(field="name", text=Text("请填写 1 到 30 个字的名称", "A name has 1 to 30 characters"))
    if repository.count_websites(session, account_appid) >= MAX_WEBSITES:
        raise TooManyWebsites(most=MAX_WEBSITES)
    secret = secrets.token_hex(16)
    row = WebsiteRow(
        appid=f"wx{secrets.token_hex(8)}",
        account_appid=account_appid,
        name=name,
        host=checked_host(host, "host"),
        sealed_secret=vault.encrypt(secret),
        created_at=clock.now(),
    )
    repository.add(session, row)
    return row, secret


def reset_website_secret(session: Session, vault: Vault, account_appid: str, appid: str) -> str:
    """A new secret; the old one stops working. Raises WebsiteNotFound."""
    _own_website(session, account_appid, appid)
    secret = secrets.token_hex(16)
    repository.reseal(session, appid, vault.encrypt(secret))
    return secret


def drop_website(session: Session, account_appid: str, appid: str) -> None:
    """Remove a website application and all that people granted to it. Raises WebsiteNotFound."""
    _own_website(session, account_appid, appid)
    repository.drop_website(session, appid)


def _own_website(session: Session, account_appid: str, appid: str) -> None:
    row = repository.website(session, appid)
    if row is None or row.account_appid != account_appid:
        raise WebsiteNotFound
