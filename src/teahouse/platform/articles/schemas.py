"""Articles over our own HTTP."""

from typing import Literal

from msgspec import Struct


class Likes(Struct):
    """How many like an article now."""

    likes: int


class ShareWish(Struct):
    """Where an article was shared."""

    to: Literal["friend", "moments"]


class CommentWish(Struct):
    """What somebody wants to say."""

    text: str


class PhoneComment(Struct):
    """Somebody's own comment."""

    number: int
    text: str
    created_at: int


class HistoryArticle(Struct):
    """An article in an account's history."""

    page: str
    title: str
    digest: str
    cover_url: str | None
    reads: int
    likes: int


class HistorySet(Struct):
    """What was published at one time."""

    id: str
    published_at: int
    articles: list[HistoryArticle]


class HistoryPage(Struct):
    """A part of an account's history, the newest first."""

    items: list[HistorySet]
    next: str | None


class PictureForm(Struct):
    """A picture of a set of pictures; `url` is given, not taken."""

    media_id: str
    url: str = ""


class ArticleForm(Struct):
    """An article as its author writes it. `page` is that of a stored one.

    `path`, where it is read or its preview, and a cover's `cover_url` are given, not taken.
    """

    page: str = ""
    path: str = ""
    kind: Literal["news", "newspic"] = "news"
    title: str = ""
    author: str = ""
    digest: str = ""
    content: str = ""
    source_url: str = ""
    thumb_media_id: str = ""
    cover_url: str = ""
    pictures: list[PictureForm] = []
    show_cover: bool = False
    open_comment: bool = False
    fans_only: bool = False


class DraftForm(Struct):
    """A draft as its author writes it: one to eight articles."""

    articles: list[ArticleForm]


class Draft(Struct):
    """A draft."""

    media_id: str
    updated_at: int
    articles: list[ArticleForm]


class Drafts(Struct):
    """Drafts, the one written last first; their articles come without contents."""

    items: list[Draft]
    total: int


class Publication(Struct):
    """How far publishing is: 0 done, 1 running, 5 deleted since."""

    publish_id: str
    status: int


class PublishedArticle(Struct):
    """A published article with its figures."""

    page: str
    title: str
    digest: str
    cover_url: str
    reads: int
    likes: int
    comments: int
    open_comment: bool
    deleted: bool


class PublishedSet(Struct):
    """What was published at one time."""

    article_id: str
    published_at: int
    articles: list[PublishedArticle]


class PublishedSets(Struct):
    """What is published, the newest first."""

    items: list[PublishedSet]
    total: int


class MpComment(Struct):
    """A comment as the author sees it."""

    number: int
    openid: str
    nickname: str
    avatar_url: str | None
    text: str
    chosen: bool
    reply: str | None
    created_at: int


class MpComments(Struct):
    """Comments of an article, the newest first."""

    title: str
    open_comment: bool
    items: list[MpComment]
    total: int


class CommentChange(Struct):
    """What the author does with a comment; an empty reply takes the answer away. What is left out stays."""

    chosen: bool | None = None
    reply: str | None = None


class CommentsSwitch(Struct):
    """Whether people may write."""

    open_comment: bool
