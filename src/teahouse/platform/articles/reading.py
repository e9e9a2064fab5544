"""The page of an article as a person sees it, and what they do there."""

from datetime import datetime
from hmac import compare_digest
from typing import Literal, NamedTuple

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.errors import Invalid, Text
from teahouse.kit.house import House
from teahouse.messenger.people import Profile, profiles
from teahouse.platform.accounts import Account, day_of, get_account
from teahouse.platform.articles import acts
from teahouse.platform.articles.errors import CommentsClosed, FollowersOnly, NoSuchArticle, NoSuchComment
from teahouse.platform.articles.limits import MAX_COMMENT
from teahouse.platform.articles.records import Article, ArticleSet, Comment, preview_key
from teahouse.platform.articles.repository import comments, readers, sets
from teahouse.platform.followers import follower_of_person, openid_of

_SHOWN_COMMENTS, _OWN_COMMENTS = 100, 20
_COMMENTS, _COMMENTS_SECONDS = 10, 600
_WORDS = Text("请写 1 到 {most} 个字", "Write 1 to {most} characters")


class Reader(NamedTuple):
    """Who reads: `own` are comments of theirs that only they see."""

    person_id: str
    follows: bool
    likes: bool
    own: list[Comment]


class Page(NamedTuple):
    """All that a page shows. `is_draft` pages are previews: nothing is counted or written there."""

    article: Article
    account: Account
    at: datetime
    is_draft: bool
    comments: list[Comment]
    people: dict[str, Profile]
    reader: Reader | None


def open_page(session: Session, page: str, person_id: str | None, source: int = acts.ELSEWHERE, key: str = "") -> Page:
    """The page for a person who comes from a source, counted, or for somebody without a phone.

    What is not published yet is there for who has the key of its preview. Raises NoSuchArticle.
    """
    article, state, at = _existing(session, page)
    is_draft = state != "published"
    if is_draft and not compare_digest(key.encode(), preview_key(article.media_id, page).encode()):
        raise NoSuchArticle
    if person_id is not None and not is_draft:
        readers.count_read(session, page, person_id, day_of(clock.now()))
        acts.keep(session, article, person_id, "read", source=source)
        article = _existing(session, page)[0]
    chosen = comments.some(session, page, "chosen", 0, _SHOWN_COMMENTS)
    reader = _reader(session, article, person_id) if person_id is not None else None
    people = profiles(session, list({one.person_id for one in [*chosen, *(reader.own if reader else ())]}))
    account = get_account(session, article.appid)
    return Page(article, account, at, is_draft, chosen, people, reader)


def _existing(session: Session, page: str) -> tuple[Article, str, datetime]:
    found = sets.find_article(session, page)
    if found is None or found[0].deleted or found[1] == "deleted":
        raise NoSuchArticle
    return found


def _reader(session: Session, article: Article, person_id: str) -> Reader:
    follower = follower_of_person(session, article.appid, person_id)
    own = comments.of_person(session, article.page, person_id, _OWN_COMMENTS)
    follows = follower is not None and follower.subscribed
    return Reader(person_id, follows, readers.likes(session, article.page, person_id), own)


def _published(session: Session, page: str) -> Article:
    article, state, _ = _existing(session, page)
    if state != "published":
        raise NoSuchArticle
    return article


def set_like(session: Session, page: str, person_id: str, *, likes: bool) -> int:
    """Like an article or no longer; how many do. Raises NoSuchArticle."""
    article = _published(session, page)
    if not likes:
        readers.unlike(session, page, person_id)
    elif readers.like(session, page, person_id):
        acts.keep(session, article, person_id, "like")
    return readers.like_count(session, page)


def share(session: Session, page: str, person_id: str, to: Literal["friend", "moments"]) -> None:
    """An article was shared. Raises NoSuchArticle."""
    acts.keep(session, _published(session, page), person_id, "share", scene=acts.SCENES[to])


def open_original(session: Session, page: str, person_id: str) -> None:
    """The page behind an article was opened. Raises NoSuchArticle."""
    acts.keep(session, _published(session, page), person_id, "original")


def comment(session: Session, house: House, page: str, person_id: str, text: str) -> Comment:
    """Write below an article; the author and the person see it.

    Raises NoSuchArticle, CommentsClosed, FollowersOnly, Invalid, TooMany.
    """
    article = _published(session, page)
    _check_may_write(session, article, person_id)
    text = text.replace("\0", "").strip()
    if not 1 <= len(text) <= MAX_COMMENT:
        raise Invalid(field="text", text=_WORDS, most=MAX_COMMENT)
    house.limits.hit(f"comment:{person_id}", _COMMENTS, _COMMENTS_SECONDS)
    written = Comment(
        page=page,
        number=comments.next_number(session, page),
        person_id=person_id,
        openid=openid_of(session, article.appid, person_id),
        text=text,
        chosen=False,
        withdrawn=False,
        reply=None,
        replied_at=None,
        created_at=clock.now(),
    )
    comments.add(session, written)
    acts.keep(session, article, person_id, "comment")
    return written


def _check_may_write(session: Session, article: Article, person_id: str) -> None:
    if not article.open_comment:
        raise CommentsClosed
    follower = follower_of_person(session, article.appid, person_id)
    if article.fans_only and not (follower and follower.subscribed):
        raise FollowersOnly


def withdraw(session: Session, page: str, number: int, person_id: str) -> None:
    """Take the own comment back. Raises NoSuchArticle, NoSuchComment."""
    _published(session, page)
    if not comments.withdraw(session, page, number, person_id):
        raise NoSuchComment
    comments.unchoose(session, page, number)


def history(session: Session, appid: str, before: tuple[datetime, str] | None, limit: int) -> list[ArticleSet]:
    """What an account published, the newest first. Raises AccountNotFound."""
    get_account(session, appid)
    return sets.list_before(session, appid, before, limit)
