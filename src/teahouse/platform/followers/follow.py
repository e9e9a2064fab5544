"""To follow an account and to leave it."""

from teahouse.kit import clock
from teahouse.kit.db import Session, cursor_of
from teahouse.kit.house import House
from teahouse.messenger.conversations import (
    add_event,
    ensure_account_conversation,
    leave_account_conversation,
)
from teahouse.platform.accounts import Account, AccountEnded, get_account
from teahouse.platform.followers import repository
from teahouse.platform.followers.errors import NotFollowing
from teahouse.platform.followers.openids import openid_of
from teahouse.platform.followers.ports import Pusher, Scenes
from teahouse.platform.followers.records import Follower, Scene
from teahouse.platform.followers.rules import subscribe_scene
from teahouse.platform.followers.windows import record_act
from teahouse.protocol import SubscribeEvent, UnsubscribeEvent


def follow(
    session: Session, house: House, appid: str, person_id: str, *, source: str, ticket: str | None = None
) -> Follower:
    """A person follows an account; through a code with a scene when `ticket` is one that lives.

    Who follows already stays as they are. Raises NotFound when there is no such account, AccountEnded.
    """
    account = get_account(session, appid)
    if account.ended_for:
        raise AccountEnded
    openid = openid_of(session, appid, person_id)
    if repository.begin(session, appid, person_id, clock.now(), subscribe_scene(source)):
        scene = _scene(session, house, appid, ticket) if ticket else None
        _welcome(session, house, account, openid, person_id, scene)
    return _of_person(session, appid, person_id)


def _scene(session: Session, house: House, appid: str, ticket: str) -> Scene | None:
    return house.get(Scenes).count_follow(session, appid, ticket)  # type: ignore[type-abstract]  # a port


def _welcome(
    session: Session, house: House, account: Account, openid: str, person_id: str, scene: Scene | None
) -> None:
    appid = account.appid
    if scene is not None:
        repository.remember_scene(session, appid, person_id, scene.number, scene.text)
    record_act(session, appid, person_id, "follow")
    cursor = cursor_of(session)
    ensure_account_conversation(cursor, appid, person_id)
    add_event(cursor, person_id, "account_changed", {"appid": appid})
    event = SubscribeEvent(
        to_user_name=account.original_id,
        from_user_name=openid,
        create_time=clock.timestamp(),
        event_key=f"qrscene_{scene.value}" if scene else "",
        ticket=scene.ticket if scene else None,
    )
    house.get(Pusher).push_event(session, appid, person_id, event)  # type: ignore[type-abstract]  # a port


def unfollow(session: Session, house: House, appid: str, person_id: str) -> None:
    """A person leaves; who does not follow stays as they are. Raises NotFound when there is no such account."""
    account = get_account(session, appid)
    if not repository.end(session, appid, person_id, clock.now()):
        return
    cursor = cursor_of(session)
    leave_account_conversation(cursor, appid, person_id)
    add_event(cursor, person_id, "account_changed", {"appid": appid})
    event = UnsubscribeEvent(
        to_user_name=account.original_id,
        from_user_name=openid_of(cursor, appid, person_id),
        create_time=clock.timestamp(),
    )
    house.get(Pusher).push_event(session, appid, person_id, event)  # type: ignore[type-abstract]  # a port


def enter(session: Session, appid: str, person_id: str) -> None:
    """A person opens the account's chat. Raises NotFollowing."""
    follower = repository.of_person(session, appid, person_id)
    if follower is None or not follower.subscribed:
        raise NotFollowing
    ensure_account_conversation(cursor_of(session), appid, person_id)


def follower_of_person(session: Session, appid: str, person_id: str) -> Follower | None:
    """The person as the account knows them, also one who left or was only seen."""
    return repository.of_person(session, appid, person_id)


def _of_person(session: Session, appid: str, person_id: str) -> Follower:
    follower = repository.of_person(session, appid, person_id)
    if follower is None:
        raise NotFollowing
    return follower
