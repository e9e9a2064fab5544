"""Contacts' own API."""

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.http import delete, get, patch, post, put
from teahouse.kit.logins import Login
from teahouse.messenger.contacts import service
from teahouse.messenger.contacts.people import Person, person
from teahouse.messenger.contacts.ports import Chats
from teahouse.messenger.contacts.schemas import (
    Acceptance,
    Asked,
    Asking,
    ContactChange,
    Contacts,
    People,
    Request,
    Requests,
)

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


@get("/api/phone/contacts")
def read_contacts(reader: Session, house: House, me: Login) -> Contacts:
    """Friends and followed accounts."""
    people, accounts = service.all_contacts(reader, _chats(house), me.subject_id)
    return Contacts(people, accounts)


@get("/api/phone/people/search")
def search_people(reader: Session, house: House, me: Login, q: str) -> People:
    """By exact phone number or WeChat ID."""
    house.limits.hit(f"people-search:{me.subject_id}", 60, 10 * _MINUTE)
    return People(service.find(reader, me.subject_id, q))


@get("/api/phone/people/{person_id:str}")
def read_person(reader: Session, me: Login, person_id: str) -> Person:
    """Somebody's profile."""
    return person(reader, me.subject_id, person_id)


@get("/api/phone/requests")
def read_requests(reader: Session, me: Login) -> Requests:
    """Friend requests in both directions."""
    return Requests(
        [
            Request(
                id=one.id,
                person=other,
                greeting=one.greeting,
                direction="out" if one.from_id == me.subject_id else "in",
                state=service.state_for(one, me.subject_id),
                at=int(one.updated_at.timestamp()),
            )
            for one, other in service.requests(reader, me.subject_id)
        ]
    )


@post("/api/phone/requests")
def ask(session: Session, house: House, me: Login, data: Asking) -> Asked:
    """Ask for friendship."""
    house.limits.hit(f"ask:{me.subject_id}", 60, _HOUR)
    house.limits.hit(f"ask:{me.subject_id}:{data.person_id}", 10, _DAY)
    request = service.ask(session, _chats(house), me.subject_id, data.person_id, (data.greeting, data.source))
    return Asked(request.id, service.state_for(request, me.subject_id))


@post("/api/phone/requests/{request_id:str}/accept", status_code=200)
def accept(session: Session, house: House, me: Login, request_id: str, data: Acceptance) -> Person:
    """Accept a request."""
    return service.accept(session, _chats(house), me.subject_id, request_id, data.remark)


@post("/api/phone/requests/{request_id:str}/ignore", status_code=204)
def ignore(session: Session, me: Login, request_id: str) -> None:
    """Put a request aside."""
    service.ignore(session, me.subject_id, request_id)


@patch("/api/phone/contacts/{person_id:str}")
def change(session: Session, house: House, me: Login, person_id: str, data: ContactChange) -> Person:
    """Remark and star."""
    return service.change(session, _chats(house), me.subject_id, person_id, remark=data.remark, starred=data.starred)


@delete("/api/phone/contacts/{person_id:str}")
def remove(session: Session, house: House, me: Login, person_id: str) -> None:
    """Delete a contact."""
    service.remove(session, _chats(house), me.subject_id, person_id)


@put("/api/phone/contacts/{person_id:str}/block")
def block(session: Session, house: House, me: Login, person_id: str) -> Person:
    """Block a person."""
    return service.block(session, _chats(house), me.subject_id, person_id, on=True)


@delete("/api/phone/contacts/{person_id:str}/block", status_code=200)
def unblock(session: Session, house: House, me: Login, person_id: str) -> Person:
    """Unblock a person."""
    return service.block(session, _chats(house), me.subject_id, person_id, on=False)


def _chats(house: House) -> Chats:
    return house.get(Chats)  # type: ignore[type-abstract]  # a port
