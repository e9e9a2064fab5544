"""Who read and liked an article."""

from datetime import datetime

from sqlalchemy import select

from teahouse.kit.db import Session, cursor_of, from_micros, to_micros
from teahouse.platform.articles.models import ArticleLikeRow, ArticleRow
from teahouse.platform.articles.records import Reading


def count_read(session: Session, page: str, person_id: str, day: str, now: datetime) -> None:
    """Count a reader, once a day, and how many times they open the article on it."""
    cursor, key = cursor_of(session), (page, person_id, day)
    statement = (
        "INSERT INTO account_article_read (page, person_id, day, at, times) VALUES (?, ?, ?, ?, 1)"
        " ON CONFLICT (page, person_id, day) DO NOTHING"
    )
    if cursor.execute(statement, (*key, to_micros(now))):
        cursor.execute("UPDATE account_article SET reads = reads + 1 WHERE page = ?", (page,))
    else:
        again = "UPDATE account_article_read SET times = times + 1 WHERE page = ? AND person_id = ? AND day = ?"
        cursor.execute(again, key)


def reads_between(session: Session, appid: str, first: str, last: str) -> list[Reading]:
    """Who read an account's articles on which day from the first to the last."""
    rows = cursor_of(session).rows(
        "SELECT s.msg_data_id, a.place, a.title, r.person_id, r.day, r.at, r.times FROM account_article a"
        " JOIN account_article_set s ON s.appid = a.appid AND s.media_id = a.media_id"
        " JOIN account_article_read r ON r.page = a.page"
        " WHERE a.appid = ? AND s.msg_data_id IS NOT NULL AND r.day >= ? AND r.day <= ?"
        " ORDER BY r.day, s.msg_data_id, a.place, r.person_id",
        (appid, first, last),
    )
    return [
        Reading(number, place, title, person_id, day, None if at is None else from_micros(at), times)
        for number, place, title, person_id, day, at, times in rows
    ]


def like(session: Session, page: str, person_id: str) -> None:
    """Count a like, once."""
    cursor = cursor_of(session)
    statement = (
        "INSERT INTO account_article_like (page, person_id) VALUES (?, ?) ON CONFLICT (page, person_id) DO NOTHING"
    )
    if cursor.execute(statement, (page, person_id)):
        cursor.execute("UPDATE account_article SET likes = likes + 1 WHERE page = ?", (page,))


def unlike(session: Session, page: str, person_id: str) -> None:
    """Take a like back; fine when there is none."""
    cursor = cursor_of(session)
    if cursor.execute("DELETE FROM account_article_like WHERE page = ? AND person_id = ?", (page, person_id)):
        cursor.execute("UPDATE account_article SET likes = likes - 1 WHERE page = ?", (page,))


def likes(session: Session, page: str, person_id: str) -> bool:
    """Whether the person likes the article."""
    return session.get(ArticleLikeRow, (page, person_id)) is not None


def like_count(session: Session, page: str) -> int:
    """How many like the article."""
    return session.scalar(select(ArticleRow.likes).where(ArticleRow.page == page)) or 0
