"""The platform answers by itself: on a follow, on keywords, on any message."""

import secrets
from typing import Any

from teahouse.kit.db import Cursor
from teahouse.messenger.conversations import Draft, Message, account_conversation, append
from teahouse.platform.accounts import Account
from teahouse.platform.autoreply import repository, rules
from teahouse.platform.autoreply.rules import Reply
from teahouse.platform.followers import note_exchange


class Answers:
    """Fills the port AutoReplies of pushes: asked only while edit mode is on."""

    def followed(self, cursor: Cursor, account: Account, person_id: str) -> None:
        """See AutoReplies."""
        reply = repository.reply(cursor, account.appid, "follow")
        _send(cursor, account.appid, person_id, [reply] if reply else [])

    def received(self, cursor: Cursor, account: Account, person_id: str, message: Message) -> None:
        """See AutoReplies."""
        text = str(message.content.get("text", "")) if message.type == "text" else ""
        default = repository.reply(cursor, account.appid, "message")
        known = repository.rules(cursor, account.appid) if text else []
        _send(cursor, account.appid, person_id, rules.answers(known, default, text, secrets.choice))


def _send(cursor: Cursor, appid: str, person_id: str, replies: list[Reply]) -> None:
    if not replies:
        return
    conversation = account_conversation(appid, person_id)
    append(cursor, [Draft(conversation, "account", appid, *content_of(reply)) for reply in replies])
    note_exchange(cursor, appid, person_id)


def content_of(reply: Reply) -> tuple[str, dict[str, Any]]:
    """Type and content of the message on the phone."""
    url = f"/files/{reply.file}"
    if reply.type == "img":
        return "image", {"url": url, "width": reply.width, "height": reply.height}
    if reply.type == "voice":
        return "voice", {"url": url, "seconds": reply.seconds}
    if reply.type == "video":
        return "video", {"url": url, "thumb_url": None, "title": "", "description": ""}
    if reply.type == "news":
        return "news", {
            "articles": [_article(one.title, one.digest, one.content_url, one.cover_url) for one in reply.news]
        }
    return "text", {"text": reply.content}


def _article(title: str, digest: str, url: str, cover: str) -> dict[str, Any]:
    return {"title": title, "description": digest, "url": url, "image_url": cover or None}
