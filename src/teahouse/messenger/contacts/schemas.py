"""Contacts over our own HTTP."""

from typing import Literal

import msgspec

from teahouse.messenger.contacts.people import Person
from teahouse.messenger.contacts.ports import AccountCard


class Contacts(msgspec.Struct):
    """Friends, and accounts that are followed."""

    people: list[Person]
    accounts: list[AccountCard]


class People(msgspec.Struct):
    """Some people."""

    items: list[Person]


class Request(msgspec.Struct):
    """A request as one of its two sides sees it; `at` in Unix seconds."""

    id: str
    person: Person
    greeting: str
    direction: Literal["in", "out"]
    state: str
    at: int


class Requests(msgspec.Struct):
    """In both directions, the latest first."""

    items: list[Request]


class Asking(msgspec.Struct):
    """Ask for friendship; how the person was found goes along."""

    person_id: str
    greeting: str = ""
    source: Literal["id", "phone", "qr", "card"] = "id"


class Asked(msgspec.Struct):
    """The request, and how it stands."""

    id: str
    state: str


class Acceptance(msgspec.Struct):
    """The name one gives to the new friend."""

    remark: str | None = None


class ContactChange(msgspec.Struct):
    """What is absent or null stays; an empty remark removes it."""

    remark: str | None = None
    starred: bool | None = None
