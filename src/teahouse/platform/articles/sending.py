"""Articles that leave by a mass send: taken from the drafts, shown when it begins (reference, 8 and 10.3)."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.platform.articles import drafts, publishing
from teahouse.platform.articles.cleaning import plain_text
from teahouse.platform.articles.records import Article, ArticleSet, Writing
from teahouse.platform.articles.repository import sets
from teahouse.platform.materials import known_media, medias
from teahouse.protocol import ApiError

_UNSENT = ("draft", "uploaded")
_LONGEST_EXCUSE = 300
"""A shorter text may stand in two articles without being a copy."""


def upload_articles(session: Session, house: House, appid: str, writings: Sequence[Writing]) -> str:
    """Articles for a mass send, in no list of drafts; their media_id. A cover may be kept for three days only.

    Raises ApiError 40007; BadArticle.
    """
    thumbs = known_media(session, appid, [one.thumb_media_id for one in writings if one.thumb_media_id])
    files = {media_id: one.file for media_id, one in medias(session, appid, sorted(thumbs)).items()} if thumbs else {}
    covered = [replace(one, cover=one.cover or files.get(one.thumb_media_id, "")) for one in writings]
    return drafts.add_draft(session, house, appid, covered, state="uploaded")


def take_articles(session: Session, appid: str, media_id: str) -> ArticleSet:
    """A draft, or what was uploaded, is about to be sent and is no draft any more.

    Raises ApiError 40007; BadArticle.
    """
    return publishing.take(session, appid, unsent_articles(session, appid, media_id))


def unsent_articles(session: Session, appid: str, media_id: str) -> ArticleSet:
    """A draft, or what was uploaded. Raises ApiError 40007."""
    found = sets.find_set(session, appid, media_id, _UNSENT)
    if found is None:
        raise ApiError(40007)
    return found


def articles_of(session: Session, appid: str, msg_data_id: int) -> ArticleSet:
    """What was published under a msg_data_id. Raises ApiError 40007."""
    found = sets.find_set(session, appid, msg_data_id, ("published",), by="msg_data_id")
    if found is None:
        raise ApiError(40007)
    return found


def give_back_articles(session: Session, appid: str, media_id: str) -> None:
    """What was taken is not sent after all: it is a draft again."""
    none = {"article_id": None, "publish_id": None, "msg_data_id": None}
    sets.change_state(session, appid, media_id, "publishing", "draft", updated_at=clock.now(), **none)


def show_articles(session: Session, appid: str, media_id: str) -> ArticleSet | None:
    """From now on everybody may read what was taken; None when it was deleted meanwhile."""
    sets.change_state(session, appid, media_id, "publishing", "published", updated_at=clock.now())
    return sets.find_set(session, appid, media_id, ("published",))


def sent_articles(session: Session, appid: str, media_id: str) -> ArticleSet | None:
    """What was taken, shown or not yet, deleted articles included."""
    return sets.find_set(session, appid, media_id, ("publishing", "published", "deleted"))


def published_between(session: Session, appid: str, since: datetime, until: datetime) -> list[ArticleSet]:
    """What was published from `since` to before `until`, deleted articles included."""
    return sets.published_between(session, appid, since, until)


def remove_articles(session: Session, found: ArticleSet, index: int) -> None:
    """Take away one article (from 1) or, with 0, all; also before they are shown."""
    gone = [one.page for one in found.articles if index in {0, one.place + 1}]
    sets.mark_deleted(session, gone)
    if all(one.deleted or one.page in gone for one in found.articles):
        sets.change_state(session, found.appid, found.media_id, found.state, "deleted")


def article_of_page(session: Session, appid: str, page: str) -> Article | None:
    """The account's article of an address."""
    found = sets.find_article(session, page)
    return found[0] if found and found[0].appid == appid else None


def copied_from(session: Session, article: Article) -> str | None:
    """The page of another account's earlier article with the same words, if it is long enough to be a copy."""
    if article.kind != "news" or len(plain_text(article.content)) < _LONGEST_EXCUSE:
        return None
    return sets.same_content(session, article.appid, article.content)
