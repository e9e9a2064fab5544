"""The desk over HTTP."""

from typing import Any, Literal

from msgspec import Struct

Box = Literal["waiting", "mine", "open", "closed"]


class SummaryOut(Struct):
    """Counts for the caller; `longest_wait_seconds` of those who wait for a person."""

    waiting: int
    mine: int
    open: int
    closed_today: int
    longest_wait_seconds: int


class FollowerOut(Struct):
    id: str
    nickname: str
    avatar_url: str | None
    account_id: str


class AgentOut(Struct):
    id: str
    name: str


class LastOut(Struct, rename={"sender": "from"}):
    """The last message in one line; `text` is empty for a picture and the like, whose `type` says what it is."""

    text: str
    type: str
    at: int
    sender: str


class ConversationOut(Struct):
    id: str
    follower: FollowerOut
    account_name: str
    state: str
    agent: AgentOut | None
    reason: str
    last: LastOut
    unread: int
    waiting_since: int | None
    updated_at: int
    window_ends_at: int
    draft: str


class ConversationsOut(Struct):
    items: list[ConversationOut]
    next: str | None


class MessageOut(Struct, rename={"sender": "from"}):
    """`state` sent, sending or failed; `error` says why it failed, in the reader's language."""

    seq: int
    sender: str
    agent_name: str | None
    type: str
    content: dict[str, Any]
    at: int
    state: str
    error: str | None
    client_id: str | None


class MessagesOut(Struct):
    items: list[MessageOut]
    more: bool


class TakeIn(Struct):
    """`instead_of`: take it over from this member of staff; without, only what nobody has is taken."""

    instead_of: str | None = None


class TransferIn(Struct):
    staff_id: str


class TypingIn(Struct):
    on: bool


class ReadIn(Struct):
    seq: int


class DraftIn(Struct):
    text: str


class MessageIn(Struct):
    """`content`: {"text"}, {"file"} of an uploaded picture, or {"title", "description", "url", "image_url"}."""

    client_id: str
    type: Literal["text", "image", "article"]
    content: dict[str, Any]
    quick_reply_id: str | None = None


class QuickReplyIn(Struct):
    title: str
    text: str
    group: str = ""
    shared: bool = True


class QuickReplyOut(Struct):
    id: str
    group: str
    title: str
    text: str
    shared: bool
    uses: int


class QuickRepliesOut(Struct):
    items: list[QuickReplyOut]
