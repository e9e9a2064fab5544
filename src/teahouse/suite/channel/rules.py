"""Decisions about accounts and their pushes: pure."""

import hashlib
import re
from functools import cache
from urllib.parse import urlsplit

from teahouse.kit.errors import Invalid, Text
from teahouse.protocol.events import (
    CardMerchantCheckResultEvent,
    CardNotPassCheckEvent,
    CardPassCheckEvent,
    CardPayOrderEvent,
    CardSkuRemindEvent,
    Event,
    MassSendJobFinishEvent,
    PublishJobFinishEvent,
    RenewEvent,
    UnknownEvent,
    VerifyFailEvent,
)
from teahouse.protocol.messages import Message, UnknownMessage
from teahouse.protocol.signature import verify_push

STALE_SECONDS = 600
"""A push whose signature is older, or further ahead, is a replay. WeChat repeats one within 15 seconds."""


_NOT_KEPT = (
    UnknownEvent,
    UnknownMessage,
    MassSendJobFinishEvent,
    PublishJobFinishEvent,
    CardPassCheckEvent,
    CardNotPassCheckEvent,
    CardSkuRemindEvent,
    CardPayOrderEvent,
    CardMerchantCheckResultEvent,
    RenewEvent,
    VerifyFailEvent,
)
"""What we do not understand; and results and notices: whom they name as their sender is no follower."""

_APPID = re.compile(r"wx[0-9a-z]{16}")
_SECRET = re.compile(r"[0-9a-zA-Z]{32}")
_LONGEST_NAME = 40


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


def is_kept(push: Message | Event) -> bool:
    """Whether a follower did something that we understand; all else is accepted, logged and not kept."""
    return _is_kept(type(push))


@cache
def _is_kept(kind: type[Message | Event]) -> bool:
    return not issubclass(kind, _NOT_KEPT)


def clean_name(name: str) -> str:
    """An account's name as staff see it. Raises Invalid."""
    cleaned = name.strip()
    if not 1 <= len(cleaned) <= _LONGEST_NAME:
        raise Invalid(field="name", text=Text("请填写 1 到 40 个字", "Enter 1 to 40 characters"))
    return cleaned


def clean_appid(appid: str) -> str:
    """An AppID: wx and 16 lower-case letters or digits (reference, section 0.2). Raises Invalid."""
    cleaned = appid.strip()
    if not _APPID.fullmatch(cleaned):
        raise Invalid(field="appid", text=Text("AppID 以 wx 开头，共 18 位", "An AppID is wx and 16 more characters"))
    return cleaned


def clean_secret(secret: str) -> str:
    """An AppSecret: 32 hex digits. Raises Invalid."""
    cleaned = secret.strip()
    if not _SECRET.fullmatch(cleaned):
        raise Invalid(field="secret", text=Text("AppSecret 是 32 位字母数字", "An AppSecret has 32 characters"))
    return cleaned


def clean_api_base(url: str) -> str:
    """Where the account's API is: https://api.weixin.qq.com, or a network of ours. Raises Invalid."""
    cleaned = url.strip().rstrip("/")
    if not _is_address(cleaned):
        raise Invalid(
            field="api_base",
            text=Text(
                "请填写以 http:// 或 https:// 开头的地址", "Enter an address that starts with http:// or https://"
            ),
        )
    return cleaned


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # a port or an IPv6 address that is none
        return False
    extra = parts.query or parts.fragment or parts.username is not None
    plain = url.isascii() and url.isprintable() and not set(" ?#%\\") & set(url)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and port != 0 and plain and not extra
