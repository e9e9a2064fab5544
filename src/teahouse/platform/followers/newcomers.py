"""Many people at once who follow their first account: what `follow` does, in few statements. For crowds."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from teahouse.kit import clock
from teahouse.kit.db import Session, cursor_of, to_micros
from teahouse.kit.house import House
from teahouse.messenger.conversations import begin_account_conversations
from teahouse.platform.accounts import get_account
from teahouse.platform.followers import repository
from teahouse.platform.followers.openids import new_openid
from teahouse.platform.followers.ports import Pusher, Scenes
from teahouse.platform.followers.records import Scene
from teahouse.platform.followers.rules import WINDOWS, subscribe_scene
from teahouse.protocol import SubscribeEvent

_SECOND = 1_000_000


class Newcomer(NamedTuple):
    """Somebody whom no account has met; through a code with a scene when `ticket` is one that lives."""

    person_id: str
    at: datetime
    ticket: str | None = None


def follow_newcomers(session: Session, house: House, appid: str, newcomers: Sequence[Newcomer]) -> None:
    """They follow, each at their moment: by search, or through a code. Raises AccountNotFound."""
    account = get_account(session, appid)
    scenes = _scenes(session, house, appid, newcomers)
    openids = [new_openid() for _ in newcomers]
    rows = [_row(one, openid, scenes.get(one.ticket)) for one, openid in zip(newcomers, openids, strict=True)]
    repository.begin_new(session, appid, rows)
    cursor = cursor_of(session)
    begin_account_conversations(cursor, appid, [(one.person_id, one.at) for one in newcomers])
    pusher = house.get(Pusher)  # type: ignore[type-abstract]  # a port
    for one, openid in zip(newcomers, openids, strict=True):
        scene = scenes.get(one.ticket)
        with clock.at(one.at):
            event = SubscribeEvent(
                to_user_name=account.original_id,
                from_user_name=openid,
                create_time=clock.timestamp(),
                event_key=f"qrscene_{scene.value}" if scene else "",
                ticket=scene.ticket if scene else None,
            )
            pusher.push_event(session, appid, one.person_id, event)


def _scenes(session: Session, house: House, appid: str, newcomers: Sequence[Newcomer]) -> dict[str | None, Scene]:
    """The scenes of the codes that live, their follows counted."""
    port = house.get(Scenes)  # type: ignore[type-abstract]  # a port
    found: dict[str | None, Scene] = {}
    through = sorted((one.ticket, one.at) for one in newcomers if one.ticket)
    for ticket, times in Counter(ticket for ticket, _ in through).items():
        with clock.at(max(at for other, at in through if other == ticket)):
            scene = port.count_follow(session, appid, ticket, times)
        if scene is not None:
            found[ticket] = scene
    return found


def _row(one: Newcomer, openid: str, scene: Scene | None) -> dict[str, object]:
    window = WINDOWS["follow"]
    return {
        "person_id": one.person_id,
        "openid": openid,
        "subscribed_at": one.at,
        "last_active_at": one.at,
        "scene": subscribe_scene("qr" if one.ticket else "search"),
        "qr_scene": scene.number if scene else 0,
        "qr_scene_str": scene.text if scene else "",
        "follow_until": to_micros(one.at) + window.seconds * _SECOND,
        "follow_left": window.messages,
    }
