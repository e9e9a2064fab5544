"""Access tokens: issued, replaced, looked up (reference, 5.1 and 5.2; which code is answered: 21.5)."""

import hashlib
from datetime import datetime, timedelta
from typing import NamedTuple

from teahouse.kit import clock
from teahouse.kit.crypto import Vault
from teahouse.kit.db import Cursor, Session
from teahouse.kit.ids import secret_token
from teahouse.platform.accounts import Account, AccountNotFound, day_of, get_account, is_secret, token_fault_since
from teahouse.platform.api import quotas, repository, rules
from teahouse.platform.api.repository import Issued
from teahouse.protocol.errcodes import ApiError

_TOKEN_BYTES = 96
_FORCED_A_DAY = 20
_FORCED_PAUSE = timedelta(seconds=30)


def owner(cursor: Cursor, token: str) -> tuple[Account | None, int]:
    """Whose token it is, and 0 or why it is not good: 41001, 40001, 42001."""
    if not token:
        return None, 41001
    state = repository.read_token(cursor, _hash(token))
    if state is None:
        return None, 40001
    try:
        account = get_account(cursor, state.appid)
    except AccountNotFound:
        return None, 40001
    if account.ended_for:
        return account, 40013
    fault = rules.token_fault(
        clock.now(),
        issued_at=state.issued_at,
        expires_at=state.expires_at,
        replaced_at=state.replaced_at,
        expired_by_fault_at=token_fault_since(cursor, state.appid),
    )
    return account, fault


def check_secret(to: Session | Cursor, vault: Vault, appid: str, secret: str) -> None:
    """Raises 41002, 41004, 40013, 40125."""
    if not appid:
        raise ApiError(41002)
    if not secret:
        raise ApiError(41004)
    right = is_secret(to, vault, appid, secret)
    if right is None:
        raise ApiError(40013)
    if not right:
        raise ApiError(40125)


class Wish(NamedTuple):
    """Who wants a token: of the kind normal or stable, perhaps a new one by force; `limit` calls a day."""

    appid: str
    secret: str
    path: str
    limit: int
    kind: str = "normal"
    force: bool = False


class Issuer:
    """Issues tokens in the open transaction."""

    def __init__(self, vault: Vault) -> None:
        """`vault` of the house."""
        self._vault = vault

    def issue(self, cursor: Cursor, wish: Wish) -> tuple[str, int]:
        """A token and its seconds. Raises ApiError: those of check_secret, 45009."""
        check_secret(cursor, self._vault, wish.appid, wish.secret)
        # Counted once the secret was right, so that nobody else uses the quota up.
        if not quotas.take_now(cursor, wish.appid, day_of(clock.now()), wish.path, wish.limit):
            raise ApiError(45009)
        if wish.kind == "stable":
            return self._stable(cursor, wish)
        return self._new(cursor, wish.appid, wish.kind)

    def _new(self, cursor: Cursor, appid: str, kind: str) -> tuple[str, int]:
        """The one before lives five minutes more, older ones die."""
        now = clock.now()
        repository.lock_tokens(cursor, appid, kind)
        repository.drop_replaced(cursor, appid, kind)
        repository.replace_tokens(cursor, appid, kind, now)
        token = f"84_{secret_token(_TOKEN_BYTES)}"
        sealed = self._vault.encrypt(token) if kind == "stable" else ""
        repository.add_token(cursor, Issued(_hash(token), appid, kind, sealed, now, now + rules.TOKEN_LIFETIME))
        return token, int(rules.TOKEN_LIFETIME.total_seconds())

    def _stable(self, cursor: Cursor, wish: Wish) -> tuple[str, int]:
        """The same while it has more than five minutes left, or a new one."""
        now = clock.now()
        present = repository.latest_token(cursor, wish.appid, wish.kind)
        if present is not None and wish.force and _may_force(cursor, present, now):
            repository.drop_tokens(cursor, wish.appid, wish.kind)
            return self._new(cursor, wish.appid, wish.kind)
        if present is None or present.expires_at - now <= rules.OVERLAP or _spoilt(cursor, present):
            return self._new(cursor, wish.appid, wish.kind)
        return self._vault.decrypt(present.sealed), int((present.expires_at - now).total_seconds())


def _may_force(cursor: Cursor, present: Issued, now: datetime) -> bool:
    """20 a day, 30 s apart; past that the old token is answered."""
    if now - present.issued_at < _FORCED_PAUSE:
        return False
    return quotas.take_now(cursor, present.appid, day_of(now), "stable_token.force", _FORCED_A_DAY)


def _spoilt(cursor: Cursor, present: Issued) -> bool:
    """The fault "expired token" hit it."""
    since = token_fault_since(cursor, present.appid)
    return since is not None and present.issued_at <= since


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
