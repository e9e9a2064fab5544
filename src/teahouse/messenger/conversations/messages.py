"""A message, before and after it is stored."""

from typing import Any, Literal

import msgspec

SenderKind = Literal["person", "account", "system"]


class Draft(msgspec.Struct, frozen=True, gc=False):
    """What is to be appended. `client_id`, when given, is unique for the sender: the same again is the same message.

    `content` is what the phone gets, see docs of the message types. `only_for` hides it from all members but one.
    """

    conversation_id: str
    sender_kind: SenderKind
    sender_id: str
    type: str
    content: dict[str, Any]
    client_id: str | None = None
    only_for: str | None = None


class Message(msgspec.Struct, frozen=True, gc=False):
    """A stored message. `sent_at` in Unix seconds; `content` is empty once it is recalled."""

    conversation_id: str
    seq: int
    msg_id: int
    type: str
    sender_kind: SenderKind
    sender_id: str
    content: dict[str, Any]
    client_id: str | None
    sent_at: int
    recalled: bool


def wire(message: Message) -> dict[str, Any]:
    """As the phone reads it."""
    return {
        "conversation_id": message.conversation_id,
        "seq": message.seq,
        "msg_id": str(message.msg_id),
        "type": message.type,
        "from": {"kind": message.sender_kind, "id": message.sender_id},
        "content": message.content,
        "client_id": message.client_id,
        "sent_at": message.sent_at,
        "recalled": message.recalled,
    }


def notice(conversation_id: str, code: str, *, only_for: str | None = None, **params: str) -> Draft:
    """A line of the system's; the phone has the words."""
    return Draft(conversation_id, "system", "", "notice", {"code": code, "params": params}, None, only_for)
