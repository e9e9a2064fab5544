"""Codes and the tokens they are exchanged for (reference, 13.1)."""

import hashlib
from datetime import timedelta
from typing import NamedTuple

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.ids import secret_token
from teahouse.platform.followers import openid_of
from teahouse.platform.identity import repository
from teahouse.platform.identity.models import CodeRow, GrantRow, UserTokenRow
from teahouse.protocol import ApiError

CODE_LIFETIME = timedelta(minutes=5)
TOKEN_LIFETIME = timedelta(seconds=7200)
REFRESH_LIFETIME = timedelta(days=30)
_CODE_BYTES, _TOKEN_BYTES = 24, 64


class Granted(NamedTuple):
    """What an application holds after an exchange."""

    access_token: str
    refresh_token: str
    openid: str
    scope: str
    person_id: str


def issue_code(session: Session, appid: str, person_id: str, scope: str) -> str:
    """A code for a person who agreed; one use, five minutes."""
    now, code = clock.now(), secret_token(_CODE_BYTES)
    repository.sweep(session, now)
    row = CodeRow(
        code_hash=hash_of(code),
        appid=appid,
        person_id=person_id,
        scope=scope,
        expires_at=now + CODE_LIFETIME,
        used_at=None,
    )
    repository.add(session, row)
    return code


def exchange(session: Session, appid: str, code: str) -> Granted:
    """Tokens for a code. Raises ApiError: 40029 not this application's, 40163 used, 42003 too old."""
    now, code_hash = clock.now(), hash_of(code)
    used = repository.use_code(session, code_hash, now)
    row = repository.code(session, code_hash)
    if row is None or row.appid != appid:
        raise ApiError(40029)
    if not used:
        raise ApiError(42003 if row.used_at is None else 40163)
    refresh_token = secret_token(_TOKEN_BYTES)
    grant = GrantRow(
        refresh_hash=hash_of(refresh_token),
        appid=appid,
        person_id=row.person_id,
        openid=openid_of(session, appid, row.person_id),
        scope=row.scope,
        expires_at=now + REFRESH_LIFETIME,
    )
    repository.add(session, grant)
    return _token(session, grant, refresh_token)


def refresh(session: Session, appid: str, refresh_token: str) -> Granted:
    """A further token. Raises ApiError: 40030 not this application's, 42002 too old."""
    grant = repository.grant(session, hash_of(refresh_token))
    if grant is None or grant.appid != appid:
        raise ApiError(40030)
    if grant.expires_at <= clock.now():
        raise ApiError(42002)
    return _token(session, grant, refresh_token)


def granted(session: Session, access_token: str, openid: str) -> GrantRow:
    """What a token stands for. Raises ApiError: 41001, 40014 unknown, 42001 too old, 41009, 40003 another's openid."""
    if not access_token:
        raise ApiError(41001)
    found = repository.token(session, hash_of(access_token))
    if found is None:
        raise ApiError(40014)
    grant, expires_at = found
    if expires_at <= clock.now():
        raise ApiError(42001)
    if not openid:
        raise ApiError(41009)
    if grant.openid != openid:
        raise ApiError(40003)
    return grant


def _token(session: Session, grant: GrantRow, refresh_token: str) -> Granted:
    access_token = secret_token(_TOKEN_BYTES)
    expires_at = clock.now() + TOKEN_LIFETIME
    row = UserTokenRow(token_hash=hash_of(access_token), refresh_hash=grant.refresh_hash, expires_at=expires_at)
    repository.add(session, row)
    return Granted(access_token, refresh_token, grant.openid, grant.scope, grant.person_id)


def hash_of(secret: str) -> str:
    """How secrets that need not be read again are stored."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
