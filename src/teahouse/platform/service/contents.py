"""A customer-service message as the phone shows it."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from teahouse.kit.db import Cursor
from teahouse.platform.articles import published_articles, stored_articles
from teahouse.platform.materials import Media, medias
from teahouse.protocol import (
    ApiError,
    CustomContent,
    CustomImage,
    CustomLink,
    CustomMiniProgramPage,
    CustomMpNews,
    CustomMpNewsArticle,
    CustomMsgMenu,
    CustomMusic,
    CustomNews,
    CustomText,
    CustomVideo,
    CustomVoice,
    CustomWxCard,
)

_THUMBS = frozenset({"thumb", "image"})


class Shown(NamedTuple):
    """Type and content of a message on the phone."""

    type: str
    content: dict[str, Any]


_Media = Mapping[str, Media]


def shown(cursor: Cursor, appid: str, content: CustomContent) -> Shown:
    """What the phone gets, media resolved to their files. Raises ApiError: 40007, 53600."""
    ids = [value for name in ("media_id", "thumb_media_id") if (value := getattr(content, name, ""))]
    if isinstance(content, CustomMpNews | CustomMpNewsArticle):
        return _articles(cursor, appid, content)
    found = medias(cursor, appid, ids) if ids else {}
    return _SHOWN[type(content)](content, found)


def _articles(cursor: Cursor, appid: str, content: CustomMpNews | CustomMpNewsArticle) -> Shown:
    """Articles that the platform has: of a draft by its media_id, or published ones."""
    if isinstance(content, CustomMpNews):
        cards = stored_articles(cursor, appid, content.media_id)
    else:
        cards = published_articles(cursor, appid, content.article_id)
    return Shown("news", {"articles": [card.content for card in cards]})


def _text(content: CustomText, _found: _Media) -> Shown:
    return Shown("text", {"text": content.content})


def _image(content: CustomImage, found: _Media) -> Shown:
    media = _of_type(found, content.media_id, {"image"})
    return Shown("image", {"url": _url(media), "width": media.width, "height": media.height})


def _voice(content: CustomVoice, found: _Media) -> Shown:
    media = _of_type(found, content.media_id, {"voice"})
    return Shown("voice", {"url": _url(media), "seconds": media.seconds})


def _video(content: CustomVideo, found: _Media) -> Shown:
    media = _of_type(found, content.media_id, {"video"})
    return Shown(
        "video",
        {
            "url": _url(media),
            "thumb_url": _thumb(found, content.thumb_media_id),
            "title": content.title,
            "description": content.description,
        },
    )


def _music(content: CustomMusic, found: _Media) -> Shown:
    return Shown(
        "music",
        {
            "title": content.title,
            "description": content.description,
            "url": content.musicurl,
            "hq_url": content.hqmusicurl,
            "thumb_url": _thumb(found, content.thumb_media_id),
        },
    )


def _news(content: CustomNews, _found: _Media) -> Shown:
    articles = [
        {"title": one.title, "description": one.description, "url": one.url, "image_url": one.picurl or None}
        for one in content.articles
    ]
    return Shown("news", {"articles": articles})


def _menu(content: CustomMsgMenu, _found: _Media) -> Shown:
    items = [{"id": entry.id, "content": entry.content} for entry in content.list]
    return Shown("menu", {"head": content.head_content, "items": items, "tail": content.tail_content})


def _card(content: CustomWxCard, _found: _Media) -> Shown:
    return Shown("card", {"card_id": content.card_id})


def _mini_program(content: CustomMiniProgramPage, found: _Media) -> Shown:
    return Shown(
        "miniprogram",
        {
            "title": content.title,
            "appid": content.appid,
            "pagepath": content.pagepath,
            "thumb_url": _thumb(found, content.thumb_media_id),
        },
    )


def _link(content: CustomLink, _found: _Media) -> Shown:
    return Shown(
        "link",
        {
            "title": content.title,
            "description": content.description,
            "url": content.url,
            "image_url": content.thumb_url or None,
        },
    )


def _of_type(found: _Media, media_id: str, types: set[str] | frozenset[str]) -> Media:
    media = found[media_id]
    if media.type not in types:
        raise ApiError(40007)
    return media


def _thumb(found: _Media, media_id: str) -> str | None:
    return _url(_of_type(found, media_id, _THUMBS)) if media_id else None


def _url(media: Media) -> str:
    return f"/files/{media.file}"


_SHOWN: dict[type[CustomContent], Callable[[Any, _Media], Shown]] = {
    CustomText: _text,
    CustomImage: _image,
    CustomVoice: _voice,
    CustomVideo: _video,
    CustomMusic: _music,
    CustomNews: _news,
    CustomMsgMenu: _menu,
    CustomWxCard: _card,
    CustomMiniProgramPage: _mini_program,
    CustomLink: _link,
}
