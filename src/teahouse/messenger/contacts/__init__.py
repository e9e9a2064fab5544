"""Contacts: who has whom among the friends, and how that comes about."""

from teahouse.kit.house import Feature, House
from teahouse.messenger.contacts import jobs, routes
from teahouse.messenger.contacts.people import Person, person, persons, standings
from teahouse.messenger.contacts.ports import AccountCard, Chats
from teahouse.messenger.contacts.rules import Standing
from teahouse.messenger.contacts.watch import JOB, FriendsWatch
from teahouse.messenger.people import ProfileWatcher

__all__ = ["FEATURE", "AccountCard", "Chats", "Person", "Standing", "person", "persons", "standings"]


def _bind(house: House) -> None:
    house.bind(ProfileWatcher, FriendsWatch(house))  # type: ignore[type-abstract]  # a port


FEATURE = Feature(
    name="contacts",
    routes=[
        routes.read_contacts,
        routes.search_people,
        routes.read_person,
        routes.read_requests,
        routes.ask,
        routes.accept,
        routes.ignore,
        routes.change,
        routes.remove,
        routes.block,
        routes.unblock,
    ],
    jobs={JOB: jobs.tell_friends},
    bind=_bind,
)
