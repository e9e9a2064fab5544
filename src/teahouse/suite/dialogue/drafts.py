"""Rules and settings as staff write them, checked and cleaned before they are kept."""

import re
from typing import Any, NamedTuple

import nh3
from msgspec import UNSET

from teahouse.kit.errors import Invalid, Text
from teahouse.kit.ids import new_id
from teahouse.suite.desk import check_url, clean_text
from teahouse.suite.dialogue.errors import WrongAnswer
from teahouse.suite.dialogue.inputs import Answer, ArticleAnswer, ImageAnswer, RuleIn, SettingsBody, TextAnswer
from teahouse.suite.dialogue.rules import normalized

_LONGEST_NAME = 40
_MOST_ANSWERS = 8
_MOST_KEYWORDS = 50
_LONGEST_KEYWORD = 60
_LONGEST_TITLE = 64
_LONGEST_DESCRIPTION = 120
_LONGEST_BODY = 50_000
_HIGHEST_PRIORITY = 1_000_000
_FILE = re.compile(r"[0-9A-Za-z_-]{24,64}\.(?:jpg|png|gif|webp)")
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_TAGS = {
    *("a", "b", "blockquote", "br", "code", "div", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "hr", "i"),
    *("img", "li", "ol", "p", "pre", "s", "section", "span", "strong", "sub", "sup", "table", "tbody", "td", "th"),
    *("thead", "tr", "u", "ul"),
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}


class Page(NamedTuple):
    """The page of an article that has no link of its own."""

    id: str
    title: str
    image: str
    body: str


class Draft(NamedTuple):
    """A rule, ready to be kept: its answers as JSON, and the pages they lead to."""

    name: str
    trigger: str
    match: str
    keywords: list[str]
    priority: int
    enabled: bool
    answers: list[dict[str, Any]]
    pages: list[Page]


def clean_rule(wanted: RuleIn, pages_before: set[str]) -> Draft:
    """The rule as it will be kept; pages it had before keep their address. Raises Invalid with the form's field."""
    if not 1 <= len(wanted.answers) <= _MOST_ANSWERS:
        raise Invalid(field="answers", text=Text("请设置 1 到 8 条回复", "A rule has 1 to 8 answers"))
    if abs(wanted.priority) > _HIGHEST_PRIORITY:
        raise Invalid(field="priority", text=Text("优先级太大", "The priority is too large"))
    answers: list[dict[str, Any]] = []
    pages: list[Page] = []
    for number, answer in enumerate(wanted.answers, 1):
        try:
            stored, page = _answer(answer, pages_before - {page.id for page in pages})
        except Invalid as error:
            raise WrongAnswer(number, error.text) from error
        answers.append(stored)
        pages += [page] if page else []
    return Draft(
        _line(wanted.name, "name", _LONGEST_NAME),
        wanted.trigger,
        wanted.match,
        clean_keywords(wanted.keywords) if wanted.trigger != "follow" else [],
        wanted.priority,
        wanted.enabled,
        answers,
        pages,
    )


def clean_keywords(keywords: list[str]) -> list[str]:
    """Words without blanks around, each once. Raises Invalid."""
    cleaned = list(dict.fromkeys(word.strip() for word in keywords if normalized(word)))
    if not 1 <= len(cleaned) <= _MOST_KEYWORDS:
        raise Invalid(field="keywords", text=Text("请填写 1 到 50 个关键词", "Enter 1 to 50 keywords"))
    if any(len(word) > _LONGEST_KEYWORD for word in cleaned):
        raise Invalid(field="keywords", text=Text("关键词最多 60 个字", "A keyword has at most 60 characters"))
    return cleaned


def clean_body(body: str) -> str:
    """HTML with nothing in it that runs, submits or loads. Raises Invalid."""
    if len(body) > _LONGEST_BODY:
        raise Invalid(field="body", text=Text("正文太长", "The body is too long"))
    return nh3.clean(
        body,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    ).strip()


def clean_settings(wanted: SettingsBody) -> dict[str, Any]:
    """Settings as they are kept. Raises Invalid with the form's field."""
    away_from, away_to = wanted.away_from or "", wanted.away_to or ""
    for field, time, other in (("away_from", away_from, away_to), ("away_to", away_to, away_from)):
        if (time or other) and not _TIME.fullmatch(time):
            raise Invalid(field=field, text=Text("请按 HH:MM 填写时间", "Enter the time as HH:MM"))
    away = wanted.away_message.strip()
    return {
        "handover_on_no_match": wanted.handover_on_no_match,
        "handover_message": clean_text(wanted.handover_message, "handover_message"),
        "away_message": clean_text(away, "away_message") if away or away_from else "",
        "away_from": away_from,
        "away_to": away_to,
        "default_message": clean_text(wanted.default_message, "default_message") if wanted.default_message else "",
    }


def _answer(answer: Answer, pages_before: set[str]) -> tuple[dict[str, Any], Page | None]:
    match answer:
        case TextAnswer():
            return {"type": "text", "text": clean_text(answer.text)}, None
        case ImageAnswer():
            return {"type": "image", "file": _file(answer.file)}, None
        case _:
            return _article(answer, pages_before)


def _article(answer: ArticleAnswer, pages_before: set[str]) -> tuple[dict[str, Any], Page | None]:
    file = _file(answer.file) if answer.file else ""
    stored = {
        "type": "article",
        "title": _line(answer.title, "title", _LONGEST_TITLE),
        "description": " ".join(answer.description.split())[:_LONGEST_DESCRIPTION],
        "file": file,
        "image_url": check_url(answer.image_url) if answer.image_url and not file else "",
    }
    if answer.url:
        return stored | {"url": check_url(answer.url)}, None
    body = clean_body(answer.body or "")
    if not body:
        raise Invalid(text=Text("请填写链接或正文", "Enter a link or a body"))
    known = answer.article_id if answer.article_id is not UNSET and answer.article_id in pages_before else new_id()
    page = Page(known, stored["title"], file or stored["image_url"], body)
    return stored | {"url": "", "article_id": page.id}, page


def _file(file: str) -> str:
    if not _FILE.fullmatch(file):
        raise Invalid(field="file", text=Text("请上传图片", "Upload a picture"))
    return file


def _line(text: str, field: str, longest: int) -> str:
    cleaned = " ".join(text.split())
    if not 1 <= len(cleaned) <= longest:
        words = Text("请填写 1 到 {longest} 个字", "Enter 1 to {longest} characters")
        raise Invalid(field=field, text=Text(words.zh.format(longest=longest), words.en.format(longest=longest)))
    return cleaned
