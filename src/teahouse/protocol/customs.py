"""Customer-service messages: the body of message/custom/send, typed and checked (reference, 7.1)."""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec
from msgspec import Struct

from teahouse.protocol.errcodes import ApiError

__all__ = [
    "CustomArticle",
    "CustomContent",
    "CustomImage",
    "CustomLink",
    "CustomMenuEntry",
    "CustomMessage",
    "CustomMiniProgramPage",
    "CustomMpNews",
    "CustomMpNewsArticle",
    "CustomMsgMenu",
    "CustomMusic",
    "CustomNews",
    "CustomText",
    "CustomVideo",
    "CustomVoice",
    "CustomWxCard",
    "parse_custom",
]

MAX_TEXT_BYTES = 2048
# More than one article was allowed until 2018.
MAX_ARTICLES = 1


class CustomContent(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a message carries: the object named after its type."""

    MSGTYPE: ClassVar[str] = ""
    # What must not be empty, with the return code of each.
    NEEDS: ClassVar[tuple[tuple[str, int], ...]] = ()

    @property
    def msgtype(self) -> str:
        """The msgtype on the wire."""
        return self.MSGTYPE

    def check(self) -> None:
        """Raise ApiError when something that must be there is not, or is too much."""
        for name, errcode in self.NEEDS:
            if not getattr(self, name):
                raise ApiError(errcode)


class CustomText(CustomContent, frozen=True, kw_only=True):
    """Text of at most 2048 bytes."""

    MSGTYPE: ClassVar[str] = "text"

    content: str = ""

    def check(self) -> None:
        """Refuse empty and overlong text."""
        if not self.content.strip():
            raise ApiError(44004)
        if len(self.content.encode(errors="surrogatepass")) > MAX_TEXT_BYTES:
            raise ApiError(45002)


class CustomImage(CustomContent, frozen=True, kw_only=True):
    """A picture."""

    MSGTYPE: ClassVar[str] = "image"
    NEEDS: ClassVar[tuple[tuple[str, int], ...]] = (("media_id", 40007),)

    media_id: str = ""


class CustomVoice(CustomContent, frozen=True, kw_only=True):
    """A voice message."""

    MSGTYPE: ClassVar[str] = "voice"
    NEEDS: ClassVar[tuple[tuple[str, int], ...]] = (("media_id", 40007),)

    media_id: str = ""


class CustomVideo(CustomContent, frozen=True, kw_only=True):
    """A video; clients of old leave the thumb out."""

    MSGTYPE: ClassVar[str] = "video"
    NEEDS: ClassVar[tuple[tuple[str, int], ...]] = (("media_id", 40007),)

    media_id: str = ""
    thumb_media_id: str = ""
    title: str = ""
    description: str = ""


class CustomMusic(CustomContent, frozen=True, kw_only=True):
    """A piece of music."""

    MSGTYPE: ClassVar[str] = "music"
    NEEDS: ClassVar[tuple[tuple[str, int], ...]] = (("musicurl", 41010), ("thumb_media_id", 40007))

    title: str = ""
    description: str = ""
    musicurl: str = ""
    hqmusicurl: str = ""
    thumb_media_id: str = ""


class CustomArticle(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An article card that leads to a page outside."""

    title: str = ""
    description: str = ""
    url: str = ""
    picurl: str = ""


class CustomNews(CustomContent, frozen=True, kw_only=True):
    """Exactly one article card."""

    MSGTYPE: ClassVar[str] = "news"
    NEEDS: ClassVar[tuple[tuple[str, int], ...]] = (("articles", 44003),)

    articles: tuple[CustomArticle, ...] = ()

    def check(self) -> None:
        """Refuse none and more than one."""
        super().check()
        if len(self.articles) > MAX_ARTICLES:
            raise ApiError(45008)


class CustomMpNews(CustomContent, frozen=True, kw_only=True):
    """A stored article."""

    MSGTYPE: ClassVar[str] = "mpnews"
    NEEDS: ClassVar[tuple[tuple[str, int], ...]] = (("media_id", 40007),)

    media_id: str = ""


class CustomMpNewsArticle(CustomContent, frozen=True, kw_only=True):
    """A published article."""

    MSGTYPE: ClassVar[str] = "mpnewsarticle"
    NEEDS: ClassVar[tuple[tuple[str, int], ...]] = (("article_id", 53600),)

    article_id: str = ""


class CustomMenuEntry(Struct, frozen=True, kw_only=True):
    """One line to click; it comes back as text with `bizmsgmenuid`."""

    id: str = ""
    content: str = ""


class CustomMsgMenu(CustomContent, frozen=True, kw_only=True):
    """Lines to click, with text before and after."""

    MSGTYPE: ClassVar[str] = "msgmenu"
    NEEDS: ClassVar[tuple[tuple[str, int], ...]] = (("list", 44004),)

    head_content: str = ""
    list: tuple[CustomMenuEntry, ...] = ()
    tail_content: str = ""

    def check(self) -> None:
        """Refuse a menu without lines and lines without text."""
        super().check()
        if not all(entry.id and entry.content.strip() for entry in self.list):
            raise ApiError(44004)


class CustomWxCard(CustomContent, frozen=True, kw_only=True):
    """A card or coupon."""

    MSGTYPE: ClassVar[str] = "wxcard"
    NEEDS: ClassVar[tuple[tuple[str, int], ...]] = (("card_id", 41012),)

    card_id: str = ""
    card_ext: str | dict[str, Any] = ""
    """JSON in a text, as documented; old clients send the object itself."""


class CustomMiniProgramPage(CustomContent, frozen=True, kw_only=True):
    """The card of a mini-program's page; thumb 520x416."""

    MSGTYPE: ClassVar[str] = "miniprogrampage"
    NEEDS: ClassVar[tuple[tuple[str, int], ...]] = (
        ("title", 45003),
        ("appid", 40013),
        ("pagepath", 41030),
        ("thumb_media_id", 40007),
    )

    title: str = ""
    appid: str = ""
    pagepath: str = ""
    thumb_media_id: str = ""


class CustomLink(CustomContent, frozen=True, kw_only=True):
    """A link, for accounts of mini-programs."""

    MSGTYPE: ClassVar[str] = "link"
    NEEDS: ClassVar[tuple[tuple[str, int], ...]] = (("title", 45003), ("url", 41010))

    title: str = ""
    description: str = ""
    url: str = ""
    thumb_url: str = ""


_TYPES: dict[str, type[CustomContent]] = {
    cls.MSGTYPE: cls
    for cls in (
        CustomText,
        CustomImage,
        CustomVoice,
        CustomVideo,
        CustomMusic,
        CustomNews,
        CustomMpNews,
        CustomMpNewsArticle,
        CustomMsgMenu,
        CustomWxCard,
        CustomMiniProgramPage,
        CustomLink,
    )
}


class CustomMessage(Struct, frozen=True, kw_only=True):
    """A message to one person (openid), perhaps in the name of an agent, perhaps marked as written by a machine."""

    touser: str
    content: CustomContent
    kf_account: str = ""
    is_ai_msg: bool = False

    def body(self) -> dict[str, Any]:
        """The body of the call."""
        msgtype = self.content.msgtype
        content = msgspec.json.decode(msgspec.json.encode(self.content))
        body: dict[str, Any] = {"touser": self.touser, "msgtype": msgtype, msgtype: content}
        if self.kf_account:
            body["customservice"] = {"kf_account": self.kf_account}
        if self.is_ai_msg:
            body["aimsgcontext"] = {"is_ai_msg": 1}
        return body


def parse_custom(body: object) -> CustomMessage:
    """Read and check the body of message/custom/send, already decoded from JSON. Raises ApiError.

    Unknown fields are ignored, null counts as absent, numbers are taken as text. Whether the person, the media and
    the agent exist is not asked.
    """
    if not isinstance(body, dict):
        raise ApiError(47001)
    touser = _text(body.get("touser"))
    if not touser:
        raise ApiError(40003)
    cls = _TYPES.get(_text(body.get("msgtype")))
    if cls is None:
        raise ApiError(40008)
    content = _content(cls, body.get(cls.MSGTYPE))
    content.check()
    return CustomMessage(
        touser=touser,
        content=content,
        kf_account=_text(_object(body.get("customservice")).get("kf_account")),
        is_ai_msg=_text(_object(body.get("aimsgcontext")).get("is_ai_msg")) in {"1", "True"},
    )


def _content(cls: type[CustomContent], value: object) -> CustomContent:
    try:
        return msgspec.convert(_cleaned(_object(value)), cls)
    except msgspec.ValidationError:
        raise ApiError(47001) from None


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


# The deepest body has an object in a list in an object.
_DEPTH = 4


def _cleaned(value: object, depth: int = _DEPTH) -> object:
    if isinstance(value, dict):
        return {name: _cleaned(item, depth - 1) for name, item in value.items() if item is not None} if depth else {}
    if isinstance(value, list):
        return [_cleaned(item, depth - 1) for item in value if item is not None] if depth else []
    return value if isinstance(value, str) else str(value)
