"""Which keywords a message has, and what a proper rule is. No I/O; chance is passed in.

An exact match goes before one that is only contained, and among equals the newest rule.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from teahouse.kit.errors import Invalid, Text
from teahouse.platform.autoreply.errors import BadReply

Occasion = Literal["follow", "message"]
ReplyType = Literal["text", "img", "voice", "video", "news"]


@dataclass(frozen=True, kw_only=True)
class NewsItem:
    """One article of a reply, with the names of get_current_autoreply_info."""

    title: str
    author: str = ""
    digest: str = ""
    show_cover: int = 1
    cover_url: str = ""
    content_url: str
    source_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One reply. `content` is the text or the media_id; a file is kept by its own key, so that it outlives that id."""

    type: ReplyType
    content: str = ""
    news: tuple[NewsItem, ...] = ()
    file: str = ""
    width: int = 0
    height: int = 0
    seconds: int = 0


@dataclass(frozen=True)
class Keyword:
    """A word that a message contains, or equals."""

    content: str
    match: Literal["contain", "equal"] = "contain"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What is answered to some keywords: all replies, or one of them by chance."""

    id: str
    name: str
    mode: Literal["reply_all", "random_one"]
    keywords: tuple[Keyword, ...]
    replies: tuple[Reply, ...]
    created_at: datetime


MOST_RULES = 200
MOST_TEXT = 600
_MOST_NAME, _MOST_KEYWORD, _MOST_KEYWORDS, _MOST_REPLIES = 60, 30, 10, 5
_MOST_TITLE, _MOST_URL = 64, 1024
_TOO_LONG = Text("文字最多 600 字", "At most 600 characters")

Choose = Callable[[Sequence[Reply]], Reply]


def answers(rules: Sequence[Rule], default: Reply | None, text: str, choose: Choose) -> list[Reply]:
    """What is answered to a message; `rules` the newest first, `text` empty when it is none."""
    rule = find_rule(rules, text)
    if rule is None:
        return [default] if default is not None else []
    return list(rule.replies) if rule.mode == "reply_all" else [choose(rule.replies)]


def find_rule(rules: Sequence[Rule], text: str) -> Rule | None:
    """The rule that a text matches."""
    text = text.strip()
    for match in ("equal", "contain"):
        for rule in rules:
            if any(one.match == match and _has(one, text) for one in rule.keywords):
                return rule
    return None


def _has(keyword: Keyword, text: str) -> bool:
    return text == keyword.content if keyword.match == "equal" else keyword.content in text


def checked_name(name: str) -> str:
    """The rule's name without outer blanks. Raises Invalid."""
    name = name.strip()
    if not 1 <= len(name) <= _MOST_NAME:
        raise Invalid(field="name", text=Text("规则名称为 1 到 60 个字", "A name has 1 to 60 characters"))
    return name


def checked_keywords(keywords: Sequence[Keyword]) -> tuple[Keyword, ...]:
    """Keywords without outer blanks, each once. Raises Invalid."""
    found = tuple(dict.fromkeys(Keyword(one.content.strip(), one.match) for one in keywords))
    if not 1 <= len(found) <= _MOST_KEYWORDS:
        raise Invalid(field="keywords", text=Text("关键词为 1 到 10 个", "A rule has 1 to 10 keywords"))
    if any(not 1 <= len(one.content) <= _MOST_KEYWORD for one in found):
        raise Invalid(field="keywords", text=Text("每个关键词为 1 到 30 个字", "A keyword has 1 to 30 characters"))
    return found


def check_count(replies: Sequence[object]) -> None:
    """Whether a rule has a proper number of replies. Raises Invalid."""
    if not 1 <= len(replies) <= _MOST_REPLIES:
        raise Invalid(field="replies", text=Text("回复为 1 到 5 条", "A rule has 1 to 5 replies"))


def check_text(text: str, field: str) -> None:
    """Whether a text can be answered. Raises BadReply."""
    if not text.strip():
        raise BadReply(field=field)
    if len(text) > MOST_TEXT:
        raise BadReply(field=field, text=_TOO_LONG)


def check_news(news: Sequence[NewsItem], field: str) -> None:
    """One article with a title and an address. Raises BadReply."""
    if len(news) != 1:
        raise BadReply(field=field, text=Text("图文回复为 1 篇", "A reply shows one article"))
    if not 1 <= len(news[0].title.strip()) <= _MOST_TITLE:
        raise BadReply(field=field, text=Text("标题为 1 到 64 个字", "A title has 1 to 64 characters"))
    for url in (news[0].content_url, news[0].cover_url):
        if url and not (url.startswith(("http://", "https://")) and len(url) <= _MOST_URL):
            raise BadReply(
                field=field, text=Text("网址须以 http:// 或 https:// 开头", "Addresses begin with http(s)://")
            )
    if not news[0].content_url:
        raise BadReply(field=field, text=Text("请填写文章网址", "The article needs an address"))
