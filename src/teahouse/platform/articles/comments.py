"""Comments: people write them, the author chooses which are shown, and answers (reference, 10.6)."""

from collections.abc import Sequence

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.platform.articles.errors import NoSuchArticle
from teahouse.platform.articles.limits import MAX_CHOSEN, MAX_REPLY
from teahouse.platform.articles.records import Article, Comment, CommentPage
from teahouse.platform.articles.repository import comments, sets
from teahouse.platform.articles.repository.comments import Which
from teahouse.protocol import ApiError


def article_of(session: Session, appid: str, msg_data_id: int, index: int) -> Article:
    """The published article of a msg_data_id and a place from 0. Raises ApiError 88001."""
    found = sets.find_set(session, appid, msg_data_id, ("publishing", "published"), by="msg_data_id")
    if found is None or not 0 <= index < len(found.articles) or found.articles[index].deleted:
        raise ApiError(88001)
    return found.articles[index]


def own_article(session: Session, appid: str, page: str) -> Article:
    """An article that the account published. Raises NoSuchArticle."""
    found = sets.find_article(session, page)
    if found is None or found[0].appid != appid or found[0].deleted or found[1] != "published":
        raise NoSuchArticle
    return found[0]


def counts(session: Session, pages: Sequence[str]) -> dict[str, int]:
    """How many comments articles have."""
    return comments.counts(session, pages) if pages else {}


def switch(session: Session, page: str, *, is_open: bool) -> None:
    """Open or close the comments of an article."""
    sets.set_open_comment(session, page, is_open=is_open)


def some(session: Session, page: str, which: Which, offset: int, count: int) -> CommentPage:
    """Comments of an article, the newest first."""
    return CommentPage(comments.some(session, page, which, offset, count), comments.count(session, page, which))


def _existing(session: Session, page: str, number: int) -> Comment:
    """Raises ApiError: 88008 there is none, 88004 who wrote it took it back."""
    found = comments.find(session, page, number)
    if found is None:
        raise ApiError(88008)
    if found.withdrawn:
        raise ApiError(88004)
    return found


def choose(session: Session, page: str, number: int) -> None:
    """Show a comment to everybody. Raises ApiError: 88008, 88004, 88003 too many are shown."""
    _existing(session, page, number)
    if not comments.choose(session, page, number, MAX_CHOSEN):
        raise ApiError(88003)


def unchoose(session: Session, page: str, number: int) -> None:
    """Show it no longer. Raises ApiError: 88008, 88004."""
    _existing(session, page, number)
    comments.unchoose(session, page, number)


def delete(session: Session, page: str, number: int) -> None:
    """The author deletes a comment. Raises ApiError: 88008, 88004."""
    _existing(session, page, number)
    comments.unchoose(session, page, number)
    comments.remove(session, page, number)


def reply(session: Session, page: str, number: int, text: str) -> None:
    """The author answers, once. Raises ApiError: 88008, 88004, 88007 empty or too long, 88005 answered already."""
    text = text.replace("\0", "").strip()
    if not 1 <= len(text) <= MAX_REPLY:
        raise ApiError(88007)
    _existing(session, page, number)
    if not comments.reply(session, page, number, text, clock.now()):
        raise ApiError(88005)


def unreply(session: Session, page: str, number: int) -> None:
    """The author takes the answer away. Raises ApiError: 88008, 88004."""
    _existing(session, page, number)
    comments.remove_reply(session, page, number)
