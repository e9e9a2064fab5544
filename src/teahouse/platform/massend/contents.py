"""What is to be sent: read from a request, and as phones get it (reference, 8.2 and 8.4)."""

from collections.abc import Callable
from typing import Any, NamedTuple

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.platform.articles import (
    MAX_PICTURES,
    ArticleSet,
    Picture,
    Writing,
    articles_of,
    plain_text,
    stored_articles,
    take_articles,
    unsent_articles,
    upload_articles,
)
from teahouse.platform.massend.records import Shown
from teahouse.platform.massend.repository import sends
from teahouse.platform.massend.rules import title_of
from teahouse.platform.materials import Media, material, media, medias
from teahouse.protocol import ApiError

_LONGEST_TEXT = 2048
_NAMES = {"image": "图片", "voice": "语音", "video": "视频", "music": "音乐"}
_ON = (1, True, "1", "true")


class Wanted(NamedTuple):
    """A message as it was asked for: its msgtype, and the object of that name."""

    msgtype: str
    fields: dict[str, Any]

    def text(self, name: str) -> str:
        """A field that is text; empty when it is missing. Raises ApiError 47001 for anything else."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, str):
            raise ApiError(47001)
        return value or ""


def wanted(body: dict[str, Any], unknown: int, *, music: bool = False) -> Wanted:
    """Read it. Raises ApiError: `unknown` for a type that cannot be sent, 45113 cards, 47001 no object of the type."""
    msgtype = body.get("msgtype")
    if msgtype == "wxcard":
        raise ApiError(45113)
    if not isinstance(msgtype, str) or not (msgtype in _SHOWN or (music and msgtype == "music")):
        raise ApiError(unknown)
    fields = body.get("images" if msgtype == "image" and "images" in body else msgtype)
    if not isinstance(fields, dict):
        raise ApiError(47001, msgtype)
    return Wanted(msgtype, fields)


class Stage(NamedTuple):
    """Where a message is made; a preview leaves drafts what they are."""

    session: Session
    house: House
    appid: str
    preview: bool = False


def shown(stage: Stage, message: Wanted) -> Shown:
    """What phones get. Raises ApiError: 40007, 40215, 44004, 45002, and of a draft what it lacks."""
    return (_music if message.msgtype == "music" else _SHOWN[message.msgtype])(stage, message)


def _text(_stage: Stage, message: Wanted) -> Shown:
    content = message.text("content")
    if not content.strip():
        raise ApiError(44004)
    if len(content.encode(errors="surrogatepass")) > _LONGEST_TEXT:
        raise ApiError(45002)
    return Shown("text", {"text": content}, title_of(content), content)


def _news(stage: Stage, message: Wanted) -> Shown:
    media_id, number = message.text("media_id"), message.fields.get("msg_data_id")
    if not media_id and isinstance(number, int | str) and str(number).isdigit() and len(str(number)) < 16:  # noqa: PLR2004
        return _articles(stage, articles_of(stage.session, stage.appid, int(number)), repeats=True)
    taking = unsent_articles if stage.preview else take_articles
    return _articles(stage, taking(stage.session, stage.appid, media_id))


def _articles(stage: Stage, found: ArticleSet, *, repeats: bool = False) -> Shown:
    content = cards(stage.session, stage.appid, found.media_id, preview=stage.preview)
    texts = [part for one in found.articles for part in (one.title, one.digest, plain_text(one.content)) if part]
    return Shown(
        "news", content, title_of(found.articles[0].title), "\n".join(texts), found.media_id, found.msg_data_id, repeats
    )


def cards(session: Session, appid: str, media_id: str, *, preview: bool = False) -> dict[str, Any]:
    """Articles as a chat shows them, without those that were deleted. Raises ApiError 40007 when none is left.

    A preview leads to the page also before it is published.
    """
    found = stored_articles(session, appid, media_id)
    return {"articles": [(card if preview else card.published()).content for card in found]}


def _image(stage: Stage, message: Wanted) -> Shown:
    """One picture is a message; several, or one with comments, are an article of pictures."""
    ids = message.fields.get("media_ids", [message.fields.get("media_id")])
    if not isinstance(ids, list) or not ids or not all(isinstance(one, str) and one for one in ids):
        raise ApiError(40007)
    if len(ids) > MAX_PICTURES:
        raise ApiError(40215)
    found = medias(stage.session, stage.appid, ids)
    if any(one.type != "image" for one in found.values()):
        raise ApiError(40007)
    if len(ids) > 1 or message.fields.get("need_open_comment") in _ON:
        return _pictures(stage, message, [found[one] for one in ids])
    one = found[ids[0]]
    content = {"url": f"/files/{one.file}", "width": one.width, "height": one.height}
    return Shown("image", content, _NAMES["image"], message.text("recommend"))


def _pictures(stage: Stage, message: Wanted, pictures: list[Media]) -> Shown:
    words = message.text("recommend")
    writing = Writing(
        kind="newspic",
        title=title_of(words)[:32] or "分享图片",
        content=words,
        pictures=tuple(Picture(one.media_id, one.file) for one in pictures),
        open_comment=message.fields.get("need_open_comment") in _ON,
        fans_only=message.fields.get("only_fans_can_comment") in _ON,
    )
    media_id = upload_articles(stage.session, stage.house, stage.appid, [writing])
    taking = unsent_articles if stage.preview else take_articles
    return _articles(stage, taking(stage.session, stage.appid, media_id))


def _voice(stage: Stage, message: Wanted) -> Shown:
    found = _media(stage, message.text("media_id"), "voice")
    return Shown("voice", {"url": f"/files/{found.file}", "seconds": found.seconds}, _NAMES["voice"], "")


def _video(stage: Stage, message: Wanted) -> Shown:
    """One of uploadvideo, or straight out of the library, as clients of old send it."""
    media_id = message.text("media_id")
    ready = sends.video(stage.session, stage.appid, media_id)
    file, title, description = ready[1:] if ready else _plain_video(stage, media_id)
    title, description = message.text("title") or title, message.text("description") or description
    content = {"url": f"/files/{file}", "thumb_url": None, "title": title, "description": description}
    return Shown("video", content, title_of(title) or _NAMES["video"], f"{title}\n{description}".strip())


def _plain_video(stage: Stage, media_id: str) -> tuple[str, str, str]:
    found = _media(stage, media_id, "video")
    try:
        kept = material(stage.session, stage.appid, media_id)
    except ApiError:  # it is kept for three days only, and has no words
        return found.file, "", ""
    return found.file, kept.name, kept.introduction


def _music(stage: Stage, message: Wanted) -> Shown:
    url, thumb_id = message.text("musicurl"), message.text("thumb_media_id")
    if not url.startswith(("http://", "https://")):
        raise ApiError(41010)
    thumb = media(stage.session, stage.appid, thumb_id) if thumb_id else None
    title, description = message.text("title"), message.text("description")
    content = {
        "title": title,
        "description": description,
        "url": url,
        "hq_url": message.text("hqmusicurl"),
        "thumb_url": f"/files/{thumb.file}" if thumb else None,
    }
    return Shown("music", content, title_of(title) or _NAMES["music"], f"{title}\n{description}".strip())


def _media(stage: Stage, media_id: str, kind: str) -> Media:
    found = media(stage.session, stage.appid, media_id)
    if found.type != kind:
        raise ApiError(40007)
    return found


_SHOWN: dict[str, Callable[[Stage, Wanted], Shown]] = {
    "text": _text,
    "mpnews": _news,
    "image": _image,
    "voice": _voice,
    "mpvideo": _video,
}
