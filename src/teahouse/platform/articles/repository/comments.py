"""Comments below articles."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec
from sqlalchemy import ColumnElement, delete, func, select, update

from teahouse.kit.db import Session, cursor_of
from teahouse.platform.articles.models import ArticleCommentRow as Row
from teahouse.platform.articles.models import ArticleRow
from teahouse.platform.articles.records import Comment

Which = Literal["all", "normal", "chosen"]
_FIELDS = list(Comment.__struct_fields__)
_COLUMNS = [getattr(Row, name) for name in _FIELDS]


def next_number(session: Session, page: str) -> int:
    """The number of the next comment of an article."""
    number = session.scalar(
        update(ArticleRow)
        .where(ArticleRow.page == page)
        .values(comments=ArticleRow.comments + 1)
        .returning(ArticleRow.comments)
    )
    return number or 0


def add(session: Session, comment: Comment) -> None:
    """A new comment."""
    session.add(Row(**{name: getattr(comment, name) for name in _FIELDS}))
    session.flush()


def find(session: Session, page: str, number: int) -> Comment | None:
    """One comment."""
    row = session.execute(select(*_COLUMNS).where(Row.page == page, Row.number == number)).first()
    return msgspec.convert(row._asdict(), Comment) if row else None


def some(session: Session, page: str, which: Which, offset: int, limit: int) -> list[Comment]:
    """Comments of an article that were not withdrawn, the newest first."""
    rows = session.execute(
        select(*_COLUMNS).where(*_which(page, which)).order_by(Row.number.desc()).offset(offset).limit(limit)
    )
    return [msgspec.convert(row._asdict(), Comment) for row in rows]


def count(session: Session, page: str, which: Which) -> int:
    """How many there are."""
    return session.scalar(select(func.count()).select_from(Row).where(*_which(page, which))) or 0


def of_person(session: Session, page: str, person_id: str, limit: int) -> list[Comment]:
    """A person's own comments that only they and the author see."""
    rows = session.execute(
        select(*_COLUMNS)
        .where(*_which(page, "normal"), Row.person_id == person_id)
        .order_by(Row.number.desc())
        .limit(limit)
    )
    return [msgspec.convert(row._asdict(), Comment) for row in rows]


def counts(session: Session, pages: Sequence[str]) -> dict[str, int]:
    """How many comments each article has that were not withdrawn."""
    rows = session.execute(
        select(Row.page, func.count().label("number"))
        .where(Row.page.in_(pages), Row.withdrawn.is_(False))
        .group_by(Row.page)
    )
    return {row.page: row.number for row in rows}


def choose(session: Session, page: str, number: int, most: int) -> bool:
    """Show a comment below its article; False when `most` are shown already. One that is shown stays so."""
    cursor = cursor_of(session)
    chosen = "UPDATE account_article_comment SET chosen = ? WHERE page = ? AND number = ? AND chosen = ?"
    if not cursor.execute(chosen, (True, page, number, False)):
        return True
    counted = "UPDATE account_article SET chosen = chosen + 1 WHERE page = ? AND chosen < ?"
    return bool(cursor.execute(counted, (page, most)))


def unchoose(session: Session, page: str, number: int) -> None:
    """Show it no longer."""
    cursor = cursor_of(session)
    statement = "UPDATE account_article_comment SET chosen = ? WHERE page = ? AND number = ? AND chosen = ?"
    if cursor.execute(statement, (False, page, number, True)):
        cursor.execute("UPDATE account_article SET chosen = chosen - 1 WHERE page = ?", (page,))


def remove(session: Session, page: str, number: int) -> None:
    """Forget a comment."""
    session.execute(delete(Row).where(Row.page == page, Row.number == number))


def withdraw(session: Session, page: str, number: int, person_id: str) -> bool:
    """Who wrote a comment takes it back; False when it is not theirs or not there."""
    key = (Row.page == page, Row.number == number, Row.person_id == person_id, Row.withdrawn.is_(False))
    return bool(getattr(session.execute(update(Row).where(*key).values(withdrawn=True)), "rowcount", 0))


def reply(session: Session, page: str, number: int, text: str, now: datetime) -> bool:
    """Answer a comment; False when it has an answer."""
    key = (Row.page == page, Row.number == number, Row.reply.is_(None))
    changed = session.execute(update(Row).where(*key).values(reply=text, replied_at=now))
    return bool(getattr(changed, "rowcount", 0))


def remove_reply(session: Session, page: str, number: int) -> None:
    """Take the answer away."""
    session.execute(update(Row).where(Row.page == page, Row.number == number).values(reply=None, replied_at=None))


def _which(page: str, which: Which) -> list[ColumnElement[bool]]:
    kept = [Row.page == page, Row.withdrawn.is_(False)]
    return kept if which == "all" else [*kept, Row.chosen.is_(which == "chosen")]
