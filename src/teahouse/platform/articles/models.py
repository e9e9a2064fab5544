"""Tables of articles, who read and liked them, and what people wrote below them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class ArticleSetRow(Base):
    """One to eight articles that are written and published together."""

    __tablename__ = "account_article_set"
    __table_args__ = (
        UniqueConstraint("appid", "article_id"),
        UniqueConstraint("appid", "publish_id"),
        UniqueConstraint("appid", "msg_data_id"),
        Index(None, "appid", "state", "updated_at", "media_id"),
    )

    appid: Mapped[str] = mapped_column(primary_key=True)
    media_id: Mapped[str] = mapped_column(primary_key=True)
    """The draft's."""
    state: Mapped[str]
    """draft, uploaded (for a mass send, in no list), publishing, published or deleted."""
    article_id: Mapped[str | None]
    publish_id: Mapped[int | None]
    msg_data_id: Mapped[int | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    """When it was written last; of what is published, when that was."""


class ArticleRow(Base):
    """One article, under the address it has from its first draft on."""

    __tablename__ = "account_article"
    __table_args__ = (Index(None, "appid", "media_id", "place"),)

    page: Mapped[str] = mapped_column(primary_key=True)
    """What stands in its address."""
    appid: Mapped[str]
    media_id: Mapped[str]
    place: Mapped[int]
    """In its set, from 0."""
    kind: Mapped[str]
    """news or newspic."""
    title: Mapped[str]
    author: Mapped[str]
    digest: Mapped[str]
    content: Mapped[str]
    """Clean HTML; of a newspic plain text."""
    source_url: Mapped[str]
    thumb_media_id: Mapped[str]
    cover: Mapped[str]
    """Key of a stored file; empty while there is none."""
    pictures: Mapped[list[Any]]
    """Of a newspic: media_id and key of the stored file of each."""
    show_cover: Mapped[bool]
    open_comment: Mapped[bool]
    fans_only: Mapped[bool]
    more: Mapped[dict[str, Any]]
    """Fields that are kept and given back as they came: how the cover is cut, products."""
    deleted: Mapped[bool]
    reads: Mapped[int]
    likes: Mapped[int]
    comments: Mapped[int]
    """How many were ever written: the number of the last."""
    chosen: Mapped[int]


class ArticleReadRow(Base):
    """Somebody read an article on a day of China."""

    __tablename__ = "account_article_read"

    page: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[str] = mapped_column(primary_key=True)


class ArticleActRow(Base):
    """Somebody did something with an article; codes as in the reference, section 14."""

    __tablename__ = "account_article_act"
    __table_args__ = (Index(None, "appid", "at"),)

    id: Mapped[Id] = mapped_column(primary_key=True)
    appid: Mapped[str]
    page: Mapped[str]
    person_id: Mapped[str]
    kind: Mapped[str]
    """read, original (opened what stands behind it), share, like or comment."""
    source: Mapped[int]
    """Where a reader came from: 0 chat, 1 friends, 2 Moments, 4 history, 5 elsewhere."""
    scene: Mapped[int]
    """Of a share: 1 to a friend, 2 Moments."""
    at: Mapped[datetime]


class ArticleLikeRow(Base):
    """Somebody likes an article."""

    __tablename__ = "account_article_like"

    page: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(primary_key=True)


class ArticleCommentRow(Base):
    """What somebody wrote below an article, and the author's reply."""

    __tablename__ = "account_article_comment"

    page: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    """From 1, in the order they were written."""
    person_id: Mapped[str]
    openid: Mapped[str]
    text: Mapped[str]
    chosen: Mapped[bool]
    withdrawn: Mapped[bool]
    """By who wrote it; it stays for the author to see that."""
    reply: Mapped[str | None]
    replied_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class PublishCountRow(Base):
    """The last number an account gave to something it published."""

    __tablename__ = "account_publish_count"

    appid: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]
