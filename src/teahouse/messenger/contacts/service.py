"""Friendship: asked for, accepted, ended; and blocking. Each function is the work of one transaction."""

from datetime import timedelta
from typing import Literal

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.ids import new_id
from teahouse.messenger.contacts import repository, rules
from teahouse.messenger.contacts.errors import AlreadyFriends, NotAContact, NotYourself, RequestNotFound
from teahouse.messenger.contacts.models import Contact, FriendRequest
from teahouse.messenger.contacts.people import Person, person, persons
from teahouse.messenger.contacts.ports import AccountCard, Chats
from teahouse.messenger.people import profile, search

Source = Literal["id", "phone", "qr", "card"]

_REQUESTS_SHOWN = timedelta(days=90)
_REQUESTS_LISTED = 200


def ask(session: Session, chats: Chats, asker_id: str, other_id: str, wish: tuple[str, Source]) -> FriendRequest:
    """Ask for friendship with (greeting, source). Raises PersonNotFound, NotYourself, AlreadyFriends, Invalid.

    Who still holds the asker, or has asked the asker, becomes a friend at once. Who has blocked the asker never sees
    the request, and the asker never sees that.
    """
    greeting = rules.clean_greeting(wish[0])
    _check_other(session, asker_id, other_id)
    own, theirs = repository.contact(session, asker_id, other_id), repository.contact(session, other_id, asker_id)
    held, blocked = theirs is not None and theirs.friend, theirs is not None and theirs.blocked
    if own is not None and own.friend and held:
        raise AlreadyFriends
    request = _renewed(session, asker_id, other_id, greeting, wish[1])
    request.withheld = blocked
    if not blocked and (held or _is_asked_by(session, asker_id, other_id)):
        _befriend(session, chats, asker_id, other_id, greeting)
        request.state = "accepted"
    elif not blocked:
        chats.tell(session, other_id, "request_received", {"request_id": request.id})
    return request


def accept(session: Session, chats: Chats, person_id: str, request_id: str, remark: str | None) -> Person:
    """Accept a request; again is the same. Raises RequestNotFound, Invalid."""
    request = _request_to(session, person_id, request_id)
    if request.state != "accepted":
        _befriend(session, chats, request.from_id, person_id, request.greeting)
        _own(session, person_id, request.from_id).blocked = False
    if remark is not None:
        _own(session, person_id, request.from_id).remark = rules.clean_remark(remark)
    session.flush()
    return person(session, person_id, request.from_id)


def ignore(session: Session, person_id: str, request_id: str) -> None:
    """Put a request aside; the asker sees it pending. Raises RequestNotFound."""
    request = _request_to(session, person_id, request_id)
    if request.state == "pending":
        request.state = "ignored"


def requests(session: Session, person_id: str) -> list[tuple[FriendRequest, Person]]:
    """Requests in both directions, the latest first, each with the other person."""
    found = repository.requests_of(session, person_id, clock.now() - _REQUESTS_SHOWN, _REQUESTS_LISTED)
    others = persons(session, person_id, {_other(one, person_id) for one in found})
    return [(one, others[_other(one, person_id)]) for one in found if _other(one, person_id) in others]


def state_for(request: FriendRequest, viewer_id: str) -> str:
    """The state that the viewer may know: an asker does not learn of being ignored."""
    return "pending" if request.state == "ignored" and request.from_id == viewer_id else request.state


def find(session: Session, viewer_id: str, text: str) -> list[Person]:
    """Whoever has exactly this phone number or WeChat ID, blocked or not."""
    ids = [one.id for one in search(session, text)]
    return list(persons(session, viewer_id, ids).values())


def all_contacts(session: Session, chats: Chats, person_id: str) -> tuple[list[Person], list[AccountCard]]:
    """Friends by id, and the accounts that the person follows."""
    friends = persons(session, person_id, repository.friend_ids(session, person_id))
    return [friends[one] for one in sorted(friends)], chats.followed_accounts(session, person_id)


def change(
    session: Session, chats: Chats, owner_id: str, person_id: str, *, remark: str | None, starred: bool | None
) -> Person:
    """Change the remark or the star of a contact; None stays. Raises NotAContact, Invalid."""
    held = _friend(session, owner_id, person_id)
    if remark is not None:
        held.remark = rules.clean_remark(remark)
    if starred is not None:
        held.starred = starred
    return _changed(session, chats, owner_id, person_id)


def remove(session: Session, chats: Chats, owner_id: str, person_id: str) -> None:
    """Delete a contact and the own side of the conversation; the other side is not told. Raises NotAContact."""
    held = _friend(session, owner_id, person_id)
    held.friend, held.starred, held.remark = False, False, None
    chats.parted(session, owner_id, person_id)
    chats.tell(session, owner_id, "contact_changed", {"person_id": person_id})


def block(session: Session, chats: Chats, owner_id: str, person_id: str, *, on: bool) -> Person:
    """Block, or let be again; the other is not told. Raises PersonNotFound, NotYourself."""
    _check_other(session, owner_id, person_id)
    _own(session, owner_id, person_id).blocked = on
    return _changed(session, chats, owner_id, person_id)


def _check_other(session: Session, person_id: str, other_id: str) -> None:
    if profile(session, other_id).id == person_id:
        raise NotYourself


def _changed(session: Session, chats: Chats, owner_id: str, person_id: str) -> Person:
    session.flush()
    chats.tell(session, owner_id, "contact_changed", {"person_id": person_id})
    return person(session, owner_id, person_id)


def _friend(session: Session, owner_id: str, person_id: str) -> Contact:
    held = repository.contact(session, owner_id, person_id)
    if held is None or not held.friend:
        raise NotAContact
    return held


def _own(session: Session, owner_id: str, person_id: str) -> Contact:
    held = repository.contact(session, owner_id, person_id)
    if held is None:
        held = Contact(
            owner_id=owner_id,
            person_id=person_id,
            friend=False,
            blocked=False,
            starred=False,
            created_at=clock.now(),
        )
        session.add(held)
        session.flush()
    return held


def _befriend(session: Session, chats: Chats, asker_id: str, accepter_id: str, greeting: str) -> None:
    for owner_id, person_id in sorted([(asker_id, accepter_id), (accepter_id, asker_id)]):
        _own(session, owner_id, person_id).friend = True
    session.flush()
    repository.settle_requests(session, asker_id, accepter_id)
    chats.befriended(session, asker_id, accepter_id, greeting)
    for one, other in sorted([(asker_id, accepter_id), (accepter_id, asker_id)]):
        chats.tell(session, one, "contact_changed", {"person_id": other})


def _renewed(session: Session, asker_id: str, other_id: str, greeting: str, source: Source) -> FriendRequest:
    request = repository.request_between(session, asker_id, other_id)
    if request is None:
        request = FriendRequest(id=new_id(), from_id=asker_id, to_id=other_id)
        session.add(request)
    request.greeting, request.source, request.state = greeting, source, "pending"
    request.withheld, request.updated_at = False, clock.now()
    session.flush()
    return request


def _is_asked_by(session: Session, person_id: str, other_id: str) -> bool:
    request = repository.request_between(session, other_id, person_id)
    return request is not None and request.state != "accepted" and not request.withheld


def _request_to(session: Session, person_id: str, request_id: str) -> FriendRequest:
    request = repository.request_to(session, request_id, person_id)
    if request is None:
        raise RequestNotFound
    return request


def _other(request: FriendRequest, person_id: str) -> str:
    return request.to_id if request.from_id == person_id else request.from_id
