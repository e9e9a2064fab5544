"""Operators of one account: the owner invites up to five others, and removes them."""

import hashlib
from datetime import timedelta

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.ids import secret_token
from teahouse.platform.accounts import repository
from teahouse.platform.accounts.account import Account
from teahouse.platform.accounts.errors import (
    AlreadyOperator,
    InvitationSpent,
    NoSeatLeft,
    NoSuchOperator,
    OwnersOnly,
)
from teahouse.platform.accounts.models import OperatorInvitationRow
from teahouse.platform.accounts.service import get_account

MOST = 5
"""Long-term operators of an account, as on WeChat."""
_LIFETIME = timedelta(days=1)


def check_owner(session: Session, operator_id: str, appid: str) -> None:
    """Raises OwnersOnly."""
    if not repository.owns(session, operator_id, appid):
        raise OwnersOnly


def invite(session: Session, operator_id: str, appid: str) -> tuple[str, int]:
    """A token that makes somebody an operator, once within a day, and its end in Unix seconds. Raises OwnersOnly."""
    check_owner(session, operator_id, appid)
    token, end = secret_token(), clock.now() + _LIFETIME
    row = OperatorInvitationRow(token_hash=_hash(token), appid=appid, invited_by=operator_id, expires_at=end)
    repository.add_invitation(session, row)
    return token, int(end.timestamp())


def invited(session: Session, token: str) -> tuple[Account, str]:
    """To which account, and by whom. Raises InvitationSpent."""
    row = repository.invitation(session, _hash(token))
    if row is None:
        raise InvitationSpent
    names = repository.operator_names(session, [row.invited_by])
    return get_account(session, row.appid), names.get(row.invited_by, "")


def accept(session: Session, operator_id: str, token: str) -> Account:
    """Become an operator. Raises InvitationSpent, AlreadyOperator, NoSeatLeft."""
    appid = repository.take_invitation(session, _hash(token))
    account = get_account(session, appid) if appid else None
    if account is None or account.ended_for:
        raise InvitationSpent
    if repository.runs(session, operator_id, account.appid):
        raise AlreadyOperator
    if not repository.take_seat(session, account.appid, operator_id, MOST):
        raise NoSeatLeft
    return account


def remove(session: Session, by: str, appid: str, operator_id: str) -> None:
    """The owner removes somebody, or somebody leaves. Raises OwnersOnly, NoSuchOperator."""
    if by != operator_id:
        check_owner(session, by, appid)
    if not repository.leave_seat(session, appid, operator_id):
        raise NoSuchOperator


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
