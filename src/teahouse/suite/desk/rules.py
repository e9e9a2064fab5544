"""Decisions of the desk: pure."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from teahouse.kit.errors import Invalid, Text

ANSWER_WINDOW = timedelta(hours=48)
"""How long after a follower's last act an account may write (reference, section 7.1)."""

_CHINA = timedelta(hours=8)
_LONGEST_TEXT = 600
_LONGEST_TEXT_BYTES = 2048
_LONGEST_DRAFT = 4000
_LONGEST_TITLE = 64
_LONGEST_DESCRIPTION = 120
_LONGEST_NAME = 40
_LONGEST_URL = 1024
_LONGEST_CLIENT_ID = 64

MESSAGE_KINDS = {"message": "fan", "reply": "robot", "agent_reply": "agent"}
"""Acts that are messages, and who wrote them."""

NOTICE_KINDS = ("follow", "unfollow", "scan", "menu", "taken", "transferred", "closed")
"""Acts that stand between the messages."""


def day_start(now: datetime) -> datetime:
    """When this day began in China."""
    local = now + _CHINA
    return local.replace(hour=0, minute=0, second=0, microsecond=0) - _CHINA


def from_page(at: str) -> datetime:
    """The moment in a page's cursor, in microseconds. Raises Invalid."""
    if not at.isdecimal() or len(at) > 17:  # noqa: PLR2004 - the year 5138; datetime ends at 9999
        raise Invalid(field="cursor")
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(at))


def clean_text(text: str, field: str = "text") -> str:
    """A text that an account may send: 600 characters and 2048 bytes. Raises Invalid."""
    cleaned = text.strip()
    if not cleaned:
        raise Invalid(field=field, text=Text("请填写内容", "Enter a text"))
    if len(cleaned) > _LONGEST_TEXT or len(cleaned.encode(errors="replace")) > _LONGEST_TEXT_BYTES:
        raise Invalid(field=field, text=Text("最多 600 个字", "At most 600 characters"))
    return cleaned


def check_url(url: str, field: str = "url") -> str:
    """An address that a follower can open. Raises Invalid."""
    cleaned = url.strip()
    try:
        parts = urlsplit(cleaned)
        fine = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        fine = False
    if not fine or len(cleaned) > _LONGEST_URL or not cleaned.isprintable() or " " in cleaned:
        raise Invalid(
            field=field,
            text=Text("请填写以 http:// 或 https:// 开头的网址", "An address begins with http:// or https://"),
        )
    return cleaned


def clean_line(text: object, field: str, longest: int, *, required: bool = True) -> str:
    """A short text on one line. Raises Invalid."""
    cleaned = " ".join(text.split()) if isinstance(text, str) else ""
    if required and not cleaned:
        raise Invalid(field=field, text=Text("请填写这一项", "This must be filled in"))
    if len(cleaned) > longest:
        raise Invalid(field=field, text=Text("最多 {longest} 个字", "At most {longest} characters"), longest=longest)
    return cleaned


def clean_article(content: dict[str, Any]) -> dict[str, str]:
    """One article card that leads somewhere, from its fields or from {"articles": [one]}. Raises Invalid."""
    articles = content.get("articles")
    fields = articles[0] if isinstance(articles, list) and articles and isinstance(articles[0], dict) else content
    image_url = str(fields.get("image_url") or "")
    return {
        "title": clean_line(fields.get("title"), "title", _LONGEST_TITLE),
        "description": clean_line(fields.get("description") or "", "description", _LONGEST_DESCRIPTION, required=False),
        "url": check_url(str(fields.get("url") or "")),
        "image_url": check_url(image_url, "image_url") if image_url else "",
    }


def clean_draft(text: str) -> str:
    """What an agent has half written. Raises Invalid."""
    if len(text) > _LONGEST_DRAFT:
        raise Invalid(field="text", text=Text("草稿太长", "The draft is too long"))
    return text


def clean_client_id(client_id: str) -> str:
    """A page's own id of a message. Raises Invalid."""
    if not 1 <= len(client_id) <= _LONGEST_CLIENT_ID or not client_id.isprintable():
        raise Invalid(field="client_id")
    return client_id


def clean_quick_reply(group: str, title: str, text: str) -> tuple[str, str, str]:
    """Group, title and text of a quick reply. Raises Invalid."""
    return (
        clean_line(group, "group", _LONGEST_NAME, required=False),
        clean_line(title, "title", _LONGEST_NAME),
        clean_text(text),
    )


def custom_message(openid: str, kind: str, content: dict[str, Any], media_id: str = "") -> dict[str, Any]:
    """The body of message/custom/send for a text, an image or an article (reference, section 7.1)."""
    inner: dict[str, Any]
    match kind:
        case "text":
            inner = {"content": content["text"]}
        case "image":
            inner = {"media_id": media_id}
        case _:
            article = content["articles"][0]
            card = {
                "title": article["title"],
                "description": article["description"],
                "url": article["url"],
                "picurl": article["image_url"],
            }
            inner = {"articles": [card]}
    return {"touser": openid, "msgtype": kind, kind: inner}
