"""Codes on mp that a phone scans: to sign an operator in, or to bind the phone to one."""

import hashlib
from datetime import timedelta
from typing import Literal, NamedTuple

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.ids import secret_token
from teahouse.messenger.people import PersonNotFound, profile
from teahouse.platform.accounts import repository
from teahouse.platform.accounts.errors import CodeSpent, PhoneNotBound, PhoneTaken
from teahouse.platform.accounts.models import OperatorCodeRow, OperatorRow

LIFETIME = timedelta(minutes=5)
_KEPT = timedelta(days=1)
_BYTES = 18
Status = Literal["waiting", "scanned", "confirmed", "refused", "expired"]


class Waiting(NamedTuple):
    """A code that waits: what it says, the secret by which its page asks, until when in Unix seconds."""

    uuid: str
    watch: str
    expires_at: int


def begin(session: Session, *, binds: str | None = None) -> Waiting:
    """Wait for a phone, five minutes: to sign in, or to bind it to the operator `binds`."""
    now, uuid, watch = clock.now(), secret_token(_BYTES), secret_token()
    row = OperatorCodeRow(
        uuid=uuid,
        watch_hash=_hash(watch),
        purpose="bind" if binds else "sign_in",
        operator_id=binds,
        status="waiting",
        person_id=None,
        expires_at=now + LIFETIME,
    )
    repository.add_code(session, row, now - _KEPT)
    return Waiting(uuid, watch, int(row.expires_at.timestamp()))


def status_of(session: Session, watch: str) -> Status:
    """How far it is."""
    row = repository.watched_code(session, _hash(watch))
    if row is None or row.expires_at <= clock.now():
        return "expired"
    return row.status  # type: ignore[return-value]  # one of them


def scanned(session: Session, uuid: str, person_id: str) -> tuple[str, str | None]:
    """A phone has read it: what it is for, and the operator's name, None when the phone is nobody's.

    Raises CodeSpent.
    """
    if not repository.move_code(session, uuid, person_id, "scanned", clock.now()):
        raise CodeSpent
    row = repository.code(session, uuid)
    if row is None:
        raise CodeSpent
    operator = _operator(session, row, person_id)
    return row.purpose, operator.name if operator else None


def answer(session: Session, uuid: str, person_id: str, *, allow: bool) -> None:
    """The person's answer. Raises CodeSpent, PhoneNotBound, PhoneTaken."""
    row = repository.code(session, uuid)
    status = "confirmed" if allow else "refused"
    if row is None or not repository.move_code(session, uuid, person_id, status, clock.now()):
        raise CodeSpent
    if not allow:
        return
    operator = _operator(session, row, person_id)
    if operator is None:
        raise PhoneNotBound
    if row.purpose == "bind" and not repository.bind_person(session, operator.id, person_id):
        raise PhoneTaken


def _operator(session: Session, row: OperatorCodeRow, person_id: str) -> OperatorRow | None:
    if row.purpose == "bind":
        return repository.operator(session, row.operator_id or "")
    return repository.operator_of_person(session, person_id)


def confirmed_operator(session: Session, watch: str) -> str:
    """Spend a confirmed code; who signs in. Raises CodeSpent."""
    person_id = repository.take_confirmed(session, _hash(watch), clock.now())
    operator = repository.operator_of_person(session, person_id) if person_id else None
    if operator is None:
        raise CodeSpent
    return operator.id


def bound_name(session: Session, row: OperatorRow) -> str | None:
    """The nickname of whose phone is bound to an operator."""
    try:
        return profile(session, row.person_id).nickname if row.person_id else None
    except PersonNotFound:
        return None


def _hash(watch: str) -> str:
    return hashlib.sha256(watch.encode()).hexdigest()
