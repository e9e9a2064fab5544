"""Articles as the library and chats have them: fills the materials' port Shelf."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from teahouse.kit.db import Cursor, Session, cursor_of
from teahouse.kit.house import House
from teahouse.platform.articles.records import article_path
from teahouse.platform.articles.repository import sets
from teahouse.platform.articles.wire import news_out
from teahouse.protocol import ApiError

Column = Literal["media_id", "article_id"]


class Card(NamedTuple):
    """An article as a chat shows it; `cover` is the key of a stored file, or empty."""

    page: str
    path: str
    """Where it is read; of what is not published yet, with the key of previews."""
    title: str
    digest: str
    cover: str
    author: str
    source_url: str
    show_cover: bool

    def news_info(self, base_url: str) -> dict[str, Any]:
        """As reads of menus and replies made on mp show it (reference, 6.5)."""
        return {
            "title": self.title,
            "author": self.author,
            "digest": self.digest,
            "show_cover": int(self.show_cover),
            "cover_url": f"{base_url}/files/{self.cover}" if self.cover else "",
            "content_url": base_url + self.path,
            "source_url": self.source_url,
        }

    @property
    def content(self) -> dict[str, Any]:
        """As an entry of a message of the type `news`."""
        return {
            "title": self.title,
            "description": self.digest,
            "url": self.path,
            "image_url": f"/files/{self.cover}" if self.cover else None,
        }

    def published(self) -> "Card":
        """As it will be once it is published."""
        return self._replace(path=f"/s/{self.page}")


class ArticleShelf:
    """Drafts are the articles of the library since 2022 (reference, 10.2)."""

    def news(self, session: Session, house: House, appid: str, media_id: str) -> Mapping[str, Any] | None:
        """See Shelf."""
        found = sets.find_set(session, appid, media_id, ("draft",))
        return news_out(found, house.settings.base_url) if found else None

    def remove(self, session: Session, appid: str, media_id: str) -> bool:
        """See Shelf."""
        return sets.remove_draft(session, appid, media_id)

    def count(self, session: Session, appid: str) -> int:
        """See Shelf."""
        return sets.count_sets(session, appid, "draft")

    def page(self, session: Session, house: House, appid: str, offset: int, count: int) -> list[Mapping[str, Any]]:
        """See Shelf."""
        found = [(one, news_out(one, house.settings.base_url)) for one in self._some(session, appid, offset, count)]
        return [
            {"media_id": one.media_id, "content": content, "update_time": content["update_time"]}
            for one, content in found
        ]

    @staticmethod
    def _some(session: Session, appid: str, offset: int, count: int) -> list[Any]:
        return sets.list_sets(session, appid, "draft", offset, count)


def stored_articles(to: Session | Cursor, appid: str, media_id: str) -> list[Card]:
    """The articles of a media_id, also once they are published. Raises ApiError 40007."""
    return _cards(to, appid, "media_id", media_id, 40007)


def published_articles(to: Session | Cursor, appid: str, article_id: str) -> list[Card]:
    """The articles of an article_id. Raises ApiError 53600."""
    return _cards(to, appid, "article_id", article_id, 53600)


def known_articles(session: Session, appid: str, column: Column, values: Sequence[str]) -> frozenset[str]:
    """Those of these media_ids or article_ids that stand for articles."""
    cursor = cursor_of(session)
    return frozenset(value for value in set(values) if sets.shown_of(cursor, appid, column, value))


def _cards(to: Session | Cursor, appid: str, column: Column, value: str, code: int) -> list[Card]:
    rows = sets.shown_of(cursor_of(to), appid, column, value)
    if not rows:
        raise ApiError(code)
    return [Card(page, article_path(key, page, state), *rest) for page, key, state, *rest in rows]
