"""Articles as the code passes them around."""

from datetime import datetime
from hashlib import sha256
from typing import Any, Literal, NamedTuple

from msgspec import Struct

Kind = Literal["news", "newspic"]
State = Literal["draft", "uploaded", "publishing", "published", "deleted"]
MAX_ARTICLES = 8


def preview_key(media_id: str, page: str) -> str:
    """What opens an article that is not published yet: only who knows its draft's media_id, a secret, can make it."""
    return sha256(f"preview:{media_id}:{page}".encode()).hexdigest()[:32]


def article_path(media_id: str, page: str, state: str) -> str:
    """The address of an article, its set being in a state; of what is not published yet, with the key of previews."""
    return f"/s/{page}" if state == "published" else f"/s/{page}?tempkey={preview_key(media_id, page)}"


class Picture(Struct, frozen=True):
    """A picture of a newspic: its permanent media_id, and the key of its file."""

    media_id: str
    file: str = ""


class Writing(Struct, frozen=True, kw_only=True):
    """What an author sets in one article. `content` is HTML as it was sent; of a newspic it is text."""

    kind: Kind = "news"
    title: str = ""
    author: str = ""
    digest: str = ""
    content: str = ""
    source_url: str = ""
    thumb_media_id: str = ""
    cover: str = ""
    pictures: tuple[Picture, ...] = ()
    show_cover: bool = False
    open_comment: bool = False
    fans_only: bool = False
    more: dict[str, Any] = {}


class Article(Writing, frozen=True, kw_only=True):
    """One stored article; its content is clean."""

    page: str
    appid: str
    media_id: str
    place: int
    deleted: bool
    reads: int
    likes: int
    comments: int
    chosen: int

    def path(self, state: str) -> str:
        """Where it is read, its set being in a state."""
        return article_path(self.media_id, self.page, state)


class ArticleSet(Struct, frozen=True, kw_only=True):
    """Articles that are written and published together. The numbers are None until it is published."""

    appid: str
    media_id: str
    state: State
    article_id: str | None
    publish_id: int | None
    msg_data_id: int | None
    created_at: datetime
    updated_at: datetime
    articles: tuple[Article, ...] = ()


class Comment(Struct, frozen=True, kw_only=True):
    """What somebody wrote below an article; `number` counts from 1."""

    page: str
    number: int
    person_id: str
    openid: str
    text: str
    chosen: bool
    withdrawn: bool
    reply: str | None
    replied_at: datetime | None
    created_at: datetime


class CommentPage(NamedTuple):
    """Some comments, and how many there are in all."""

    items: list[Comment]
    total: int


class SetPage(NamedTuple):
    """Some sets, the newest first, and how many there are in all."""

    items: list[ArticleSet]
    total: int
