"""Who read and liked an article."""

from sqlalchemy import select

from teahouse.kit.db import Session, cursor_of
from teahouse.platform.articles.models import ArticleLikeRow, ArticleRow


def count_read(session: Session, page: str, person_id: str, day: str) -> None:
    """Count a reader, once a day."""
    cursor = cursor_of(session)
    statement = (
        "INSERT INTO account_article_read (page, person_id, day) VALUES (?, ?, ?)"
        " ON CONFLICT (page, person_id, day) DO NOTHING"
    )
    if cursor.execute(statement, (page, person_id, day)):
        cursor.execute("UPDATE account_article SET reads = reads + 1 WHERE page = ?", (page,))


def like(session: Session, page: str, person_id: str) -> bool:
    """Count a like, once; whether it is new."""
    cursor = cursor_of(session)
    statement = (
        "INSERT INTO account_article_like (page, person_id) VALUES (?, ?) ON CONFLICT (page, person_id) DO NOTHING"
    )
    if not cursor.execute(statement, (page, person_id)):
        return False
    cursor.execute("UPDATE account_article SET likes = likes + 1 WHERE page = ?", (page,))
    return True


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
