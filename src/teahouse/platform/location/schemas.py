"""Who may know where whom is, over our own HTTP."""

import msgspec

from teahouse.platform.location.rules import Consent, Mode


class LocationSwitch(msgspec.Struct):
    """How an account's switch stands."""

    mode: Mode


class LocationPower(LocationSwitch):
    """The same, and whether the account may turn it."""

    entitled: bool


class LocationStanding(LocationSwitch):
    """The same, and what the person said."""

    consent: Consent


class LocationAnswer(msgspec.Struct):
    """The person's answer."""

    allow: bool


class LocationPlace(msgspec.Struct):
    """Where the person's phone is: degrees, and metres of precision."""

    latitude: float
    longitude: float
    precision: float


class LocationReport(msgspec.Struct):
    """Whether the account learns it."""

    reported: bool
