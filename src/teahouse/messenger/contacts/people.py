"""Persons as one viewer sees them: profile, own remark, relation."""

from collections.abc import Collection

import msgspec

from teahouse.kit.db import Cursor, Session
from teahouse.messenger.contacts import repository, rules
from teahouse.messenger.contacts.models import Contact, FriendRequest
from teahouse.messenger.contacts.rules import Relation, Standing
from teahouse.messenger.people import PersonNotFound, Profile, avatar_url, profiles


class Person(msgspec.Struct, frozen=True):
    """A person as the phone of the viewer shows it."""

    id: str
    nickname: str
    avatar_url: str | None
    gender: int
    province: str
    city: str
    signature: str
    wechat_id: str | None
    remark: str | None
    relation: Relation
    starred: bool


def persons(session: Session, viewer_id: str, ids: Collection[str]) -> dict[str, Person]:
    """Several at once, in three queries; unknown ids are left out."""
    if not ids:
        return {}
    held = repository.contacts(session, viewer_id, ids)
    asked, was_asked = _open_requests(session, viewer_id, ids)
    return {
        one.id: _person(viewer_id, one, held.get(one.id), asked=one.id in asked, was_asked=one.id in was_asked)
        for one in profiles(session, ids).values()
    }


def person(session: Session, viewer_id: str, person_id: str) -> Person:
    """One of them. Raises PersonNotFound."""
    found = persons(session, viewer_id, [person_id])
    if person_id not in found:
        raise PersonNotFound
    return found[person_id]


def standings(cursor: Cursor, pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], Standing]:
    """For (sender, receiver): whether a message arrives. One query for all."""
    both = sorted({pair for sender, receiver in pairs for pair in ((sender, receiver), (receiver, sender))})
    sides = repository.sides(cursor, both)
    answers: dict[tuple[str, str], Standing] = {}
    for sender, receiver in pairs:
        own = sides.get((sender, receiver), repository.NO_SIDE)
        other = sides.get((receiver, sender), repository.NO_SIDE)
        answers[sender, receiver] = rules.standing(
            sender_holds=own.friend, receiver_holds=other.friend, receiver_blocks=other.blocked
        )
    return answers


def _open_requests(session: Session, viewer_id: str, ids: Collection[str]) -> tuple[set[str], set[str]]:
    found: list[FriendRequest] = repository.open_requests(session, viewer_id, ids)
    asked = {one.to_id for one in found if one.from_id == viewer_id}
    was_asked = {one.from_id for one in found if one.to_id == viewer_id and one.state == "pending"}
    return asked, was_asked


def _person(viewer_id: str, profile: Profile, held: Contact | None, *, asked: bool, was_asked: bool) -> Person:
    relation: Relation = rules.relation(
        friend=held is not None and held.friend,
        blocked=held is not None and held.blocked,
        asked=asked,
        was_asked=was_asked,
    )
    return Person(
        id=profile.id,
        nickname=profile.nickname,
        avatar_url=avatar_url(profile.avatar),
        gender=profile.gender,
        province=profile.province,
        city=profile.city,
        signature=profile.signature,
        wechat_id=profile.wechat_id,
        remark=held.remark if held else None,
        relation="self" if profile.id == viewer_id else relation,
        starred=held is not None and held.starred,
    )
