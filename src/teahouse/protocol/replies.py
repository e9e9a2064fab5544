"""The answer of an account's server to a push (reference, section 4; leniency of 21.19).

The suite builds replies and renders them with `to_xml`; the platform reads what any server sends with `parse_reply`.
"""

from __future__ import annotations

from typing import ClassVar, TypedDict

from msgspec import Struct, field

from teahouse.protocol.errors import ProtocolError
from teahouse.protocol.events import Event
from teahouse.protocol.messages import (
    ImageMessage,
    LinkMessage,
    LocationMessage,
    Message,
    Push,
    TextMessage,
    VideoMessage,
    VoiceMessage,
)
from teahouse.protocol.wire import FieldError, Id, decode, encode, read_int, read_text
from teahouse.protocol.xml import MAX_XML, Content, Tree, XmlError, build_xml, children, parse_xml

__all__ = [
    "MAX_ARTICLES",
    "MAX_TEXT_BYTES",
    "NO_REPLY",
    "Article",
    "ImageReply",
    "MediaReply",
    "MusicReply",
    "NewsReply",
    "Reply",
    "ReplyAddress",
    "ReplyError",
    "TextReply",
    "TransferAiReply",
    "TransferReply",
    "VideoReply",
    "VoiceReply",
    "articles_allowed",
    "parse_reply",
    "reply_address",
]

# The body that accepts a push and says nothing to the person.
NO_REPLY = b"success"
MAX_ARTICLES = 8
MAX_TEXT_BYTES = 2048

_HEADER = frozenset({"to_user_name", "from_user_name", "create_time"})


class ReplyError(ProtocolError):
    """A body that is no valid reply; the person is told that the service is unavailable.

    Reasons: too_large, not_xml (also JSON and HTML), wrong_root, missing_type, unknown_type, empty_content,
    content_too_long, missing_media, no_articles, bad_field.
    """


class Reply(Struct, frozen=True, kw_only=True, rename="pascal"):
    """What every reply has: the person (openid), the account (gh_...), unix seconds (0: the server gave none)."""

    MSG_TYPE: ClassVar[str] = ""
    # The element around the reply's own fields.
    WRAPPER: ClassVar[str] = ""

    to_user_name: Id
    from_user_name: Id
    create_time: int

    @property
    def msg_type(self) -> str:
        """The MsgType on the wire."""
        return self.MSG_TYPE

    def to_xml(self) -> bytes:
        """The document as the account's server answers it, on one line."""
        return build_xml(
            [
                ("ToUserName", self.to_user_name),
                ("FromUserName", self.from_user_name),
                ("CreateTime", self.create_time),
                ("MsgType", self.MSG_TYPE),
                *self.body(),
            ]
        )

    def body(self) -> list[tuple[str, Content]]:
        """The elements after MsgType."""
        own = encode(self, skip=_HEADER)
        return [(self.WRAPPER, own)] if self.WRAPPER and own else own

    def fault(self) -> str:
        """The reason why this cannot be delivered, or nothing."""
        return ""


class TextReply(Reply, frozen=True, kw_only=True):
    """Text of at most 2048 bytes; may hold links."""

    MSG_TYPE: ClassVar[str] = "text"

    content: str

    def fault(self) -> str:
        """Refuse empty and overlong text."""
        if not self.content.strip():
            return "empty_content"
        return "content_too_long" if len(self.content.encode()) > MAX_TEXT_BYTES else ""


class MediaReply(Reply, frozen=True, kw_only=True):
    """Something uploaded before, temporary or permanent."""

    media_id: Id

    def fault(self) -> str:
        """Refuse a reply without its media."""
        return "" if self.media_id else "missing_media"


class ImageReply(MediaReply, frozen=True, kw_only=True):
    """A picture."""

    MSG_TYPE: ClassVar[str] = "image"
    WRAPPER: ClassVar[str] = "Image"


class VoiceReply(MediaReply, frozen=True, kw_only=True):
    """A voice message."""

    MSG_TYPE: ClassVar[str] = "voice"
    WRAPPER: ClassVar[str] = "Voice"


class VideoReply(MediaReply, frozen=True, kw_only=True):
    """A video."""

    MSG_TYPE: ClassVar[str] = "video"
    WRAPPER: ClassVar[str] = "Video"

    title: str | None = None
    description: str | None = None


class MusicReply(Reply, frozen=True, kw_only=True):
    """A piece of music; the platform asks for the thumb, but servers of old leave it out."""

    MSG_TYPE: ClassVar[str] = "music"
    WRAPPER: ClassVar[str] = "Music"

    title: str | None = None
    description: str | None = None
    music_url: str | None = None
    hq_music_url: str | None = field(default=None, name="HQMusicUrl")
    thumb_media_id: Id | None = None


class Article(Struct, frozen=True, kw_only=True, rename="pascal"):
    """One article card; pictures 360x200 for the first, 200x200 for the others."""

    title: str = ""
    description: str = ""
    pic_url: str = ""
    url: str = ""


class NewsReply(Reply, frozen=True, kw_only=True):
    """Article cards: one large or a list of up to eight, see `articles_allowed`."""

    MSG_TYPE: ClassVar[str] = "news"

    articles: tuple[Article, ...]

    def body(self) -> list[tuple[str, Content]]:
        """ArticleCount and Articles."""
        items = [("item", encode(article)) for article in self.articles]
        return [("ArticleCount", len(items)), ("Articles", items)]

    def fault(self) -> str:
        """Refuse news without an article."""
        return "" if self.articles else "no_articles"


class TransferReply(Reply, frozen=True, kw_only=True):
    """Hands the message to the agents' desk: to the one named, or to any."""

    MSG_TYPE: ClassVar[str] = "transfer_customer_service"
    WRAPPER: ClassVar[str] = "TransInfo"

    kf_account: Id | None = None


class TransferAiReply(Reply, frozen=True, kw_only=True):
    """Hands the message to the platform's own automatic desk."""

    MSG_TYPE: ClassVar[str] = "transfer_biz_ai_ivr"


_TYPES: dict[str, type[Reply]] = {
    cls.MSG_TYPE: cls
    for cls in (
        TextReply,
        ImageReply,
        VoiceReply,
        VideoReply,
        MusicReply,
        NewsReply,
        TransferReply,
        TransferAiReply,
    )
}


class ReplyAddress(TypedDict):
    """The fields that every reply has, ready to build one: TextReply(**reply_address(push, now), content=...)."""

    to_user_name: str
    from_user_name: str
    create_time: int


def reply_address(push: Push, create_time: int) -> ReplyAddress:
    """Swap sender and receiver of a push."""
    return ReplyAddress(
        to_user_name=push.from_user_name,
        from_user_name=push.to_user_name,
        create_time=create_time,
    )


def articles_allowed(push: Message | Event) -> int:
    """How many articles may answer a push: one after a message of a person, else eight. The rest is not shown."""
    single = (TextMessage, ImageMessage, VoiceMessage, VideoMessage, LinkMessage, LocationMessage)
    return 1 if isinstance(push, single) else MAX_ARTICLES


def parse_reply(body: bytes, limit: int = MAX_XML) -> Reply | None:
    """Read what an account's server answered (already decrypted); None for an accepted push without a reply.

    Lenient where servers differ: CDATA or not, blanks, elements in any order, CreateTime absent or no number.
    Raises ReplyError with a stable reason for everything else.
    """
    if body.strip() in {b"", NO_REPLY}:
        return None
    tree = _document(body, limit)
    msg_type = _text(tree, "MsgType")
    if not msg_type:
        raise ReplyError("missing_type")
    cls = _TYPES.get(msg_type)
    if cls is None:
        raise ReplyError("unknown_type", msg_type[:40])
    reply = _built(cls, tree)
    if reason := reply.fault():
        raise ReplyError(reason)
    return reply


def _document(body: bytes, limit: int) -> Tree:
    try:
        return parse_xml(body, limit)
    except XmlError as error:
        reason = error.reason if error.reason in {"too_large", "wrong_root"} else "not_xml"
        raise ReplyError(reason, str(error)) from None


def _built(cls: type[Reply], tree: Tree) -> Reply:
    known: dict[str, object] = {
        "to_user_name": _text(tree, "ToUserName"),
        "from_user_name": _text(tree, "FromUserName"),
        "create_time": _time(tree),
    }
    try:
        if cls is NewsReply:
            known["articles"] = _articles(tree)
        return decode(cls, _inner(tree, cls.WRAPPER) if cls.WRAPPER else tree, known)
    except FieldError as error:
        raise ReplyError("bad_field", error.detail) from None


def _articles(tree: Tree) -> tuple[Article, ...]:
    items = children(_inner(tree, "Articles"), "item")[:MAX_ARTICLES]
    return tuple(decode(Article, item) if isinstance(item, dict) else Article() for item in items)


def _inner(tree: Tree, name: str) -> Tree:
    inner = children(tree, name)
    return inner[0] if inner and isinstance(inner[0], dict) else {}


def _text(tree: Tree, name: str) -> str:
    try:
        return read_text(tree.get(name, "")).strip()
    except ValueError:
        return ""


def _time(tree: Tree) -> int:
    try:
        return read_int(tree.get("CreateTime", ""))
    except ValueError:
        return 0
