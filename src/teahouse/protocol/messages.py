"""What a person sends to an account, as it is pushed to the account's server (reference, section 2)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, TypedDict

from msgspec import Struct, field

from teahouse.protocol.errors import ProtocolError
from teahouse.protocol.wire import FieldError, Id, PlainText, decode, encode, loose, read_int, read_text
from teahouse.protocol.xml import Content, Tree, build_xml

__all__ = [
    "ImageMessage",
    "LinkMessage",
    "LocationMessage",
    "Message",
    "MiniProgramPageMessage",
    "Push",
    "PushError",
    "ShortVideoMessage",
    "TextMessage",
    "UnknownMessage",
    "VideoMessage",
    "VoiceMessage",
    "parse_message",
]

HEADER = frozenset({"to_user_name", "from_user_name", "create_time"})


class PushError(ProtocolError):
    """A push without the fields that every push has. Reasons: missing_field, bad_number; `detail` names the field."""


class Push(Struct, frozen=True, kw_only=True, rename="pascal"):
    """What every push has: the account (gh_...), the person (openid), and the time in unix seconds."""

    to_user_name: Id
    from_user_name: Id
    create_time: int

    def kind(self) -> list[tuple[str, Content]]:
        """The elements that say what this is; they stand after CreateTime."""
        raise NotImplementedError

    def to_xml(self) -> bytes:
        """The document as the platform pushes it, on one line."""
        head: list[tuple[str, Content]] = [
            ("ToUserName", self.to_user_name),
            ("FromUserName", self.from_user_name),
            ("CreateTime", self.create_time),
        ]
        return build_xml([*head, *self.kind(), *self.body()])

    def body(self) -> list[tuple[str, Content]]:
        """The elements after those of `kind`."""
        return encode(self, skip=HEADER)


class Message(Push, frozen=True, kw_only=True):
    """A message of a person.

    `msg_id` is a 64-bit number, the same in every repeat of a push. `msg_data_id` and `idx` (1-based) name the
    article from whose reply box the message came; `business_id` appears for customer-service sub-merchants.
    """

    MSG_TYPE: ClassVar[str] = ""
    TAIL: ClassVar[tuple[str, ...]] = ("msg_id", "bizmsgmenuid", "msg_data_id", "idx", "business_id")

    msg_id: int | None = None
    msg_data_id: PlainText | None = None
    idx: int | None = None
    business_id: int | None = None

    def kind(self) -> list[tuple[str, Content]]:
        """MsgType."""
        return [("MsgType", self.msg_type)]

    @property
    def msg_type(self) -> str:
        """The MsgType on the wire."""
        return self.MSG_TYPE


class TextMessage(Message, frozen=True, kw_only=True):
    """Text; `bizmsgmenuid` is the id of the entry when it came from a click in a msgmenu."""

    MSG_TYPE: ClassVar[str] = "text"

    content: str
    bizmsgmenuid: PlainText | None = field(default=None, name="bizmsgmenuid")


class ImageMessage(Message, frozen=True, kw_only=True):
    """A picture; `media_id` can be downloaded for three days."""

    MSG_TYPE: ClassVar[str] = "image"

    pic_url: str
    media_id: Id


class VoiceMessage(Message, frozen=True, kw_only=True):
    """A voice message; `format` is amr or speex, `recognition` is there (perhaps empty) when recognition is on."""

    MSG_TYPE: ClassVar[str] = "voice"

    media_id: Id
    format: Id
    media_id_16k: Id | None = field(default=None, name="MediaId16K")
    recognition: str | None = None


class VideoMessage(Message, frozen=True, kw_only=True):
    """A video."""

    MSG_TYPE: ClassVar[str] = "video"

    media_id: Id
    thumb_media_id: Id


class ShortVideoMessage(Message, frozen=True, kw_only=True):
    """A short video, taken in the chat."""

    MSG_TYPE: ClassVar[str] = "shortvideo"

    media_id: Id
    thumb_media_id: Id


class LocationMessage(Message, frozen=True, kw_only=True):
    """A place: latitude, longitude, zoom of the map, and its address."""

    MSG_TYPE: ClassVar[str] = "location"

    location_x: Decimal = field(name="Location_X")
    location_y: Decimal = field(name="Location_Y")
    scale: int
    label: str


class LinkMessage(Message, frozen=True, kw_only=True):
    """A shared article or page."""

    MSG_TYPE: ClassVar[str] = "link"

    title: str
    description: str
    url: str


class MiniProgramPageMessage(Message, frozen=True, kw_only=True):
    """The card of a page in a linked mini-program."""

    MSG_TYPE: ClassVar[str] = "miniprogrampage"

    title: str
    app_id: Id
    page_path: str
    thumb_url: str
    thumb_media_id: Id


class UnknownMessage(Message, frozen=True, kw_only=True):
    """A message of a type we do not know, or one that does not fit its type; `fields` keeps all else it said."""

    msg_type: str
    fields: dict[str, Any]

    def body(self) -> list[tuple[str, Content]]:
        """Its fields, then MsgId and what follows it."""
        return [*loose(self.fields), *encode(self, skip=HEADER | {"msg_type", "fields"})]


_TYPES: dict[str, type[Message]] = {
    cls.MSG_TYPE: cls
    for cls in (
        TextMessage,
        ImageMessage,
        VoiceMessage,
        VideoMessage,
        ShortVideoMessage,
        LocationMessage,
        LinkMessage,
        MiniProgramPageMessage,
    )
}


class Header(TypedDict):
    """The fields that every push has, ready to build one."""

    to_user_name: str
    from_user_name: str
    create_time: int


def read_header(tree: Tree) -> Header:
    """The fields that every push has. Raises PushError when one is missing or blank."""
    created = required(tree, "CreateTime")
    try:
        create_time = read_int(created)
    except ValueError:
        raise PushError("bad_number", "CreateTime") from None
    return Header(
        to_user_name=required(tree, "ToUserName"),
        from_user_name=required(tree, "FromUserName"),
        create_time=create_time,
    )


def required(tree: Tree, name: str) -> str:
    """The text of an element that must be there and not blank. Raises PushError."""
    value = tree.get(name, "")
    try:
        text = (value if isinstance(value, str) else read_text(value)).strip()
    except ValueError:
        text = ""
    if not text:
        raise PushError("missing_field", name)
    return text


def parse_message(tree: Tree) -> Message:
    """The message in a parsed push. Raises PushError when a field of every push is missing.

    A message that does not fit its type is kept as UnknownMessage: a push that was accepted must not be lost.
    """
    header = read_header(tree)
    msg_type = required(tree, "MsgType")
    cls = _TYPES.get(msg_type)
    if cls is None:
        return _unknown(header, msg_type, tree)
    try:
        return decode(cls, tree, header)
    except FieldError:
        return _unknown(header, msg_type, tree)


def _unknown(header: Header, msg_type: str, tree: Tree) -> UnknownMessage:
    try:
        msg_id = read_int(tree.get("MsgId", ""))
    except ValueError:
        msg_id = None
    taken = {"ToUserName", "FromUserName", "CreateTime", "MsgType"} | (set() if msg_id is None else {"MsgId"})
    fields = {name: value for name, value in tree.items() if name not in taken}
    return UnknownMessage(**header, msg_type=msg_type, msg_id=msg_id, fields=fields)
