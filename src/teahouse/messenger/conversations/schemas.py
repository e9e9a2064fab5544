"""Conversations over our own HTTP."""

from typing import Any

import msgspec

from teahouse.messenger.contacts import AccountCard, Person
from teahouse.messenger.conversations.events import RemoteEvent
from teahouse.messenger.conversations.messages import Message, SenderKind
from teahouse.messenger.conversations.reading import View


class Sender(msgspec.Struct):
    """Who has sent a message: a person's id, an appid, or nothing for the system."""

    kind: SenderKind
    id: str


class MessageOut(msgspec.Struct):
    """A message; `content` depends on `type` and is empty once it is recalled."""

    conversation_id: str
    seq: int
    msg_id: str
    type: str
    sender: Sender = msgspec.field(name="from")
    content: dict[str, Any]
    client_id: str | None
    sent_at: int
    recalled: bool


class Conversation(msgspec.Struct, kw_only=True, tag_field="kind"):
    """A conversation as the caller's list shows it; its `kind` says whom it is with."""

    id: str
    last_seq: int
    read_seq: int
    cleared_seq: int
    unread: int
    muted: bool
    pinned: bool
    last: MessageOut | None
    updated_at: int


class PersonConversation(Conversation, kw_only=True, tag="person"):
    """With a person."""

    peer: Person


class AccountConversation(Conversation, kw_only=True, tag="account"):
    """With an official account."""

    peer: AccountCard


ConversationOut = PersonConversation | AccountConversation


class Page(msgspec.Struct):
    """Messages ascending, and whether there are more in the direction asked for."""

    items: list[MessageOut]
    more: bool


class SyncOut(msgspec.Struct):
    """What changed since the token. `resync`: forget everything known first. `more`: ask again at once."""

    token: str
    resync: bool
    conversations: list[ConversationOut]
    events: list[RemoteEvent]
    more: bool


class StoredFile(msgspec.Struct):
    """An uploaded file, ready to be sent by its key `file`."""

    file: str
    url: str
    width: int | None
    height: int | None
    content_type: str


class SeqIn(msgspec.Struct):
    """A message's number."""

    seq: int


class ConversationChange(msgspec.Struct):
    """What is absent or null stays."""

    muted: bool | None = None
    pinned: bool | None = None


def message_out(message: Message) -> MessageOut:
    """A message as the phone reads it."""
    return MessageOut(
        conversation_id=message.conversation_id,
        seq=message.seq,
        msg_id=str(message.msg_id),
        type=message.type,
        sender=Sender(message.sender_kind, message.sender_id),
        content=message.content,
        client_id=message.client_id,
        sent_at=message.sent_at,
        recalled=message.recalled,
    )


def conversation_out(view: View) -> ConversationOut:
    """A conversation as the phone reads it."""
    overview = view.overview
    common: dict[str, Any] = {
        "id": overview.conversation_id,
        "last_seq": overview.last_seq,
        "read_seq": overview.read_seq,
        "cleared_seq": overview.cleared_seq,
        "unread": overview.unread,
        "muted": overview.muted,
        "pinned": overview.pinned,
        "last": message_out(overview.last) if overview.last else None,
        "updated_at": overview.updated_at,
    }
    if isinstance(view.peer, Person):
        return PersonConversation(peer=view.peer, **common)
    return AccountConversation(peer=view.peer, **common)
