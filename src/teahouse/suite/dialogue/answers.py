"""A rule's answers as replies to a push, and as messages of the time line."""

from typing import Any, NamedTuple, Protocol

from teahouse.protocol.events import Event
from teahouse.protocol.messages import Message
from teahouse.protocol.replies import (
    Article,
    ImageReply,
    NewsReply,
    Reply,
    ReplyAddress,
    TextReply,
    articles_allowed,
    reply_address,
)


class MediaIds(Protocol):
    """Looks up the media id of a file that the account has already; None when it must be uploaded first."""

    def __call__(self, file: str) -> str | None: ...


class Outgoing(NamedTuple):
    """One message to a follower: its content as the pages show it, and the reply when it can go as one."""

    type: str
    content: dict[str, Any]
    reply: Reply | None


def outgoing(
    answers: list[dict[str, Any]], push: Message | Event, now: int, base_url: str, media_ids: MediaIds
) -> list[Outgoing]:
    """The messages of a rule's answers, neighbouring articles in one message where the push allows it."""
    address = reply_address(push, now)
    found: list[Outgoing] = []
    for answer in answers:
        match answer["type"]:
            case "text":
                found.append(text(answer["text"], address))
            case "image":
                media_id = media_ids(answer["file"])
                reply = ImageReply(**address, media_id=media_id) if media_id else None
                content = {"url": f"{base_url}/files/{answer['file']}", "file": answer["file"]}
                found.append(Outgoing("image", content, reply))
            case "article":
                found = _with_article(found, _article(answer, base_url), articles_allowed(push))
    return [_as_news(message, address) if message.type == "news" else message for message in found]


def text(words: str, address: ReplyAddress) -> Outgoing:
    """A text message as an answer."""
    return Outgoing("text", {"text": words}, TextReply(**address, content=words))


def _article(answer: dict[str, Any], base_url: str) -> dict[str, str]:
    image = answer.get("image_url") or (f"{base_url}/files/{answer['file']}" if answer.get("file") else "")
    url = answer.get("url") or f"{base_url}/h5/a/{answer['article_id']}"
    return {"title": answer["title"], "description": answer.get("description", ""), "url": url, "image_url": image}


def _with_article(found: list[Outgoing], article: dict[str, str], allowed: int) -> list[Outgoing]:
    # Only the reply to a push, which is the first, may carry several; customer-service messages carry one.
    last = found[-1] if len(found) == 1 and found[-1].type == "news" else None
    if last is not None and len(last.content["articles"]) < allowed:
        return [*found[:-1], Outgoing("news", {"articles": [*last.content["articles"], article]}, None)]
    return [*found, Outgoing("news", {"articles": [article]}, None)]


def _as_news(message: Outgoing, address: ReplyAddress) -> Outgoing:
    articles = tuple(
        Article(title=a["title"], description=a["description"], pic_url=a["image_url"], url=a["url"])
        for a in message.content["articles"]
    )
    return message._replace(reply=NewsReply(**address, articles=articles))
