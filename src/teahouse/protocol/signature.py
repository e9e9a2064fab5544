"""The SHA-1 signatures of pushes, of the page's JS-SDK and of cards (reference, 1.1, 1.3, 13.4, 13.5)."""

from __future__ import annotations

import hashlib
import hmac

__all__ = [
    "card_signature",
    "jsapi_signature",
    "msg_signature",
    "push_signature",
    "same",
    "verify_msg",
    "verify_push",
]


def push_signature(token: str, timestamp: str | int, nonce: str) -> str:
    """The `signature` of a verification or push, in lower-case hex."""
    return _sorted_sha1(token, str(timestamp), nonce)


def msg_signature(token: str, timestamp: str | int, nonce: str, encrypt: str) -> str:
    """The `msg_signature` over an Encrypt exactly as it stands in the XML."""
    return _sorted_sha1(token, str(timestamp), nonce, encrypt)


def verify_push(signature: str, token: str, timestamp: str | int, nonce: str) -> bool:
    """Whether a push signature is right; takes the same time whether it is or not."""
    return same(signature, push_signature(token, timestamp, nonce))


def verify_msg(signature: str, token: str, timestamp: str | int, nonce: str, encrypt: str) -> bool:
    """Whether a msg_signature is right; takes the same time whether it is or not."""
    return same(signature, msg_signature(token, timestamp, nonce, encrypt))


def jsapi_signature(ticket: str, noncestr: str, timestamp: str | int, url: str) -> str:
    """The signature for wx.config; what follows "#" in the page's URL does not count."""
    page = url.partition("#")[0]
    text = f"jsapi_ticket={ticket}&noncestr={noncestr}&timestamp={timestamp}&url={page}"
    return _sha1(_bytes(text))


def card_signature(*values: str | int) -> str:
    """The signature of cardExt and of cardSign: the ticket and the values that are used, in any order."""
    return _sorted_sha1(*map(str, values))


def same(given: str, right: str) -> bool:
    """Compare two signatures without telling by the time taken where they differ."""
    return hmac.compare_digest(_bytes(given), _bytes(right))


def _sorted_sha1(*values: str) -> str:
    # The platform sorts bytes, not characters of some language; code points have the order of their UTF-8.
    return _sha1(_bytes("".join(sorted(values))))


def _bytes(text: str) -> bytes:
    # Query parameters may hold anything; what is no proper text only must not match.
    return text.encode("utf-8", "surrogatepass")


def _sha1(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()
