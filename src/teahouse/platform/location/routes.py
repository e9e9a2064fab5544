"""The account's switch on mp; the person's consent, and where they are, on the phone."""

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.http import get, post, put
from teahouse.kit.logins import Login
from teahouse.platform.accounts import Account, check_operator
from teahouse.platform.location import service
from teahouse.platform.location.rules import Place
from teahouse.platform.location.schemas import (
    LocationAnswer,
    LocationPlace,
    LocationPower,
    LocationReport,
    LocationStanding,
    LocationSwitch,
)

_MP = "/api/mp/accounts/{appid:str}/location"
_PHONE = "/api/phone/accounts/{appid:str}/location"
_REPORTS, _REPORTS_SECONDS = 60, 60
"""Every five seconds are 12 a minute; whoever goes in and out reports more."""


@get(_MP)
def read_location_switch(reader: Session, operator: Login, appid: str) -> LocationPower:
    """How it stands."""
    return _power(reader, check_operator(reader, operator.subject_id, appid))


@put(_MP)
def turn_location_switch(session: Session, operator: Login, appid: str, data: LocationSwitch) -> LocationPower:
    """Turn it."""
    account = check_operator(session, operator.subject_id, appid)
    service.set_mode(session, account, data.mode)
    return _power(session, account)


def _power(session: Session, account: Account) -> LocationPower:
    return LocationPower(service.mode_of(session, account), service.is_entitled(account))


@get(_PHONE)
def read_location_standing(reader: Session, me: Login, appid: str) -> LocationStanding:
    """Whether the account wants to know, and what the person said."""
    return LocationStanding(*service.standing(reader, appid, me.subject_id))


@put(_PHONE)
def answer_about_location(session: Session, me: Login, appid: str, data: LocationAnswer) -> LocationStanding:
    """The person answers, or changes their mind."""
    return LocationStanding(*service.consent(session, appid, me.subject_id, allow=data.allow))


@post(_PHONE, status_code=200)
def report_location(session: Session, house: House, me: Login, appid: str, data: LocationPlace) -> LocationReport:
    """The account's chat is open, and the phone is here."""
    house.limits.hit(f"location:{appid}:{me.subject_id}", _REPORTS, _REPORTS_SECONDS)
    place = Place(data.latitude, data.longitude, data.precision)
    return LocationReport(service.report(session, house, appid, me.subject_id, place))


ROUTES = (
    read_location_switch,
    turn_location_switch,
    read_location_standing,
    answer_about_location,
    report_location,
)
