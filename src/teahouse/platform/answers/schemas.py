"""One-to-one answers over our own HTTP."""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from teahouse.platform.answers.rules import State
from teahouse.platform.followers import FollowerItem


class Said(Struct):
    """A message; `content` depends on `type`, as on the phone, and is empty once it is recalled."""

    seq: int
    sender: Literal["person", "account", "system"]
    type: str
    content: dict[str, Any]
    sent_at: int
    recalled: bool


class TalkItem(Struct):
    """A conversation in the list, with the last thing said and when the person last wrote."""

    person: FollowerItem
    last: Said | None
    wrote_at: int


class TalkItems(Struct):
    """A page of conversations, the latest first."""

    items: list[TalkItem]
    next: str | None


class ThreadOut(Struct):
    """A page of messages, ascending; `older` is the number to ask for those before it.

    `state` says whether the person can be answered; when "open", `left` messages until `open_until`.
    """

    person: FollowerItem
    items: list[Said]
    older: int | None
    state: State
    left: int
    open_until: int | None


class AnswerWish(Struct):
    """Text of at most 2048 bytes. `client_id` is the page's own name for it: the same again is not sent again."""

    text: str
    client_id: Annotated[str, Meta(pattern=r"^[\x21-\x7e]{0,64}$")] = ""
