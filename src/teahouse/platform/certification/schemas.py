"""Certification as mp shows it."""

import msgspec

from teahouse.platform.certification.rules import State


class CertificationOut(msgspec.Struct):
    """How it stands. `one_click` when the sandbox lets one do without reviewers."""

    state: State
    verified: bool
    badge: bool
    holder: str
    organization: str
    licence_number: str
    contact: str
    phone: str
    reason: str
    applied_at: int | None
    expires_at: int | None
    may_apply: bool
    one_click: bool


class Licence(msgspec.Struct):
    """A picture that was uploaded, as the application is to name it."""

    licence: str


class ApplicationForm(msgspec.Struct):
    """Who is behind the account."""

    organization: str
    licence_number: str
    contact: str
    phone: str
    licence: str
