"""Every query about contacts."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_, select, update

from teahouse.kit.bulk import rows_in
from teahouse.kit.db import Cursor, Session
from teahouse.messenger.contacts.models import Contact, FriendRequest

Pair = tuple[str, str]


class Side(NamedTuple):
    """One row of a friendship."""

    friend: bool
    blocked: bool


NO_SIDE = Side(friend=False, blocked=False)


def sides(cursor: Cursor, pairs: Sequence[Pair]) -> dict[Pair, Side]:
    """Rows by (owner, person), in one query."""
    found = rows_in(
        cursor, "SELECT owner_id, person_id, friend, blocked FROM contact WHERE (owner_id, person_id) IN", pairs
    )
    return {(owner, person): Side(bool(friend), bool(blocked)) for owner, person, friend, blocked in found}


def contact(session: Session, owner_id: str, person_id: str) -> Contact | None:
    """What one holds of another."""
    return session.get(Contact, (owner_id, person_id))


def contacts(session: Session, owner_id: str, ids: Collection[str]) -> dict[str, Contact]:
    """What one holds of some."""
    found = session.scalars(select(Contact).where(Contact.owner_id == owner_id, Contact.person_id.in_(ids)))
    return {row.person_id: row for row in found}


def friend_ids(session: Session, owner_id: str) -> list[str]:
    """All contacts of a person; WeChat allows some thousands."""
    found = session.scalars(select(Contact.person_id).where(Contact.owner_id == owner_id, Contact.friend))
    return list(found)


def holder_ids(session: Session, person_id: str) -> list[str]:
    """Everybody who holds this person as a friend, in the order in which rows are locked."""
    found = session.scalars(
        select(Contact.owner_id).where(Contact.person_id == person_id, Contact.friend).order_by(Contact.owner_id)
    )
    return list(found)


def request_between(session: Session, from_id: str, to_id: str) -> FriendRequest | None:
    """The request of one person to another."""
    return session.scalar(select(FriendRequest).where(FriendRequest.from_id == from_id, FriendRequest.to_id == to_id))


def request_to(session: Session, request_id: str, to_id: str) -> FriendRequest | None:
    """A request that the person was sent and may see."""
    return session.scalar(
        select(FriendRequest).where(
            FriendRequest.id == request_id, FriendRequest.to_id == to_id, FriendRequest.withheld.is_(False)
        )
    )


def requests_of(session: Session, person_id: str, since: datetime, limit: int) -> list[FriendRequest]:
    """What the person has asked and been asked, the latest first."""
    return list(
        session.scalars(
            select(FriendRequest)
            .where(
                or_(
                    FriendRequest.from_id == person_id,
                    (FriendRequest.to_id == person_id) & FriendRequest.withheld.is_(False),
                ),
                FriendRequest.updated_at > since,
            )
            .order_by(FriendRequest.updated_at.desc(), FriendRequest.id.desc())
            .limit(limit)
        )
    )


def open_requests(session: Session, person_id: str, ids: Collection[str]) -> list[FriendRequest]:
    """Requests between a person and some others that are not accepted."""
    return list(
        session.scalars(
            select(FriendRequest).where(
                or_(
                    (FriendRequest.from_id == person_id) & FriendRequest.to_id.in_(ids),
                    (FriendRequest.to_id == person_id)
                    & FriendRequest.from_id.in_(ids)
                    & FriendRequest.withheld.is_(False),
                ),
                FriendRequest.state != "accepted",
            )
        )
    )


def settle_requests(session: Session, a: str, b: str) -> None:
    """Two became friends: requests in either direction are accepted."""
    session.execute(
        update(FriendRequest)
        .where(FriendRequest.from_id.in_([a, b]), FriendRequest.to_id.in_([a, b]))
        .values(state="accepted", withheld=False)
    )
