"""What conversations need from the platform: who is behind an account, and who hears its messages."""

from collections.abc import Collection
from typing import Protocol

from teahouse.kit.db import Cursor, Session
from teahouse.messenger.contacts import AccountCard
from teahouse.messenger.conversations.messages import Message


class AccountDesk(Protocol):
    """Filled by platform.push."""

    def cards(self, session: Session, appids: Collection[str], person_id: str) -> dict[str, AccountCard]:
        """Accounts as a person sees them, by appid; unknown ones are left out."""

    def received(self, cursor: Cursor, messages: list[Message]) -> None:
        """People's messages to accounts, inside the transaction that stores them."""

    def may_send(self, cursor: Cursor, pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of (appid, person) that follow."""


class NoAccounts:
    """A network without a platform: there are no accounts."""

    def cards(self, session: Session, appids: Collection[str], person_id: str) -> dict[str, AccountCard]:
        """None."""
        return {}

    def received(self, cursor: Cursor, messages: list[Message]) -> None:
        """Never happens."""

    def may_send(self, cursor: Cursor, pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
        """Nobody."""
        return set()
