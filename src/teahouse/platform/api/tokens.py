"""Access tokens: issued, replaced, looked up (reference, 5.1 and 5.2; which code is answered: 21.5)."""

import hashlib
from datetime import datetime, timedelta

from teahouse.kit import clock
from teahouse.kit.crypto import Vault
from teahouse.kit.db import Session
from teahouse.kit.ids import secret_token
from teahouse.platform.accounts import Account, AccountNotFound, day_of, get_account, is_secret, token_fault_since
from teahouse.platform.api import quotas, repository, rules
from teahouse.platform.api.models import AccessTokenRow
from teahouse.protocol.errcodes import ApiError

_TOKEN_BYTES = 96
_FORCED_A_DAY = 20
_FORCED_PAUSE = timedelta(seconds=30)


def owner(session: Session, token: str) -> tuple[Account | None, int]:
    """Whose token it is, and 0 or why it is not good: 41001, 40001, 42001."""
    if not token:
        return None, 41001
    state = repository.read_token(session, _hash(token))
    if state is None:
        return None, 40001
    try:
        account = get_account(session, state.appid)
    except AccountNotFound:
        return None, 40001
    fault = rules.token_fault(
        clock.now(),
        issued_at=state.issued_at,
        expires_at=state.expires_at,
        replaced_at=state.replaced_at,
        expired_by_fault_at=token_fault_since(session, state.appid),
    )
    return account, fault


def check_secret(session: Session, vault: Vault, appid: str, secret: str) -> None:
    """Raises 41002, 41004, 40013, 40125."""
    if not appid:
        raise ApiError(41002)
    if not secret:
        raise ApiError(41004)
    try:
        get_account(session, appid)
    except AccountNotFound:
        raise ApiError(40013) from None
    if not is_secret(session, vault, appid, secret):
        raise ApiError(40125)


def issue(session: Session, vault: Vault, appid: str, kind: str) -> tuple[str, int]:
    """A new token and its seconds; the one before lives five minutes more, older ones die."""
    repository.lock_tokens(session, appid)
    repository.drop_tokens(session, appid, kind, but_latest=True)
    repository.replace_tokens(session, appid, kind)
    token, now = f"84_{secret_token(_TOKEN_BYTES)}", clock.now()
    session.add(
        AccessTokenRow(
            token_hash=_hash(token),
            appid=appid,
            kind=kind,
            sealed=vault.encrypt(token) if kind == "stable" else "",
            issued_at=now,
            expires_at=now + rules.TOKEN_LIFETIME,
            replaced_at=None,
        )
    )
    return token, int(rules.TOKEN_LIFETIME.total_seconds())


def stable(session: Session, vault: Vault, appid: str, *, force: bool) -> tuple[str, int]:
    """The stable token: the same while it has more than five minutes left, or a new one."""
    repository.lock_tokens(session, appid)
    now = clock.now()
    present = repository.latest_token(session, appid, "stable")
    if present is not None and force and _may_force(session, present, now):
        repository.drop_tokens(session, appid, "stable", but_latest=False)
        return issue(session, vault, appid, "stable")
    if present is None or present.expires_at - now <= rules.OVERLAP or _spoilt(session, present):
        return issue(session, vault, appid, "stable")
    return vault.decrypt(present.sealed), int((present.expires_at - now).total_seconds())


def _may_force(session: Session, present: AccessTokenRow, now: datetime) -> bool:
    """20 a day, 30 s apart; past that the old token is answered."""
    if now - present.issued_at < _FORCED_PAUSE:
        return False
    return quotas.take_now(session, present.appid, day_of(now), "stable_token.force", _FORCED_A_DAY)


def _spoilt(session: Session, present: AccessTokenRow) -> bool:
    """The fault "expired token" hit it."""
    since = token_fault_since(session, present.appid)
    return since is not None and present.issued_at <= since


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
