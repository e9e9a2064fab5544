"""Access tokens: issued, replaced, looked up (reference, 5.1 and 5.2; which code is answered: 21.5)."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from teahouse.kit import clock
from teahouse.kit.crypto import Vault
from teahouse.kit.db import Cursor, Session
from teahouse.kit.ids import secret_token
from teahouse.platform.accounts import are_secrets, day_of, is_secret, token_fault_since
from teahouse.platform.api import quotas, repository, rules
from teahouse.platform.api.quotas import Quotas
from teahouse.platform.api.repository import Issued, TokenState
from teahouse.protocol.errcodes import ApiError

_GRANT = "client_credential"
_TOKEN_BYTES = 96
_FORCED_A_DAY = 20
_FORCED_PAUSE = timedelta(seconds=30)


def states(cursor: Cursor, tokens: Collection[str]) -> dict[str, TokenState]:
    """What is known of tokens, those left out that were never issued or are long gone."""
    by_hash = {_hash(token): token for token in tokens}
    return {by_hash[hashed]: state for hashed, state in repository.read_tokens(cursor, by_hash).items()}


def check_secret(to: Session | Cursor, vault: Vault, appid: str, secret: str) -> None:
    """Raises 41002, 41004, 40013, 40125."""
    if fault := _secret_fault(appid, secret, is_secret(to, vault, appid, secret)):
        raise fault


def _secret_fault(appid: str, secret: str, right: bool | None) -> ApiError | None:  # noqa: FBT001 - as is_secret answers
    if not appid:
        return ApiError(41002)
    if not secret:
        return ApiError(41004)
    if right is None:
        return ApiError(40013)
    return None if right else ApiError(40125)


class Wish(NamedTuple):
    """Who wants a token, and by which path, whose quota it counts against."""

    grant_type: str
    appid: str
    secret: str
    path: str


Told = tuple[str, int]
"""A token and its seconds."""


class Issuer:
    """Issues tokens in the open transaction."""

    def __init__(self, vault: Vault, quotas: Quotas) -> None:
        """Both of the house."""
        self._vault = vault
        self._quotas = quotas

    def issue(self, cursor: Cursor, wishes: Sequence[Wish]) -> list[Told | ApiError]:
        """For each a new token, or why not: 40002, 41002, 41004, 40013, 40125, 45009."""
        granted = self._granted(cursor, wishes)
        wanted = Counter(wish.appid for wish, refusal in zip(wishes, granted, strict=True) if refusal is None)
        new = self._new(cursor, wanted, "normal")
        seconds = int(rules.TOKEN_LIFETIME.total_seconds())
        return [refusal or (new[wish.appid].pop(0), seconds) for wish, refusal in zip(wishes, granted, strict=True)]

    def issue_stable(self, cursor: Cursor, wish: Wish, *, force: bool) -> Told:
        """The same while it has more than five minutes left, or a new one. Raises ApiError, as told for `issue`."""
        if refusal := self._granted(cursor, [wish])[0]:
            raise refusal
        now = clock.now()
        present = repository.latest_token(cursor, wish.appid, "stable")
        forced = present is not None and force and _may_force(cursor, present, now)
        if forced:
            repository.drop_tokens(cursor, [wish.appid], "stable")
        if forced or present is None or present.expires_at - now <= rules.OVERLAP or _spoilt(cursor, present):
            new = self._new(cursor, {wish.appid: 1}, "stable")
            return new[wish.appid][0], int(rules.TOKEN_LIFETIME.total_seconds())
        return self._vault.decrypt(present.sealed), int((present.expires_at - now).total_seconds())

    def _granted(self, cursor: Cursor, wishes: Sequence[Wish]) -> list[ApiError | None]:
        """Counts those whose secret is right, so that nobody else uses the quota up."""
        right = are_secrets(cursor, self._vault, [(wish.appid, wish.secret) for wish in wishes])
        refusals = [
            _secret_fault(wish.appid, wish.secret, known) if wish.grant_type == _GRANT else ApiError(40002)
            for wish, known in zip(wishes, right, strict=True)
        ]
        for number in sorted(range(len(wishes)), key=lambda number: wishes[number].appid):  # so that no two deadlock
            wish = wishes[number]
            if refusals[number] is None and not self._quotas.take_in(cursor, wish.appid, wish.path):
                refusals[number] = ApiError(45009)
        return refusals

    def _new(self, cursor: Cursor, wanted: Mapping[str, int], kind: str) -> dict[str, list[str]]:
        """Tokens, so many for each account. The one before lives five minutes more, older ones die."""
        now, appids = clock.now(), sorted(wanted)
        tokens = {appid: [f"84_{secret_token(_TOKEN_BYTES)}" for _ in range(wanted[appid])] for appid in appids}
        repository.lock_tokens(cursor, appids, kind)
        repository.drop_replaced(cursor, appids, kind)
        repository.drop_tokens(cursor, [appid for appid in appids if wanted[appid] > 1], kind)
        repository.replace_tokens(cursor, appids, kind, now)
        repository.add_tokens(
            cursor,
            [
                self._issued(appid, kind, token, now, is_latest=token == tokens[appid][-1])
                for appid in appids
                for token in tokens[appid][-2:]
            ],
        )
        return tokens

    def _issued(self, appid: str, kind: str, token: str, now: datetime, *, is_latest: bool) -> Issued:
        sealed = self._vault.encrypt(token) if kind == "stable" else ""
        replaced_at = None if is_latest else now
        return Issued(_hash(token), appid, kind, sealed, now, now + rules.TOKEN_LIFETIME, replaced_at)


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
