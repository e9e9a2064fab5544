"""Operators: registered, signed in."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from teahouse.kit import clock
from teahouse.kit.crypto import hash_password, verify_password
from teahouse.kit.db import Session
from teahouse.kit.ids import new_id, secret_token
from teahouse.kit.logins import Login, last_seen, sign_in, sign_out_everywhere
from teahouse.kit.settings import Settings
from teahouse.platform.accounts import repository, rules
from teahouse.platform.accounts.errors import EmailTaken, LinkSpent, WrongPassword
from teahouse.platform.accounts.models import OperatorLinkRow, OperatorRow

KIND = "mp"
_LINK_LIFETIME = timedelta(days=365)


def register_operator(session: Session, *, email: str, password: str, name: str) -> str:
    """A new operator; their id. Raises Invalid, BadName, EmailTaken."""
    email = rules.checked_email(email)
    rules.checked_password(password)
    name = rules.checked_operator_name(name)
    if repository.operator_by_email(session, email) is not None:
        raise EmailTaken(field="email")
    row = OperatorRow(
        id=new_id(),
        email=email,
        name=name,
        password=hash_password(password),
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    return row.id


def is_reviewer(session: Session, settings: Settings, operator_id: str) -> bool:
    """Whether an operator reviews for the platform: one named in the settings, or the first of a sandbox."""
    if settings.reviewers or not settings.sandbox:
        named = {email.strip().lower() for email in settings.reviewers}
        row = repository.operator(session, operator_id)
        return row is not None and row.email in named
    return repository.first_operator(session) == operator_id


def free_email(session: Session, settings: Settings, operator_id: str) -> bool:
    """Somebody else may register with the address; who had it can sign in no longer. Reviewers keep theirs."""
    if is_reviewer(session, settings, operator_id):
        return False
    repository.change_operator(
        session, operator_id, email=f"{repository.FREED}{operator_id}", password="", person_id=None
    )
    repository.drop_links(session, operator_id)
    sign_out_everywhere(session, KIND, operator_id)
    return True


def operators_seen(session: Session, operator_ids: Iterable[str]) -> dict[str, datetime]:
    """When each of these operators was last here: signed in, or used a login."""
    wanted = set(operator_ids)
    seen = last_seen(session, KIND, wanted)
    for row in repository.operators(session, wanted):
        seen[row.id] = max(seen.get(row.id, row.created_at), row.seen_at or row.created_at)
    return seen


def operator_of_password(session: Session, email: str, password: str) -> str:
    """Who signs in. Takes as long for nobody. Raises WrongPassword."""
    row = repository.operator_by_email(session, email.strip().lower())
    if not verify_password(row.password if row else None, password) or row is None:
        raise WrongPassword
    return row.id


def sign_in_link_operator(session: Session, operator_id: str) -> str:
    """A token that signs the operator in once, within a year; /mp/#/sign-in/<token>."""
    token = secret_token()
    session.add(
        OperatorLinkRow(token_hash=_hash(token), operator_id=operator_id, expires_at=clock.now() + _LINK_LIFETIME)
    )
    return token


def sign_in_by_link(session: Session, token: str, device: str) -> tuple[Login, str]:
    """Spend a link. Raises LinkSpent."""
    operator_id = repository.take_link(session, _hash(token))
    if operator_id is None:
        raise LinkSpent
    return sign_in(session, KIND, operator_id, device)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
