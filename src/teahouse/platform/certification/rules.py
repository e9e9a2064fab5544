"""What a proper application is, when one may apply, how long a certification is good."""

import re
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from teahouse.platform.certification.errors import BadContact, BadLicenceNumber, BadOrganization, BadPhone

State = Literal["none", "qualifying", "naming", "certified", "refused", "unnamed", "expired"]
"""qualifying and naming wait for a reviewer; unnamed has the rights, but no check mark."""

REVIEWED: tuple[State, State] = ("qualifying", "naming")
RENEWAL = timedelta(days=90)
"""Before its end one may apply again."""
REMINDER = timedelta(days=30)
"""Before its end the account is reminded."""
_CODE_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_LENGTH = 18
_SHORTEST_NAME, _LONGEST_NAME, _LONGEST_CONTACT = 2, 60, 30
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LEAP_DAY = (2, 29)


class Application(NamedTuple):
    """What an account says of who is behind it."""

    organization: str
    licence_number: str
    contact: str
    phone: str


def checked_application(asked: Application) -> Application:
    """In its proper form. Raises BadOrganization, BadLicenceNumber, BadContact, BadPhone with their fields."""
    organization, contact = _words(asked.organization), _words(asked.contact)
    number, phone = asked.licence_number.strip().upper(), asked.phone.strip()
    if not _SHORTEST_NAME <= len(organization) <= _LONGEST_NAME or not organization.isprintable():
        raise BadOrganization(field="organization")
    if not is_credit_code(number):
        raise BadLicenceNumber(field="licence_number")
    if not 1 <= len(contact) <= _LONGEST_CONTACT or not contact.isprintable():
        raise BadContact(field="contact")
    if not _MOBILE.fullmatch(phone):
        raise BadPhone(field="phone")
    return Application(organization, number, contact, phone)


def _words(text: str) -> str:
    return " ".join(text.split())


def is_credit_code(number: str) -> bool:
    """Whether it is a unified social credit code: 18 signs, the last checks the others (GB 32100-2015)."""
    if len(number) != _CODE_LENGTH or any(sign not in _CODE_SIGNS for sign in number):
        return False
    total = sum(_CODE_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(number[:-1]))
    return _CODE_SIGNS[-total % 31] == number[-1]


def may_apply(state: State, *, verified: bool, expires_at: datetime | None, now: datetime) -> bool:
    """Not while it is reviewed, nor while it is good for long; without the check mark at any time."""
    if state in REVIEWED:
        return False
    if not verified or state == "unnamed":
        return True
    return expires_at is not None and expires_at - now <= RENEWAL


def end_of(now: datetime, before: datetime | None) -> datetime:
    """One year from now, or from the end of the certification that is renewed."""
    start = max(now, before or now)
    if (start.month, start.day) == _LEAP_DAY:
        start = start.replace(day=28)
    return start.replace(year=start.year + 1)
