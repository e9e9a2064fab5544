"""Who asks for an identity: an official account or a website application."""

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from teahouse.kit.crypto import Vault
from teahouse.kit.db import Session
from teahouse.kit.ids import secret_token
from teahouse.platform.accounts import AccountNotFound, get_account, is_secret
from teahouse.platform.identity import repository
from teahouse.platform.identity.rules import MAX_STATE, Asked, PageFault, redirect_fault
from teahouse.protocol import ApiError, Power, may

_SCOPES = {"snsapi_base", "snsapi_userinfo"}
_UNION_BYTES, _UNION_LENGTH = 21, 28


class Application(NamedTuple):
    """What a person sees of it; `avatar` is a file key. `account_appid` is whose open-platform account it is on."""

    appid: str
    name: str
    avatar: str | None
    account_appid: str


def account_application(session: Session, asked: Asked) -> Application | PageFault:
    """The account that asks, or why it may not."""
    try:
        account = get_account(session, asked.appid)
    except AccountNotFound:
        return 10013
    if asked.scope not in _SCOPES:
        return 10016
    if not may(account.kind, Power.WEB_OAUTH):
        return 10005
    fault = redirect_fault(asked.redirect_uri, repository.hosts(session, asked.appid, "oauth"))
    return fault or Application(account.appid, account.name, account.avatar, account.appid)


def website_application(session: Session, asked: Asked) -> Application | PageFault:
    """The website that asks, or why it may not."""
    row = repository.website(session, asked.appid)
    if row is None:
        return 10013
    if asked.scope != "snsapi_login":
        return 10016
    fault = redirect_fault(asked.redirect_uri, [row.host])
    return fault or Application(row.appid, row.name, None, row.account_appid)


def is_complete(asked: Asked) -> bool:
    """Whether the query is one that can be answered: response_type is code, the state not too long."""
    return asked.response_type == "code" and len(asked.state or "") <= MAX_STATE


def check_application_secret(session: Session, vault: Vault, appid: str, secret: str) -> None:
    """Raises ApiError: 41002 no appid, 41004 no secret, 40013 unknown appid, 40125 wrong secret."""
    check_appid(session, appid)
    if not secret:
        raise ApiError(41004)
    row = repository.website(session, appid)
    right = (
        is_secret(session, vault, appid, secret)
        if row is None
        else secrets.compare_digest(vault.decrypt(row.sealed_secret).encode(), secret.encode("utf-8", "replace"))
    )
    if not right:
        raise ApiError(40125)


def check_appid(session: Session, appid: str) -> None:
    """Raises ApiError: 41002 no appid, 40013 unknown."""
    if not appid:
        raise ApiError(41002)
    try:
        if repository.website(session, appid) is None:
            get_account(session, appid)
    except AccountNotFound:
        raise ApiError(40013) from None


def unionid_of(session: Session, appid: str, person_id: str) -> str | None:
    """The person's unionid; None for an account that stands alone, without a website application."""
    row = repository.website(session, appid)
    account_appid = row.account_appid if row else appid
    if not repository.count_websites(session, account_appid):
        return None
    return repository.unionids(session, account_appid, {person_id: _new_unionid()})[person_id]


def _new_unionid() -> str:
    return f"oU{secret_token(_UNION_BYTES)}"[:_UNION_LENGTH]


class BoundUnions:
    """Fills the followers' port Unions: an account with a website application is bound to an open-platform account."""

    def unionids(self, session: Session, appid: str, person_ids: Sequence[str]) -> dict[str, str]:
        """See Unions."""
        if not repository.count_websites(session, appid):
            return {}
        return repository.unionids(session, appid, {one: _new_unionid() for one in person_ids})
