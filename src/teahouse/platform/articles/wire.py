"""Articles as the public API takes and gives them (reference, 10.3)."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from teahouse.platform.articles.records import Article, ArticleSet, Picture, Writing
from teahouse.protocol import ApiError

_KEPT = ("pic_crop_235_1", "pic_crop_1_1", "pic_crop_16_9", "cover_info", "product_info")
_ON, _OFF = (1, True, "1", "true"), (0, False, "0", "false", "", None)


def is_on(value: object) -> bool:
    """A switch, as a number, a boolean or their text. Raises ApiError 47001."""
    if value not in _ON and value not in _OFF:
        raise ApiError(47001)
    return value in _ON


class _Image(Struct):
    image_media_id: str = ""


class _Images(Struct):
    image_list: list[_Image] = []


class ArticleBody(Struct):
    """One article of a request; what clients leave out may also be null."""

    article_type: str | None = None
    title: str | None = None
    author: str | None = None
    digest: str | None = None
    content: str | None = None
    content_source_url: str | None = None
    thumb_media_id: str | None = None
    show_cover_pic: Any = 0
    need_open_comment: Any = 0
    only_fans_can_comment: Any = 0
    image_info: _Images | None = None
    pic_crop_235_1: Any = None
    pic_crop_1_1: Any = None
    pic_crop_16_9: Any = None
    cover_info: Any = None
    product_info: Any = None

    def writing(self) -> Writing:
        """What it says. Raises ApiError 40035 for an unknown type."""
        kind = self.article_type or "news"
        if kind not in {"news", "newspic"}:
            raise ApiError(40035)
        images = self.image_info.image_list if self.image_info and kind == "newspic" else []
        return Writing(
            kind="news" if kind == "news" else "newspic",
            title=self.title or "",
            author=self.author or "",
            digest=self.digest or "",
            content=self.content or "",
            source_url=self.content_source_url or "",
            thumb_media_id=self.thumb_media_id or "",
            pictures=tuple(Picture(one.image_media_id) for one in images),
            show_cover=is_on(self.show_cover_pic),
            open_comment=is_on(self.need_open_comment),
            fans_only=is_on(self.only_fans_can_comment),
            more={name: value for name in _KEPT if (value := getattr(self, name)) is not None},
        )


class DraftBody(Struct):
    """Articles of a new draft."""

    articles: list[ArticleBody] = []


class ChangeBody(Struct):
    """One article of a draft, written anew; `articles` is an object here."""

    media_id: str = ""
    index: int = 0
    articles: ArticleBody = msgspec.field(default_factory=ArticleBody)


class SomeBody(Struct):
    """Which part of a list."""

    offset: int = 0
    count: int = 20
    no_content: Any = 0

    def checked(self) -> "SomeBody":
        """Itself. Raises ApiError 40097."""
        if self.offset < 0 or not 1 <= self.count <= 20:  # noqa: PLR2004 - reference, 10.3
            raise ApiError(40097)
        return self


def _article_out(one: Article, state: str, base_url: str, *, content: bool) -> dict[str, Any]:
    """An article of an answer."""
    images = [{"image_media_id": each.media_id} for each in one.pictures]
    return {
        "article_type": one.kind,
        "title": one.title,
        "author": one.author,
        "digest": one.digest,
        **({"content": one.content} if content else {}),
        "content_source_url": one.source_url,
        "thumb_media_id": one.thumb_media_id,
        "show_cover_pic": int(one.show_cover),
        "need_open_comment": int(one.open_comment),
        "only_fans_can_comment": int(one.fans_only),
        **({"image_info": {"image_list": images}} if one.kind == "newspic" else {}),
        **one.more,
        "url": base_url + one.path(state),
        "thumb_url": f"{base_url}/files/{one.cover}" if one.cover else "",
    }


def news_out(found: ArticleSet, base_url: str, *, content: bool = True) -> dict[str, Any]:
    """A draft, or what was published, with the times it was made and written last."""
    return {
        "news_item": [_article_out(one, found.state, base_url, content=content) for one in found.articles],
        "create_time": int(found.created_at.timestamp()),
        "update_time": int(found.updated_at.timestamp()),
    }


def published_out(found: ArticleSet, base_url: str, *, content: bool = True) -> dict[str, Any]:
    """What was published, each article with whether it was deleted."""
    out = news_out(found, base_url, content=content)
    for item, one in zip(out["news_item"], found.articles, strict=True):
        item["is_deleted"] = one.deleted
    return out


def page_out(items: Sequence[Mapping[str, Any]], total: int) -> dict[str, Any]:
    """A part of a list."""
    return {"total_count": total, "item_count": len(items), "item": list(items)}
