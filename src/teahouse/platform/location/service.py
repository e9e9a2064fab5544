"""The account's switch, the person's consent, and the push."""

from typing import NamedTuple

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.platform.accounts import Account, get_account
from teahouse.platform.followers import NotFollowing, Pusher, follower_of_person
from teahouse.platform.location import repository, rules
from teahouse.platform.location.errors import NotEntitled
from teahouse.platform.location.rules import Consent, Mode, Place
from teahouse.protocol import LocationEvent, Power, may


class Standing(NamedTuple):
    """How the account's switch stands, and what the person said."""

    mode: Mode
    consent: Consent


def is_entitled(account: Account) -> bool:
    """Whether the account may know at all."""
    return may(account.kind, Power.LOCATION_REPORT)


def mode_of(session: Session, account: Account) -> Mode:
    """How the switch stands; off for an account that has ended or is certified no longer."""
    if account.ended_for or not is_entitled(account):
        return "off"
    return repository.mode(session, account.appid)  # type: ignore[return-value]  # one of them


def set_mode(session: Session, account: Account, mode: Mode) -> None:
    """Turn the switch. Raises NotEntitled."""
    if not is_entitled(account):
        raise NotEntitled
    repository.set_mode(session, account.appid, mode)


def standing(session: Session, appid: str, person_id: str) -> Standing:
    """Raises AccountNotFound."""
    mode = mode_of(session, get_account(session, appid))
    return Standing(mode, rules.consent_of(repository.allowed(session, appid, person_id)))


def consent(session: Session, appid: str, person_id: str, *, allow: bool) -> Standing:
    """The person answers, or changes their mind. Raises AccountNotFound."""
    get_account(session, appid)
    repository.set_allowed(session, appid, person_id, wanted=allow)
    return standing(session, appid, person_id)


def report(session: Session, house: House, appid: str, person_id: str, place: Place) -> bool:
    """A follower is here; whether the account learns it. Raises BadPlace, AccountNotFound, NotFollowing."""
    written, account = rules.written(place), get_account(session, appid)
    follower = follower_of_person(session, appid, person_id)
    if follower is None or not follower.subscribed:
        raise NotFollowing
    if not rules.is_told(*standing(session, appid, person_id)):
        return False
    event = LocationEvent(
        to_user_name=account.original_id,
        from_user_name=follower.openid,
        create_time=clock.timestamp(),
        **written._asdict(),
    )
    house.get(Pusher).push_event(session, appid, person_id, event)  # type: ignore[type-abstract]  # a port
    return True
