"""Calls of old that make articles and videos ready for mass sends (reference, 8.4)."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from teahouse.kit import clock
from teahouse.kit.ids import secret_token
from teahouse.platform.api import Call, Handler
from teahouse.platform.articles import ArticleBody, upload_articles
from teahouse.platform.massend.records import Video
from teahouse.platform.massend.repository import sends
from teahouse.platform.materials import media
from teahouse.protocol import ApiError

_ID_BYTES = 48  # 64 characters
_LONGEST = 1000


class _News(Struct):
    articles: list[ArticleBody] = []


class _Video(Struct):
    media_id: str = ""
    title: str | None = None
    description: str | None = None


def upload_news(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/media/uploadnews: one to eight articles; covers may be kept for three days only."""
    body = call.json(_News, literal=True)
    writings = [one.writing() for one in body.articles]
    media_id = upload_articles(call.session, call.house, call.account.appid, writings)
    return {"type": "news", "media_id": media_id, "created_at": clock.timestamp()}


def upload_video(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/media/uploadvideo: a video that is stored gets its words. Raises ApiError 40007."""
    body = call.json(_Video)
    found = media(call.session, call.account.appid, body.media_id)
    if found.type != "video":
        raise ApiError(40007)
    title, description = (_cleaned(text) for text in (body.title, body.description))
    video = Video(secret_token(_ID_BYTES), found.file, title, description)
    sends.add_video(call.session, call.account.appid, video, clock.now())
    return {"type": "video", "media_id": video.media_id, "created_at": clock.timestamp()}


def _cleaned(text: str | None) -> str:
    return (text or "").replace("\0", "").strip()[:_LONGEST]


UPLOAD_API: dict[str, Handler] = {
    "/cgi-bin/media/uploadnews": upload_news,
    "/cgi-bin/media/uploadvideo": upload_video,
}
