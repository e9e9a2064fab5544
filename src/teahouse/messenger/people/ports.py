"""What people need from others."""

from typing import Protocol

from teahouse.kit.db import Session
from teahouse.messenger.people.errors import NoSmsGateway


class SmsGateway(Protocol):
    """Brings a code to a phone. A house with one binds it: `house.bind(SmsGateway, gateway)`."""

    def send(self, phone: str, code: str, minutes: int) -> None:
        """Send, or raise Unavailable. The code is good for so many minutes."""


class NoSms:
    """No gateway is installed."""

    def send(self, phone: str, code: str, minutes: int) -> None:
        """Says so."""
        raise NoSmsGateway


class ProfileWatcher(Protocol):
    """Hears of changed profiles; filled by contacts."""

    def profile_changed(self, session: Session, person_id: str) -> None:
        """In the transaction of the change."""


class NoWatcher:
    """Nobody listens."""

    def profile_changed(self, session: Session, person_id: str) -> None:
        """Nothing to do."""
