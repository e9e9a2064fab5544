"""Drafts and what is published."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import and_, delete, func, or_, select, update

from teahouse.kit.db import Cursor, Session, cursor_of
from teahouse.platform.articles.limits import FIRST_NUMBER
from teahouse.platform.articles.models import ArticleRow, ArticleSetRow, PublishCountRow
from teahouse.platform.articles.records import Article, ArticleSet, Writing

_SET = [field for field in ArticleSet.__struct_fields__ if field != "articles"]
_ARTICLE = list(Article.__struct_fields__)
_WRITING = list(Writing.__struct_fields__)
_SET_COLUMNS = [getattr(ArticleSetRow, name) for name in _SET]
_ARTICLE_COLUMNS = [getattr(ArticleRow, name) for name in _ARTICLE]


def add_draft(session: Session, draft: ArticleSet) -> None:
    """A new draft with its articles."""
    session.add(ArticleSetRow(**{name: getattr(draft, name) for name in _SET}))
    add_articles(session, draft.articles)


def add_articles(session: Session, articles: Iterable[Article]) -> None:
    """New articles of a set."""
    session.add_all(ArticleRow(**msgspec.to_builtins(article)) for article in articles)
    session.flush()


def find_set(
    session: Session, appid: str, key: str | int, states: Sequence[str], *, by: str = "media_id"
) -> ArticleSet | None:
    """A set by its media_id, article_id, publish_id or msg_data_id, in one of the states."""
    row = session.execute(
        select(*_SET_COLUMNS).where(
            ArticleSetRow.appid == appid, getattr(ArticleSetRow, by) == key, ArticleSetRow.state.in_(states)
        )
    ).first()
    return _with_articles(session, appid, [row])[0] if row else None


def list_sets(session: Session, appid: str, state: str, offset: int, limit: int) -> list[ArticleSet]:
    """Sets of a state, the latest first."""
    rows = session.execute(
        select(*_SET_COLUMNS)
        .where(ArticleSetRow.appid == appid, ArticleSetRow.state == state)
        .order_by(ArticleSetRow.updated_at.desc(), ArticleSetRow.media_id.desc())
        .offset(offset)
        .limit(limit)
    )
    return _with_articles(session, appid, rows.all())


def list_before(session: Session, appid: str, before: tuple[datetime, str] | None, limit: int) -> list[ArticleSet]:
    """What is published, the newest first, behind a place (time, media_id) in that order."""
    statement = select(*_SET_COLUMNS).where(ArticleSetRow.appid == appid, ArticleSetRow.state == "published")
    if before is not None:
        at, media_id = before
        same = and_(ArticleSetRow.updated_at == at, ArticleSetRow.media_id < media_id)
        statement = statement.where(or_(ArticleSetRow.updated_at < at, same))
    statement = statement.order_by(ArticleSetRow.updated_at.desc(), ArticleSetRow.media_id.desc())
    return _with_articles(session, appid, session.execute(statement.limit(limit)).all())


def published_between(session: Session, appid: str, since: datetime, until: datetime) -> list[ArticleSet]:
    """What was published from `since` to before `until`, the earliest first, also what was deleted since then."""
    rows = session.execute(
        select(*_SET_COLUMNS)
        .where(
            *(ArticleSetRow.appid == appid, ArticleSetRow.state.in_(("published", "deleted"))),
            *(ArticleSetRow.updated_at >= since, ArticleSetRow.updated_at < until),
        )
        .order_by(ArticleSetRow.updated_at, ArticleSetRow.media_id)
    )
    return _with_articles(session, appid, rows.all())


def count_sets(session: Session, appid: str, state: str) -> int:
    """How many sets are in a state."""
    return (
        session.scalar(
            select(func.count())
            .select_from(ArticleSetRow)
            .where(ArticleSetRow.appid == appid, ArticleSetRow.state == state)
        )
        or 0
    )


def _with_articles(session: Session, appid: str, rows: Sequence[Any]) -> list[ArticleSet]:
    keys = [row.media_id for row in rows]
    found = session.execute(
        select(*_ARTICLE_COLUMNS)
        .where(ArticleRow.appid == appid, ArticleRow.media_id.in_(keys))
        .order_by(ArticleRow.media_id, ArticleRow.place)
    )
    by_set: dict[str, list[Article]] = {}
    for one in map(_article, found):
        by_set.setdefault(one.media_id, []).append(one)
    return [
        msgspec.convert({**row._asdict(), "articles": tuple(by_set.get(row.media_id, ()))}, ArticleSet) for row in rows
    ]


def _article(row: Any) -> Article:  # noqa: ANN401 - SQLAlchemy's
    return msgspec.convert(row._asdict(), Article)


def find_article(session: Session, page: str) -> tuple[Article, str, datetime] | None:
    """The article of an address with its set's state and its time; None when there is none."""
    row = session.execute(
        select(*_ARTICLE_COLUMNS, ArticleSetRow.state, ArticleSetRow.updated_at.label("at"))
        .join(
            ArticleSetRow,
            (ArticleSetRow.appid == ArticleRow.appid) & (ArticleSetRow.media_id == ArticleRow.media_id),
        )
        .where(ArticleRow.page == page)
    ).first()
    if row is None:
        return None
    values = row._asdict()
    state, at = values.pop("state"), values.pop("at")
    return msgspec.convert(values, Article), state, at


def change_article(session: Session, page: str, writing: Writing) -> None:
    """Write an article anew."""
    values = msgspec.to_builtins({name: getattr(writing, name) for name in _WRITING})
    session.execute(update(ArticleRow).where(ArticleRow.page == page).values(**values))


def move_article(session: Session, page: str, place: int) -> None:
    """Give an article another place in its set."""
    session.execute(update(ArticleRow).where(ArticleRow.page == page).values(place=place))


def remove_articles(session: Session, pages: Sequence[str]) -> None:
    """Forget articles."""
    session.execute(delete(ArticleRow).where(ArticleRow.page.in_(pages)))


def remove_draft(session: Session, appid: str, media_id: str) -> bool:
    """Forget a draft; False when there is none."""
    key = (ArticleSetRow.appid == appid, ArticleSetRow.media_id == media_id, ArticleSetRow.state == "draft")
    if not _changed(session.execute(delete(ArticleSetRow).where(*key))):
        return False
    session.execute(delete(ArticleRow).where(ArticleRow.appid == appid, ArticleRow.media_id == media_id))
    return True


def touch_draft(session: Session, appid: str, media_id: str, now: datetime) -> bool:
    """A draft is written now; False when there is none. It stays locked: two writers wait for each other."""
    return change_state(session, appid, media_id, "draft", "draft", updated_at=now)


def change_state(session: Session, appid: str, media_id: str, old: str, new: str, **values: object) -> bool:
    """Lead a set from a state to another; False when it is not in the first."""
    statement = update(ArticleSetRow).where(
        ArticleSetRow.appid == appid, ArticleSetRow.media_id == media_id, ArticleSetRow.state == old
    )
    return _changed(session.execute(statement.values(state=new, **values)))


def next_number(session: Session, appid: str) -> int:
    """A new number for something published, counted by account."""
    cursor = cursor_of(session)
    cursor.execute(
        "INSERT INTO account_publish_count (appid, last) VALUES (?, ?) ON CONFLICT DO NOTHING", (appid, FIRST_NUMBER)
    )
    number: int | None = session.scalar(
        update(PublishCountRow)
        .where(PublishCountRow.appid == appid)
        .values(last=PublishCountRow.last + 1)
        .returning(PublishCountRow.last)
    )
    if number is None:
        message = f"no counter of {appid}"
        raise LookupError(message)
    return number


def mark_deleted(session: Session, pages: Sequence[str]) -> None:
    """Take published articles away."""
    session.execute(update(ArticleRow).where(ArticleRow.page.in_(pages)).values(deleted=True))


def set_open_comment(session: Session, page: str, *, is_open: bool) -> None:
    """Open or close the comments of an article."""
    session.execute(update(ArticleRow).where(ArticleRow.page == page).values(open_comment=is_open))


def _changed(result: object) -> bool:
    return bool(getattr(result, "rowcount", 0))


def shown_of(cursor: Cursor, appid: str, column: str, value: str) -> list[tuple[Any, ...]]:
    """Page, media_id, state, title, digest, cover, author, source, whether the cover shows; also of a draft."""
    states = "('draft', 'uploaded', 'publishing', 'published')" if column == "media_id" else "('published')"
    rows = cursor.rows(
        "SELECT a.page, s.media_id, s.state, a.title, a.digest, a.cover, a.author, a.source_url, a.show_cover"  # noqa: S608 - names of ours
        " FROM account_article_set s"
        " JOIN account_article a ON a.appid = s.appid AND a.media_id = s.media_id"
        f" WHERE s.appid = ? AND s.{column} = ? AND s.state IN {states} AND NOT a.deleted ORDER BY a.place",
        (appid, value),
    )
    return [(*row[:-1], bool(row[-1])) for row in rows]


def same_content(session: Session, appid: str, content: str) -> str | None:
    """The page of the earliest published article of another account with exactly this content."""
    return session.scalar(
        select(ArticleRow.page)
        .join(
            ArticleSetRow,
            (ArticleSetRow.appid == ArticleRow.appid) & (ArticleSetRow.media_id == ArticleRow.media_id),
        )
        .where(
            ArticleRow.appid != appid,
            ArticleRow.content == content,
            ArticleRow.deleted.is_(False),
            ArticleSetRow.state == "published",
        )
        .order_by(ArticleSetRow.updated_at, ArticleRow.page)
        .limit(1)
    )
