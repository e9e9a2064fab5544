"""The desk over our own HTTP."""

from typing import Any, Literal

from msgspec import Struct

from teahouse.platform.service.invitations import State


class AgentItem(Struct):
    """An agent. `state` says whether somebody is this agent, or was asked to be."""

    kf_account: str
    number: int
    nickname: str
    avatar_url: str
    state: Literal["none", "waiting", "rejected", "expired", "bound"]
    wechat_id: str
    online: bool
    serving: int


class AgentItems(Struct):
    """All agents of an account; `suffix` is what their IDs end with."""

    items: list[AgentItem]
    suffix: str


class NewAgent(Struct):
    """An agent to make; `name` is what stands before the @."""

    name: str
    nickname: str


class Nickname(Struct):
    """Another nickname."""

    nickname: str


class Online(Struct):
    """At the desk or not."""

    online: bool


class InvitationWish(Struct):
    """Whom to ask."""

    wechat_id: str


class GuestItem(Struct):
    """A person at the desk; `last` is their newest message. `wanted` is the agent that the server named."""

    openid: str
    nickname: str
    avatar_url: str | None
    since: int
    latest_at: int
    wanted: str
    note: str
    last: "DeskMessage | None"


class DeskView(Struct):
    """Who waits, and whom the agent serves."""

    waiting: list[GuestItem]
    mine: list[GuestItem]


class DeskMessage(Struct):
    """A message of the conversation; `content` as the phone gets it."""

    seq: int
    sender: Literal["person", "account", "system"]
    type: str
    content: dict[str, Any]
    sent_at: int
    recalled: bool


class DeskMessages(Struct):
    """A page of them, the oldest first."""

    items: list[DeskMessage]
    more: bool


class AsAgent(Struct):
    """Which agent acts."""

    kf_account: str


class HandOver(Struct):
    """From one agent to another."""

    kf_account: str
    to: str


class Saying(Struct):
    """What an agent says: text of at most 2048 bytes."""

    kf_account: str
    text: str


class Invitation(Struct):
    """How an invitation stands."""

    state: State


class InvitationAnswer(Struct):
    """Yes or no."""

    accept: bool
