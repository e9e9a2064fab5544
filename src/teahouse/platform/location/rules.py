"""When an account is told where a follower is (reference, 3.1), and how a place is written."""

from decimal import Decimal
from typing import Literal, NamedTuple

from teahouse.platform.location.errors import BadPlace

Mode = Literal["off", "enter", "always"]
"""Never; when they enter the chat; when they enter it and then every 5 seconds while it is open."""
Consent = Literal["ask", "allowed", "refused"]
_FARTHEST = 40_075_000
"""Metres: once around the earth."""


class Place(NamedTuple):
    """In degrees; the precision in metres."""

    latitude: float
    longitude: float
    precision: float


class Written(NamedTuple):
    """The same as it is pushed: six decimals."""

    latitude: Decimal
    longitude: Decimal
    precision: Decimal


def written(place: Place) -> Written:
    """Raises BadPlace; NaN is no place either."""
    limits = ((place.latitude, -90, 90), (place.longitude, -180, 180), (place.precision, 0, _FARTHEST))
    for field, (value, least, most) in zip(Place._fields, limits, strict=True):
        if not least <= value <= most:
            raise BadPlace(field=field)
    return Written(*(Decimal(f"{value:.6f}") for value in place))


def consent_of(allowed: bool | None) -> Consent:  # noqa: FBT001 - what is stored, None for nothing
    """What they said."""
    if allowed is None:
        return "ask"
    return "allowed" if allowed else "refused"


def is_told(mode: Mode, consent: Consent) -> bool:
    """Whether the account learns it."""
    return mode != "off" and consent == "allowed"
