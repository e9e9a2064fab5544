"""Followers move with their account into another one: what the old account knew of them, the new one knows.

Whoever follows the new account already stays there as they are. Windows stay shut: nobody did anything.
"""

from collections.abc import Mapping
from typing import NamedTuple

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.platform.followers.openids import openids_of
from teahouse.platform.followers.repository import marks, moving
from teahouse.platform.followers.repository.moving import Mover
from teahouse.platform.followers.rules import MIGRATED


class Moved(NamedTuple):
    """Somebody who moved. `followed` the old account, and `came`: follows the new one only since now."""

    person_id: str
    openid: str
    new_openid: str
    followed: bool
    came: bool


def count_movers(session: Session, appid: str) -> int:
    """How many an account would take along: its followers and its blacklist."""
    return moving.count_movers(session, appid)


def move_after(
    session: Session, source: str, target: str, after: str, limit: int, tag_ids: Mapping[int, int]
) -> list[Moved]:
    """Move some people, by their ids, from behind one. `tag_ids`: the new account's tags by those of the old one."""
    movers = moving.movers_after(session, source, after, limit)
    if not movers:
        return []
    new = openids_of(session, [(target, one.person_id) for one in movers])
    strangers = moving.strangers(session, target, [one.person_id for one in movers])
    moved = [
        Moved(
            one.person_id,
            one.openid,
            new[target, one.person_id],
            one.subscribed,
            one.subscribed and one.person_id in strangers,
        )
        for one in movers
    ]
    _hand_over(session, source, target, movers, moved, tag_ids)
    banned = {one.person_id for one in movers if one.blacklisted} & strangers
    marks.set_blacklisted(session, target, [one.new_openid for one in moved if one.person_id in banned], clock.now())
    moving.end_moved(session, source, movers, clock.now())
    return moved


def _hand_over(
    session: Session, source: str, target: str, movers: list[Mover], moved: list[Moved], tag_ids: Mapping[int, int]
) -> None:
    came = {one.person_id for one in moved if one.came}
    remarks = {one.person_id: one.remark for one in movers if one.person_id in came}
    if remarks:
        moving.begin_moved(session, target, remarks, MIGRATED, clock.now())
        moving.copy_tags(session, source, target, {one.openid: one.new_openid for one in moved if one.came}, tag_ids)
