"""Connecting accounts."""

import secrets
import string

from teahouse.kit import clock
from teahouse.kit.crypto import Vault
from teahouse.kit.db import Session, hint
from teahouse.kit.ids import new_id
from teahouse.suite.channel import repository, rules
from teahouse.suite.channel.directory import TOPIC
from teahouse.suite.channel.errors import ConnectedAlready, NoSuchAccount, SecretNeeded
from teahouse.suite.channel.inputs import ChangeIn, ConnectIn
from teahouse.suite.channel.models import ChannelAccount

_ALPHABET = string.ascii_letters + string.digits


def connect(session: Session, vault: Vault, brand_id: str, data: ConnectIn) -> ChannelAccount:
    """Connect an account; its token and AES key are made here. Raises Invalid, ConnectedAlready."""
    appid = rules.clean_appid(data.appid)
    if repository.account_by_appid(session, brand_id, appid) is not None:
        raise ConnectedAlready(field="appid")
    row = ChannelAccount(
        brand_id=brand_id,
        id=new_id(),
        push_key=_random(24),
        name=rules.clean_name(data.name),
        appid=appid,
        secret=vault.encrypt(rules.clean_secret(data.secret)),
        api_base=rules.clean_api_base(data.api_base),
        mode=data.mode,
        token=_random(32),
        aes_key=vault.encrypt(_random(43)),
        status="unchecked",
        findings=[],
        created_at=clock.now(),
    )
    repository.add(session, row)
    return row


def change(session: Session, vault: Vault, brand_id: str, account_id: str, data: ChangeIn) -> ChannelAccount:
    """Change what was given; a new secret or address needs a new check. Raises NoSuchAccount, Invalid, SecretNeeded."""
    row = one(session, brand_id, account_id)
    if data.name is not None:
        row.name = rules.clean_name(data.name)
    if data.mode is not None:
        row.mode = data.mode
    if data.secret is not None:
        row.secret = vault.encrypt(rules.clean_secret(data.secret))
    if data.api_base is not None:
        api_base = rules.clean_api_base(data.api_base)
        if api_base != row.api_base and data.secret is None:
            raise SecretNeeded(field="secret")
        row.api_base = api_base
    if data.secret is not None or data.api_base is not None:
        row.status = "unchecked"
        repository.forget_token(session, brand_id, account_id)
    hint(session, TOPIC, {})
    return row


def disconnect(session: Session, brand_id: str, account_id: str) -> ChannelAccount:
    """Stop listening to an account; what its fans did stays. Raises NoSuchAccount."""
    row = one(session, brand_id, account_id)
    repository.remove(session, row)
    hint(session, TOPIC, {})
    return row


def one(session: Session, brand_id: str, account_id: str) -> ChannelAccount:
    """An account of the brand. Raises NoSuchAccount."""
    row = repository.account(session, brand_id, account_id)
    if row is None:
        raise NoSuchAccount
    return row


def _random(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
