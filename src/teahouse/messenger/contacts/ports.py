"""What contacts need from conversations and, through them, from the platform."""

from typing import Any, Literal, Protocol

import msgspec

from teahouse.kit.db import Session

EventKind = Literal["contact_changed", "request_received", "profile_changed"]


class AccountCard(msgspec.Struct, frozen=True):
    """An official account as the phone shows it."""

    appid: str
    wechat_id: str
    name: str
    avatar_url: str | None
    introduction: str
    type: Literal["service", "subscription"]
    verified: bool
    following: bool
    closed: bool = False
    """It has ended: it can neither be followed nor written to."""


class Chats(Protocol):
    """Filled by conversations."""

    def befriended(self, session: Session, asker_id: str, accepter_id: str, greeting: str) -> None:
        """Two people can talk from now on: their conversation begins."""

    def parted(self, session: Session, person_id: str, other_id: str) -> None:
        """`person_id` has deleted the other: their side of the conversation is cleared."""

    def tell(self, session: Session, person_id: str, kind: EventKind, data: dict[str, Any]) -> None:
        """A remote event for all devices of a person."""

    def followed_accounts(self, session: Session, person_id: str) -> list[AccountCard]:
        """The official accounts that a person follows."""
