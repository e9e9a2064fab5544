"""Walks through followers in the order of their ids: for work on many of them, in batches."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, exists, func, select

from teahouse.kit.db import Session
from teahouse.platform.followers.models import FollowerRow, FollowerTagRow


class Targets(NamedTuple):
    """Who is meant: those who follow since `until` or earlier; with a tag; of `people`, ids out of another table.

    Without `barred` those on the blacklist are left out.
    """

    appid: str
    until: datetime
    tag_id: int | None = None
    people: Select[str] | None = None
    barred: bool = True


def targets_after(session: Session, targets: Targets, after: str, limit: int) -> list[tuple[str, bool]]:
    """Ids of people and whether each is on the blacklist, from behind an id."""
    columns: Any = select(FollowerRow.person_id, FollowerRow.blacklisted_at.is_not(None))
    found = _chosen(columns, targets).where(FollowerRow.person_id > after)
    rows = session.execute(found.order_by(FollowerRow.person_id).limit(limit))
    return [(person_id, bool(blacklisted)) for person_id, blacklisted in rows]


def count_targets(session: Session, targets: Targets) -> int:
    """How many they are."""
    return session.scalar(_chosen(select(func.count()).select_from(FollowerRow), targets)) or 0


def target_ids(targets: Targets) -> Select[str]:
    """Their ids, for use inside another query."""
    return _chosen(select(FollowerRow.person_id), targets)


def _chosen(statement: Select[Any], targets: Targets) -> Select[Any]:
    """Each row is looked up where it must also be: a list of all of them would be made anew for every batch."""
    statement = statement.where(
        FollowerRow.appid == targets.appid,
        FollowerRow.subscribed.is_(True),
        FollowerRow.subscribed_at <= targets.until,
    )
    if not targets.barred:
        statement = statement.where(FollowerRow.blacklisted_at.is_(None))
    if targets.tag_id is not None:
        carrying = (FollowerTagRow.appid == targets.appid, FollowerTagRow.tag_id == targets.tag_id)
        statement = statement.where(exists().where(*carrying, FollowerTagRow.openid == FollowerRow.openid))
    if targets.people is not None:
        ids = targets.people.selected_columns[0]
        statement = statement.where(targets.people.where(ids == FollowerRow.person_id).exists())
    return statement


def people_of_openids(session: Session, appid: str, openids: list[str]) -> list[str]:
    """Ids of those of the openids that the account knows."""
    found: list[str] = []
    for start in range(0, len(openids), 500):
        chunk = openids[start : start + 500]
        chosen = (FollowerRow.appid == appid, FollowerRow.openid.in_(chunk))
        found += session.scalars(select(FollowerRow.person_id).where(*chosen))
    return found
