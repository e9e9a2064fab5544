"""Decisions about a push before it is let in: pure."""

import hashlib

from teahouse.protocol.events import Event, UnknownEvent
from teahouse.protocol.messages import Message, UnknownMessage
from teahouse.protocol.signature import verify_push

STALE_SECONDS = 600
"""A push whose signature is older, or further ahead, is a replay. WeChat repeats one within 15 seconds."""


def refusal(token: str, query: dict[str, str], now: int) -> str | None:
    """Why a request is not from the account, or None: wrong_signature, stale. `now` in Unix seconds."""
    timestamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
    if not verify_push(query.get("signature", ""), token, timestamp, nonce):
        return "wrong_signature"
    if not timestamp.isdecimal() or abs(now - int(timestamp)) > STALE_SECONDS:
        return "stale"
    return None


def dedupe_key(push: Message | Event, plain: bytes) -> str:
    """The same for every repeat of a push: its MsgId, or a digest of all of it (sender and time alone are not enough:
    two events of one person can fall into one second).
    """
    if isinstance(push, Message) and push.msg_id:
        return f"m{push.msg_id}"
    return f"e{hashlib.sha256(plain).hexdigest()}"


def is_known(push: Message | Event) -> bool:
    """Whether it is a push we understand; others are accepted, logged and not kept."""
    return not isinstance(push, UnknownEvent | UnknownMessage)
