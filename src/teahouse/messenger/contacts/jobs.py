"""Contacts' background work."""

from typing import Any

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.messenger.contacts import watch
from teahouse.messenger.contacts.ports import Chats


def tell_friends(house: House, session: Session, payload: dict[str, Any]) -> None:
    """{"person_id"}: the profile has changed."""
    watch.tell_friends(house.get(Chats), session, payload["person_id"])  # type: ignore[type-abstract]  # a port
