"""What comes in from an account, and who takes it."""

from typing import Literal, NamedTuple, Protocol

from teahouse.kit.db import Cursor
from teahouse.protocol.crypto import MessageCrypto
from teahouse.protocol.events import Event
from teahouse.protocol.messages import Message

Mode = Literal["plain", "compatible", "safe"]


class Connected(NamedTuple):
    """A connected account as the push endpoint needs it; kept in memory."""

    brand_id: str
    id: str
    appid: str
    mode: Mode
    token: str
    crypto: MessageCrypto


class Inbound(NamedTuple):
    """One push, checked and read. `dedupe` is the same for every repeat of it."""

    account: Connected
    push: Message | Event
    dedupe: str
    received_at: int
    """Microseconds since 1970."""


class Inbox(Protocol):
    """The port behind the push endpoint. Runs inside the writer's transaction."""

    def receive(self, cursor: Cursor, pushes: list[Inbound]) -> list[bytes]:
        """Store each push once, and answer each with the reply's plain XML, or with nothing."""
