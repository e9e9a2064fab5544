"""Ways in: a code sent to the phone, a password, a link of the sandbox."""

import hashlib
import secrets
from datetime import timedelta

from teahouse.kit import clock
from teahouse.kit.crypto import hash_password, verify_password
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.ids import secret_token
from teahouse.messenger.people import repository, rules
from teahouse.messenger.people.errors import LinkNotFound, WrongCode, WrongPassword
from teahouse.messenger.people.models import Person, SignInLink
from teahouse.messenger.people.ports import SmsGateway
from teahouse.messenger.people.profile import create_person, find

LINK_LIFETIME = timedelta(days=7)


def send_code(house: House, phone: str) -> str | None:
    """Make a code and send it; in the sandbox it is returned instead. Raises NoSmsGateway."""
    code = f"{secrets.randbelow(1_000_000):06}"
    expires_at = clock.now() + timedelta(minutes=rules.CODE_MINUTES)
    house.writer.call(repository.store_code, (phone, hash_password(code), expires_at))
    if house.settings.sandbox:
        return code
    house.get(SmsGateway).send(phone, code, rules.CODE_MINUTES)  # type: ignore[type-abstract]  # a port
    return None


def check_code(house: House, phone: str, code: str) -> str:
    """The hash of the code that is right. A try counts even if the request fails. Raises WrongCode.

    To be called before the request's transaction has begun: the try has one of its own.
    """
    stored = house.writer.call(repository.take_try, (phone, rules.CODE_TRIES, clock.now()))
    if not verify_password(stored, code) or stored is None:
        raise WrongCode(field="code")
    return stored


def sign_in_by_code(session: Session, phone: str, code_hash: str, nickname: str | None) -> tuple[Person, bool]:
    """The person of the phone number, made now if new (True). Raises WrongCode when the code was just used."""
    if not repository.use_code(session, phone, code_hash):
        raise WrongCode(field="code")
    person = repository.by_phone(session, phone)
    if person is not None:
        return person, False
    made = create_person(session, nickname=nickname or rules.first_nickname(phone), phone=phone)
    return find(session, made.id), True


def person_of_password(session: Session, login: str, password: str) -> str:
    """Who signs in with a phone number or WeChat ID. Takes as long for nobody. Raises WrongPassword."""
    found = repository.by_login(session, login.strip().removeprefix("+86"))
    person = found[0] if found else None
    if not verify_password(person.password_hash if person else None, password) or person is None:
        raise WrongPassword(field="password")
    return person.id


def sign_in_link(session: Session, person_id: str) -> str:
    """A token for /phone/#/sign-in/<token>; it works once, for a week. For the sandbox. Raises PersonNotFound."""
    token = secret_token()
    link = SignInLink(
        token_hash=_hash(token), person_id=find(session, person_id).id, expires_at=clock.now() + LINK_LIFETIME
    )
    session.add(link)
    return token


def use_link(session: Session, token: str) -> Person:
    """Whom the link signs in. Raises LinkNotFound."""
    person_id = repository.use_link(session, _hash(token), clock.now())
    if person_id is None:
        raise LinkNotFound
    return find(session, person_id)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
