"""Everything here has phones, and runs without the platform: messenger stands alone."""

import pytest

from teahouse import network
from teahouse.messenger import contacts, conversations, people
from tests.messenger.phones import ann, bo, desk, eve, friends, new_phone, nobody

__all__ = ["ann", "bo", "desk", "eve", "friends", "new_phone", "nobody"]


@pytest.fixture(autouse=True)
def messenger_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The network is made of messenger's features only."""
    monkeypatch.setattr(network, "FEATURES", (people.FEATURE, contacts.FEATURE, conversations.FEATURE))
