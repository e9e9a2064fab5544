"""Who takes part in a conversation, and what may be done to a message."""

import re
from typing import Literal, NamedTuple

from teahouse.messenger.conversations.errors import (
    AlreadyRecalled,
    MessageNotFound,
    NotYourMessage,
    TooLateToRecall,
)

RECALL_SECONDS = 120
_ID = re.compile(r"([pa]):([0-9A-Za-z_-]{1,64}):([0-9A-Za-z_-]{1,64})")


class Address(NamedTuple):
    """A conversation's id, taken apart: "p:<lower person>:<higher person>" or "a:<appid>:<person>"."""

    kind: Literal["person", "account"]
    first: str
    second: str

    @property
    def people(self) -> tuple[str, ...]:
        """The persons who take part."""
        return (self.first, self.second) if self.kind == "person" else (self.second,)

    def other(self, person_id: str) -> str:
        """The other side: a person's id or an appid."""
        return self.second if person_id == self.first else self.first


def person_conversation(a: str, b: str) -> str:
    """The id of the conversation of two people, whoever begins."""
    low, high = sorted((a, b))
    return f"p:{low}:{high}"


def account_conversation(appid: str, person_id: str) -> str:
    """The id of the conversation of a person with an account."""
    return f"a:{appid}:{person_id}"


def address(conversation_id: str) -> Address | None:
    """The id's parts; None when it is no conversation's id."""
    found = _ID.fullmatch(conversation_id)
    if found is None:
        return None
    kind, first, second = found.groups()
    if kind == "a":
        return Address("account", first, second)
    return Address("person", first, second) if first < second else None


def check_recall(
    *,
    recaller_id: str,
    sender_id: str,
    message_type: str,
    recalled: bool,
    sent_at: int,
    now: int,
) -> None:
    """Whether a message may be recalled. Raises MessageNotFound, NotYourMessage, AlreadyRecalled, TooLateToRecall."""
    if message_type in {"recall", "notice"}:
        raise MessageNotFound
    if sender_id != recaller_id:
        raise NotYourMessage
    if recalled:
        raise AlreadyRecalled
    if now - sent_at > RECALL_SECONDS:
        raise TooLateToRecall
