"""Queries about what an account has put on people: tags, the star, the blacklist."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, insert, select, update

from teahouse.kit.bulk import rows_in
from teahouse.kit.db import Cursor, Session
from teahouse.platform.followers.models import FollowerRow, FollowerTagRow
from teahouse.protocol import FIRST_TAG, UNGROUPED


def locked(session: Session, appid: str, openids: Sequence[str]) -> dict[str, bool]:
    """Whether each follows, of those the account knows. Their tags change in this transaction only until it ends."""
    rows = session.execute(
        select(FollowerRow.openid, FollowerRow.subscribed)
        .where(FollowerRow.appid == appid, FollowerRow.openid.in_(openids))
        .order_by(FollowerRow.openid)
        .with_for_update()
    )
    return dict(rows.all())


def known_elsewhere(session: Session, openids: Sequence[str]) -> bool:
    """Whether another account knows somebody by one of these."""
    return session.scalar(select(FollowerRow.openid).where(FollowerRow.openid.in_(openids)).limit(1)) is not None


def tags_of(session: Session, appid: str, openids: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The tags of each, in the order in which they were given; those without any are left out."""
    if not openids:
        return {}
    rows = session.execute(
        select(FollowerTagRow.openid, FollowerTagRow.tag_id)
        .where(FollowerTagRow.appid == appid, FollowerTagRow.openid.in_(openids))
        .order_by(FollowerTagRow.at, FollowerTagRow.tag_id)
    )
    found: dict[str, tuple[int, ...]] = {}
    for openid, tag_id in rows:
        found[openid] = (*found.get(openid, ()), tag_id)
    return found


def tags_of_one(cursor: Cursor, appid: str, openid: str) -> tuple[int, ...]:
    """The tags of one, in the order in which they were given."""
    statement = "SELECT tag_id FROM account_follower_tag WHERE appid = ? AND openid = ? ORDER BY at, tag_id"
    return tuple(row[0] for row in cursor.rows(statement, (appid, openid)))


def last_tag(session: Session, appid: str, person_id: str) -> int | None:
    """The tag that a follower got last."""
    return session.scalar(
        select(FollowerTagRow.tag_id)
        .join(FollowerRow, and_(FollowerRow.appid == FollowerTagRow.appid, FollowerRow.openid == FollowerTagRow.openid))
        .where(FollowerRow.appid == appid, FollowerRow.person_id == person_id)
        .order_by(FollowerTagRow.at.desc(), FollowerTagRow.tag_id.desc())
        .limit(1)
    )


def add_tag(session: Session, appid: str, tag_id: int, openids: Sequence[str], at: datetime) -> None:
    """Give people a tag; who carries it keeps it. They must be locked."""
    carrying = set(session.scalars(select(FollowerTagRow.openid).where(*_carrying(appid, tag_id, openids))))
    rows = [
        {"appid": appid, "tag_id": tag_id, "openid": openid, "at": at} for openid in openids if openid not in carrying
    ]
    if rows:
        session.execute(insert(FollowerTagRow), rows)


def remove_tag(session: Session, appid: str, tag_id: int, openids: Sequence[str]) -> None:
    """Take a tag from people."""
    session.execute(delete(FollowerTagRow).where(*_carrying(appid, tag_id, openids)))


def _carrying(appid: str, tag_id: int, openids: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    return FollowerTagRow.appid == appid, FollowerTagRow.tag_id == tag_id, FollowerTagRow.openid.in_(openids)


def clear_tags(session: Session, appid: str, openids: Sequence[str]) -> None:
    """Take all tags from people."""
    session.execute(delete(FollowerTagRow).where(FollowerTagRow.appid == appid, FollowerTagRow.openid.in_(openids)))


def clear_person(session: Session, appid: str, person_id: str) -> None:
    """The same for one person."""
    openid = select(FollowerRow.openid).where(FollowerRow.appid == appid, FollowerRow.person_id == person_id)
    statement = delete(FollowerTagRow).where(
        FollowerTagRow.appid == appid, FollowerTagRow.openid == openid.scalar_subquery()
    )
    session.execute(statement.execution_options(synchronize_session=False))


def forget_tag(session: Session, appid: str, tag_id: int) -> None:
    """Take a tag from everybody."""
    session.execute(delete(FollowerTagRow).where(FollowerTagRow.appid == appid, FollowerTagRow.tag_id == tag_id))


def overloaded(session: Session, appid: str, openids: Sequence[str], limit: int) -> bool:
    """Whether one of them carries more than `limit` tags of the account's own."""
    statement = (
        select(FollowerTagRow.openid)
        .where(FollowerTagRow.appid == appid, FollowerTagRow.openid.in_(openids), FollowerTagRow.tag_id >= FIRST_TAG)
        .group_by(FollowerTagRow.openid)
        .having(func.count() > limit)
        .limit(1)
    )
    return session.scalar(statement) is not None


def tag_counts(session: Session, appid: str) -> dict[int, int]:
    """How many carry each tag; tags that nobody carries are left out."""
    counted = select(FollowerTagRow.tag_id, func.count()).where(FollowerTagRow.appid == appid)
    return dict(session.execute(counted.group_by(FollowerTagRow.tag_id)).all())


def tag_count(session: Session, appid: str, tag_id: int) -> int:
    """How many carry one tag."""
    chosen = (FollowerTagRow.appid == appid, FollowerTagRow.tag_id == tag_id)
    return session.scalar(select(func.count()).select_from(FollowerTagRow).where(*chosen)) or 0


def group_counts(session: Session, appid: str) -> dict[int, int]:
    """How many followers have each tag as their first; those on the blacklist are left out."""
    place = func.row_number().over(
        partition_by=FollowerTagRow.openid, order_by=(FollowerTagRow.at, FollowerTagRow.tag_id)
    )
    same = and_(FollowerRow.appid == FollowerTagRow.appid, FollowerRow.openid == FollowerTagRow.openid)
    tags = (
        select(FollowerTagRow.tag_id, place.label("place"))
        .join(FollowerRow, same)
        .where(FollowerTagRow.appid == appid, FollowerRow.blacklisted_at.is_(None))
        .subquery()
    )
    counted = select(tags.c.tag_id, func.count()).where(tags.c.place == 1).group_by(tags.c.tag_id)
    return dict(session.execute(counted).all())


def in_group(appid: str, group: int) -> ColumnElement[bool]:
    """The condition that a follower carries a tag, or that they carry none and are not on the blacklist."""
    tagged = select(FollowerTagRow.openid).where(FollowerTagRow.appid == appid)
    if group == UNGROUPED:
        return and_(FollowerRow.openid.not_in(tagged), FollowerRow.blacklisted_at.is_(None))
    return FollowerRow.openid.in_(tagged.where(FollowerTagRow.tag_id == group))


def tagged_after(session: Session, appid: str, tag_id: int, openid: str, limit: int) -> list[str]:
    """Who carries a tag, in a stable order, from behind an openid."""
    column = FollowerTagRow.openid
    chosen = (FollowerTagRow.appid == appid, FollowerTagRow.tag_id == tag_id, column > openid)
    return list(session.scalars(select(column).where(*chosen).order_by(column).limit(limit)))


def set_blacklisted(session: Session, appid: str, openids: Sequence[str], at: datetime | None) -> None:
    """Put people on the blacklist, or with None take them off it; who is there stays there."""
    there = FollowerRow.blacklisted_at.is_(None) if at else FollowerRow.blacklisted_at.is_not(None)
    session.execute(
        update(FollowerRow)
        .where(FollowerRow.appid == appid, FollowerRow.openid.in_(openids), there)
        .values(blacklisted_at=at)
        .execution_options(synchronize_session=False)
    )


def blacklist_after(session: Session, appid: str, openid: str, limit: int) -> list[str]:
    """Who is on the blacklist, in a stable order, from behind an openid."""
    column = FollowerRow.openid
    chosen = (FollowerRow.appid == appid, FollowerRow.blacklisted_at.is_not(None), column > openid)
    return list(session.scalars(select(column).where(*chosen).order_by(column).limit(limit)))


def blacklist_total(session: Session, appid: str) -> int:
    """How many are on the blacklist."""
    chosen = (FollowerRow.appid == appid, FollowerRow.blacklisted_at.is_not(None))
    return session.scalar(select(func.count()).select_from(FollowerRow).where(*chosen)) or 0


def blacklisted(cursor: Cursor, pairs: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of (appid, person) that are on the account's blacklist."""
    select_pairs = "SELECT appid, person_id FROM account_follower WHERE blacklisted_at IS NOT NULL"
    return {(appid, person) for appid, person in rows_in(cursor, f"{select_pairs} AND (appid, person_id) IN", pairs)}


def wrote_last(session: Session, appid: str, before: tuple[datetime, str] | None, limit: int) -> list[str]:
    """Openids of people who wrote, the latest first, behind a place (time, openid); not those on the blacklist."""
    at, openid = FollowerRow.wrote_at, FollowerRow.openid
    statement = select(openid).where(FollowerRow.appid == appid, at.is_not(None), FollowerRow.blacklisted_at.is_(None))
    if before is not None:
        statement = statement.where((at < before[0]) | ((at == before[0]) & (openid > before[1])))
    return list(session.scalars(statement.order_by(at.desc(), openid).limit(limit)))
