"""Contacts: who has whom among the friends, and how that comes about."""

from teahouse.kit.house import Feature
from teahouse.messenger.contacts.people import Person, person, persons, standings
from teahouse.messenger.contacts.ports import AccountCard, Chats
from teahouse.messenger.contacts.rules import Standing

__all__ = ["FEATURE", "AccountCard", "Chats", "Person", "Standing", "person", "persons", "standings"]

FEATURE = Feature(name="contacts")
