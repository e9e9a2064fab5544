"""Registrations: begun, changed, finished."""

from typing import NamedTuple

from teahouse.kit import clock
from teahouse.kit.crypto import Vault
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.platform.accounts import (
    Account,
    AccountType,
    Holder,
    change_profile,
    checked_introduction,
    checked_name,
    create_account,
    set_holder,
)
from teahouse.platform.registration import repository, rules
from teahouse.platform.registration.errors import NothingBegun, TooManyAccounts
from teahouse.platform.registration.models import HolderRow, RegistrationRow
from teahouse.platform.registration.rules import Identity


class Wish(NamedTuple):
    """The account that is to be."""

    type: AccountType
    holder: Holder
    name: str
    introduction: str


def save(session: Session, operator_id: str, wish: Wish) -> RegistrationRow:
    """Begin a registration, or change the one that is going on. Raises BadName, Invalid with the field."""
    rules.check_holder(wish.holder, wish.type)
    row = RegistrationRow(
        operator_id=operator_id,
        type=wish.type,
        holder=wish.holder,
        name=checked_name(wish.name),
        introduction=checked_introduction(wish.introduction),
        avatar=None,
        begun_at=clock.now(),
    )
    repository.save(session, row)
    return need(session, operator_id)


def need(session: Session, operator_id: str) -> RegistrationRow:
    """The registration that is going on. Raises NothingBegun."""
    row = repository.registration(session, operator_id)
    if row is None or rules.has_lapsed(row.begun_at, clock.now()):
        raise NothingBegun
    return row


def set_avatar(session: Session, operator_id: str, avatar: str) -> RegistrationRow:
    """Key of a stored file. Raises NothingBegun."""
    row = need(session, operator_id)
    row.avatar = avatar
    session.flush()
    return row


def finish(session: Session, house: House, operator_id: str, asked: Identity) -> tuple[Account, str]:
    """The account and its AppSecret. Raises NothingBegun, Invalid with the field, TooManyAccounts."""
    row = need(session, operator_id)
    identity = rules.checked_identity(asked, clock.now().date())
    account, secret = create_account(
        session,
        house.vault,
        name=row.name,
        type=row.type,  # type: ignore[arg-type]  # one of the two
        verified=False,
        owner_id=operator_id,
    )
    set_holder(session, account.appid, row.holder)  # type: ignore[arg-type]  # one of the two
    _stand_for(session, house.vault, account.appid, identity)
    account = change_profile(session, account.appid, introduction=row.introduction, avatar=row.avatar)
    if not repository.drop(session, operator_id):
        raise NothingBegun
    return account, secret


def _stand_for(session: Session, vault: Vault, appid: str, identity: Identity) -> None:
    digests = {"number": vault.digest(identity.number), "phone": vault.digest(identity.phone)}
    for kind, digest in digests.items():
        if not repository.take_place(session, kind, digest, rules.MOST_ACCOUNTS):
            raise TooManyAccounts
    row = HolderRow(
        appid=appid,
        sealed_name=vault.encrypt(identity.name),
        sealed_number=vault.encrypt(identity.number),
        sealed_phone=vault.encrypt(identity.phone),
        number_digest=digests["number"],
        phone_digest=digests["phone"],
        warned_for=None,
    )
    repository.add_holder(session, row)
