"""Remote events: what a person's devices must hear and is no message."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from teahouse.kit import clock
from teahouse.kit.bus import Bus
from teahouse.kit.db import Cursor, hint, to_micros
from teahouse.messenger.conversations.repository import events

EventKind = Literal[
    "contact_changed",
    "request_received",
    "conversation_changed",
    "profile_changed",
    "account_changed",
    "read",
    "deleted",
]


class RemoteEvent(msgspec.Struct, frozen=True):
    """One of them; `n` counts up without a hole for each person, `at` in Unix seconds."""

    n: int
    kind: str
    data: dict[str, Any]
    at: int


def account_topic(appid: str) -> str:
    """Where the bus tells that something was said in a conversation of an account, and no more than that."""
    return f"account:{appid}"


def topic(person_id: str) -> str:
    """Where the bus carries a person's frames."""
    return f"person:{person_id}"


def add_event(cursor: Cursor, person_id: str, kind: EventKind, data: Mapping[str, Any]) -> int:
    """Store an event and hint it; its number. Append messages first, then add events: rows are locked in that order."""
    now = clock.now()
    n = events.add(cursor, person_id, kind, data, subject_of(kind, data), to_micros(now))
    event = {"n": n, "kind": kind, "data": dict(data), "at": int(now.timestamp())}
    hint(cursor, topic(person_id), {"type": "event", "event": event})
    return n


def subject_of(kind: EventKind, data: Mapping[str, Any]) -> str:
    """What the event is about: a newer one about the same takes its place."""
    names = ("person_id", "request_id", "appid", "conversation_id", "seq")
    return " ".join([kind, *(str(data[name]) for name in names if data.get(name) is not None)])


def show_typing(bus: Bus, person_id: str, conversation_id: str, *, on: bool) -> None:
    """Tell a person's phones that the other side is typing, or has stopped. Nothing is stored."""
    bus.publish(topic(person_id), {"type": "typing", "conversation_id": conversation_id, "on": on})
