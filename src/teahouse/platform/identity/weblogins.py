"""Signing in on a website by a code that a phone scans (reference, 13.2)."""

from datetime import timedelta
from typing import Literal, NamedTuple

from teahouse.kit import clock
from teahouse.kit.crypto import Vault
from teahouse.kit.db import Session
from teahouse.kit.ids import secret_token
from teahouse.platform.identity import grants, repository
from teahouse.platform.identity.models import WebLoginRow
from teahouse.platform.identity.rules import Asked, with_answer

LIFETIME = timedelta(minutes=5)
_BYTES = 18
Status = Literal["waiting", "scanned", "confirmed", "refused", "expired"]


class Waiting(NamedTuple):
    """A login that began: what the code says, and the secret by which its page asks."""

    uuid: str
    watch: str


def begin(session: Session, asked: Asked) -> Waiting:
    """Wait for a phone, five minutes."""
    now, waiting = clock.now(), Waiting(secret_token(_BYTES), secret_token())
    repository.sweep(session, now)
    row = WebLoginRow(
        uuid=waiting.uuid,
        watch_hash=grants.hash_of(waiting.watch),
        appid=asked.appid,
        redirect_uri=asked.redirect_uri,
        state=asked.state,
        status="waiting",
        person_id=None,
        sealed_code="",
        expires_at=now + LIFETIME,
    )
    repository.add(session, row)
    return waiting


def scanned(session: Session, uuid: str, person_id: str) -> WebLoginRow | None:
    """A phone has read the code; None when it is too late, or somebody else's already."""
    if not repository.move_login(session, uuid, clock.now(), person_id, "scanned"):
        return None
    return repository.web_login(session, uuid)


def answer(session: Session, vault: Vault, uuid: str, person_id: str, *, allowed: bool) -> bool:
    """The person's answer; False when it is too late, or it is not theirs to give."""
    row = repository.web_login(session, uuid)
    if row is None:
        return False
    sealed = vault.encrypt(grants.issue_code(session, row.appid, person_id, "snsapi_login")) if allowed else ""
    status = "confirmed" if allowed else "refused"
    return repository.move_login(session, uuid, clock.now(), person_id, status, sealed)


def status_of(session: Session, vault: Vault, watch: str) -> tuple[Status, str | None]:
    """How far it is, and where the page goes on when it is confirmed."""
    row = repository.watched_login(session, grants.hash_of(watch))
    if row is None or row.expires_at <= clock.now():
        return "expired", None
    if row.status == "confirmed":
        return "confirmed", with_answer(row.redirect_uri, vault.decrypt(row.sealed_code), row.state)
    return ("scanned" if row.status == "scanned" else "refused" if row.status == "refused" else "waiting"), None
