"""Codes over our own HTTP."""

from typing import Any

from msgspec import Struct

from teahouse.messenger.contacts import AccountCard, Person
from teahouse.platform.qrcodes.rules import ActionName


class ScanWish(Struct):
    """What the camera read."""

    text: str


class ScannedPerson(Struct, tag="person", tag_field="kind"):
    """A person's code."""

    person: Person


class ScannedAccount(Struct, tag="account", tag_field="kind"):
    """An account's code. With `scanned` the account heard of it already; else one may follow through the ticket."""

    account: AccountCard
    scene_ticket: str | None
    scanned: bool


class ScannedUrl(Struct, tag="url", tag_field="kind"):
    """A page elsewhere."""

    url: str


class ScannedText(Struct, tag="text", tag_field="kind"):
    """Anything else; never opened by itself."""

    text: str


class CodeWish(Struct):
    """A code to be made. `scene` is a number from 1 or a text of up to 64 characters, by the action."""

    action_name: ActionName
    scene: Any
    expire_seconds: int | None = None


class CodeItem(Struct):
    """A code with its counts."""

    ticket: str
    action_name: str
    scene: str
    url: str
    image_url: str
    expires_at: int | None
    scans: int
    follows: int
    created_at: int


class CodeItems(Struct):
    """A page of codes, the newest first."""

    items: list[CodeItem]
    next: str | None
