"""Automatic replies over our own HTTP."""

from typing import Literal

from msgspec import Struct

from teahouse.platform.autoreply.rules import Keyword, NewsItem, ReplyType


class ReplyWish(Struct):
    """A reply: `content` is the text, or the media_id of an uploaded file; `news` one article."""

    type: ReplyType
    content: str = ""
    news: list[NewsItem] = []


class ReplyChange(Struct):
    """What to answer; null: nothing."""

    reply: ReplyWish | None


class RuleWish(Struct):
    """A rule: keywords and what is answered to them, all of it or one by chance."""

    name: str
    mode: Literal["reply_all", "random_one"]
    keywords: list[Keyword]
    replies: list[ReplyWish]


class ReplyOut(Struct):
    """A reply; `url` shows its file, width and height in pixels."""

    type: ReplyType
    content: str
    news: list[NewsItem]
    url: str | None
    width: int
    height: int
    seconds: int


class RuleOut(Struct):
    """A rule."""

    id: str
    name: str
    mode: Literal["reply_all", "random_one"]
    keywords: list[Keyword]
    replies: list[ReplyOut]
    created_at: int


class Switch(Struct):
    """Edit mode on or off."""

    enabled: bool


class AutoReplySettings(Struct):
    """All automatic replies, rules the newest first. At most one of `enabled` and `server_enabled` is true."""

    enabled: bool
    server_enabled: bool
    follow: ReplyOut | None
    message: ReplyOut | None
    rules: list[RuleOut]
