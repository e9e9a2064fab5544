"""What goes over the wire to an account's server, and what its answer means. No I/O."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from teahouse.protocol import (
    CryptoError,
    ImageReply,
    MessageCrypto,
    MusicReply,
    NewsReply,
    Reply,
    ReplyError,
    TextReply,
    TransferReply,
    VideoReply,
    VoiceReply,
    build_push_envelope,
    parse_reply,
    push_signature,
    with_encrypt,
)

REPLYABLE_EVENTS = frozenset(
    {
        *("subscribe", "SCAN", "CLICK", "scancode_push", "scancode_waitmsg"),
        *("pic_sysphoto", "pic_photo_or_album", "pic_weixin", "location_select"),
        *("user_get_card", "user_enter_session_from_card", "user_enter_tempsession"),
    }
)
"""Events whose answer may be a message; to all others a reply is ignored (reference, 1.2)."""
NOTICED_EVENTS = frozenset({"CLICK", "scancode_waitmsg"})
"""Events whose failure the person reads; besides every message of theirs."""
FINAL = frozenset(
    {
        *("redirect", "private_address", "bad_url", "too_large", "not_encrypted", "decrypt", "invalid_reply"),
        *("wrong_receiver", "bad_media", "dropped", "disabled"),
    }
)
"""Verdicts that another attempt would not change."""
ANSWER_LIMIT = 64 * 1024
_SUMMARY = 80


class Seal(NamedTuple):
    """How an account's pushes are signed and sealed."""

    token: str
    aes_key: str
    appid: str
    mode: str


class Fresh(NamedTuple):
    """What is new in each attempt."""

    timestamp: int
    nonce: str
    random: bytes


class Wire(NamedTuple):
    """A request, ready to be sent."""

    url: str
    headers: dict[str, str]
    body: bytes


class RefusedReplyError(Exception):
    """The server's answer is no reply; `code` and `detail` as in verdicts."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


def sealed_request(url: str, body: bytes, original_id: str, openid: str, seal: Seal, fresh: Fresh) -> Wire:
    """The push as it goes out (reference, 1.2)."""
    query = {
        "signature": push_signature(seal.token, fresh.timestamp, fresh.nonce),
        "timestamp": str(fresh.timestamp),
        "nonce": fresh.nonce,
        "openid": openid,
    }
    if seal.mode != "plain":
        crypto = MessageCrypto(seal.token, seal.aes_key, seal.appid)
        encrypted = crypto.encrypt(body, fresh.random)
        query["encrypt_type"] = "aes"
        query["msg_signature"] = crypto.sign(encrypted, fresh.timestamp, fresh.nonce)
        safe = seal.mode == "safe"
        body = build_push_envelope(original_id, encrypted) if safe else with_encrypt(body, encrypted)
    headers = {"User-Agent": "Mozilla/4.0", "Accept": "*/*", "Content-Type": "text/xml", "Pragma": "no-cache"}
    return Wire(with_query(url, query), headers, body)


def with_query(url: str, query: Mapping[str, str]) -> str:
    """The URL with more parameters; its own stay."""
    joint = "" if url.endswith(("?", "&")) else "&" if "?" in url else "?"
    return f"{url}{joint}{urlencode(query)}"


def opened_reply(body: bytes, seal: Seal) -> tuple[bytes | None, Reply | None]:
    """What was decrypted, if anything, and the reply. Raises RefusedReplyError."""
    plain = _decrypted(body, seal)
    try:
        reply = parse_reply(body if plain is None else plain)
    except ReplyError as error:
        raise RefusedReplyError("invalid_reply", error.reason) from None
    if seal.mode == "safe" and plain is None and reply is not None:
        raise RefusedReplyError("not_encrypted")
    return plain, reply


def _decrypted(body: bytes, seal: Seal) -> bytes | None:
    if seal.mode == "plain" or b"<Encrypt>" not in body:
        return None
    try:
        return MessageCrypto(seal.token, seal.aes_key, seal.appid).open_reply(body)
    except CryptoError as error:
        raise RefusedReplyError("decrypt", error.reason) from None


def media_ids(reply: Reply) -> list[str]:
    """The media that a reply shows."""
    if isinstance(reply, ImageReply | VoiceReply | VideoReply):
        return [reply.media_id]
    return [reply.thumb_media_id] if isinstance(reply, MusicReply) and reply.thumb_media_id else []


class Shown(NamedTuple):
    """A stored file as content shows it."""

    url: str
    width: int = 0
    height: int = 0
    seconds: int = 0


def content_of(reply: Reply, shown: Mapping[str, Shown], articles: int) -> tuple[str, dict[str, Any]] | None:
    """Type and content of the message that the person gets; None for a reply that is none."""
    if isinstance(reply, TextReply):
        return "text", {"text": reply.content}
    if isinstance(reply, NewsReply):
        return "news", {"articles": [_article(one) for one in reply.articles[:articles]]}
    if isinstance(reply, MusicReply):
        return "music", _music(reply, shown)
    if isinstance(reply, ImageReply):
        file = shown[reply.media_id]
        return "image", {"url": file.url, "width": file.width, "height": file.height}
    if isinstance(reply, VoiceReply):
        file = shown[reply.media_id]
        return "voice", {"url": file.url, "seconds": file.seconds}
    if isinstance(reply, VideoReply):
        url = shown[reply.media_id].url
        return "video", {
            "url": url,
            "thumb_url": "",
            "title": reply.title or "",
            "description": reply.description or "",
        }
    return None


def _article(article: Any) -> dict[str, str]:  # noqa: ANN401 - protocol's Article
    return {
        "title": article.title,
        "description": article.description,
        "url": article.url,
        "image_url": article.pic_url,
    }


def _music(reply: MusicReply, shown: Mapping[str, Shown]) -> dict[str, Any]:
    thumb = shown.get(reply.thumb_media_id or "")
    return {
        "title": reply.title or "",
        "description": reply.description or "",
        "url": reply.music_url or "",
        "hq_url": reply.hq_music_url or reply.music_url or "",
        "thumb_url": thumb.url if thumb else "",
    }


def reply_summary(reply: Reply | None) -> str:
    """A reply in one line, for the list."""
    if reply is None:
        return ""
    if isinstance(reply, TextReply):
        return cut(reply.content)
    if isinstance(reply, NewsReply):
        return cut(f"[news] {reply.articles[0].title}")
    if isinstance(reply, TransferReply):
        return f"[{reply.msg_type}] {reply.kf_account or ''}".strip()
    return f"[{reply.msg_type}]"


def cut(text: str) -> str:
    """One line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= _SUMMARY else f"{line[: _SUMMARY - 1]}…"
