"""Queries about followers that move from one account to another, many in few statements."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, insert, or_, select, update

from teahouse.kit.db import Session
from teahouse.kit.ids import new_id
from teahouse.platform.followers.models import FollowChangeRow, FollowerRow, FollowerTagRow
from teahouse.platform.followers.rules import WINDOWS

_MOVING = or_(FollowerRow.subscribed.is_(True), FollowerRow.blacklisted_at.is_not(None))


class Mover(NamedTuple):
    """Somebody whom the account that moves knows as a follower, or has on its blacklist."""

    person_id: str
    openid: str
    subscribed: bool
    blacklisted: bool
    remark: str


def movers_after(session: Session, appid: str, after: str, limit: int) -> list[Mover]:
    """Some of them, by their ids, from behind one. They neither leave nor change before the transaction ends."""
    columns = (FollowerRow.person_id, FollowerRow.openid, FollowerRow.subscribed, FollowerRow.blacklisted_at)
    rows = session.execute(
        select(*columns, FollowerRow.remark)
        .where(FollowerRow.appid == appid, FollowerRow.person_id > after, _MOVING)
        .order_by(FollowerRow.person_id)
        .limit(limit)
        .with_for_update()
    )
    return [
        Mover(person, openid, subscribed, at is not None, remark) for person, openid, subscribed, at, remark in rows
    ]


def count_movers(session: Session, appid: str) -> int:
    """How many they are."""
    counted = select(func.count()).select_from(FollowerRow).where(FollowerRow.appid == appid, _MOVING)
    return session.scalar(counted) or 0


def strangers(session: Session, appid: str, people: Sequence[str]) -> set[str]:
    """Those of the people who do not follow; it stays so until the transaction ends."""
    rows = session.execute(
        select(FollowerRow.person_id, FollowerRow.subscribed)
        .where(FollowerRow.appid == appid, FollowerRow.person_id.in_(people))
        .order_by(FollowerRow.person_id)
        .with_for_update()
    )
    return {person for person, subscribed in rows if not subscribed}


def begin_moved(session: Session, appid: str, remarks: Mapping[str, str], scene: str, at: datetime) -> None:
    """Strangers become followers, each with a remark. Nobody did anything: no window opens."""
    session.execute(
        update(FollowerRow)
        .where(FollowerRow.appid == appid, FollowerRow.person_id.in_(remarks))
        .values(subscribed=True, subscribed_at=at, scene=scene, qr_scene=0, qr_scene_str="")
        .execution_options(synchronize_session=False)
    )
    for person, remark in sorted(remarks.items()):
        if remark:
            chosen = (FollowerRow.appid == appid, FollowerRow.person_id == person)
            session.execute(
                update(FollowerRow).where(*chosen).values(remark=remark).execution_options(synchronize_session=False)
            )
    _note(session, appid, list(remarks), scene, at, followed=True)


def end_moved(session: Session, appid: str, movers: Sequence[Mover], at: datetime) -> None:
    """The account that moved knows nobody any more: no follower, no tag, nobody on its blacklist."""
    closed = {f"{act}_{part}": 0 for act in WINDOWS for part in ("until", "left")}
    session.execute(
        update(FollowerRow)
        .where(FollowerRow.appid == appid, FollowerRow.person_id.in_([one.person_id for one in movers]))
        .values(subscribed=False, remark="", blacklisted_at=None, exchanged_until=0, typing_until=0, **closed)
        .execution_options(synchronize_session=False)
    )
    openids = [one.openid for one in movers]
    session.execute(delete(FollowerTagRow).where(FollowerTagRow.appid == appid, FollowerTagRow.openid.in_(openids)))
    _note(session, appid, [one.person_id for one in movers if one.subscribed], "", at, followed=False)


def _note(session: Session, appid: str, people: Sequence[str], scene: str, at: datetime, *, followed: bool) -> None:
    more = {"appid": appid, "followed": followed, "scene": scene, "at": at}
    if people:
        session.execute(insert(FollowChangeRow), [{"id": new_id(), "person_id": one, **more} for one in people])


def copy_tags(
    session: Session, source: str, target: str, openids: Mapping[str, str], tag_ids: Mapping[int, int]
) -> None:
    """Give people the tags that correspond to those they have, in the same order; `openids` are old and new."""
    carried = select(FollowerTagRow.openid, FollowerTagRow.tag_id, FollowerTagRow.at).where(
        FollowerTagRow.appid == source, FollowerTagRow.openid.in_(openids), FollowerTagRow.tag_id.in_(tag_ids)
    )
    rows = [
        {"appid": target, "tag_id": tag_ids[tag_id], "openid": openids[openid], "at": at}
        for openid, tag_id, at in session.execute(carried)
    ]
    if rows:
        session.execute(insert(FollowerTagRow), rows)
