"""What pushes need of features that stand above them."""

from datetime import datetime
from typing import NamedTuple, Protocol

from teahouse.kit.db import Cursor
from teahouse.messenger.conversations import Message
from teahouse.platform.accounts import Account


class AutoReplies(Protocol):
    """Answers people while the account has no server but edit mode; filled by platform.autoreply."""

    def followed(self, cursor: Cursor, account: Account, person_id: str) -> None:
        """Somebody began to follow; in the transaction of the follow."""

    def received(self, cursor: Cursor, account: Account, person_id: str, message: Message) -> None:
        """Somebody wrote; in the transaction that stores the message."""


class NoAutoReplies:
    """Nobody is answered."""

    def followed(self, cursor: Cursor, account: Account, person_id: str) -> None:
        """Nothing."""

    def received(self, cursor: Cursor, account: Account, person_id: str, message: Message) -> None:
        """Nothing."""


class Performed(NamedTuple):
    """A push that has ended: when it began, whether it failed, how long its attempts took."""

    appid: str
    at: datetime
    failed: bool
    ms: int


class Meter(Protocol):
    """Counts pushes; filled by platform.statistics."""

    def performed(self, cursor: Cursor, push: Performed) -> None:
        """Once for each push, in the transaction that ends it."""


class NoMeter:
    """Counts nothing."""

    def performed(self, cursor: Cursor, push: Performed) -> None:
        """Nothing."""
