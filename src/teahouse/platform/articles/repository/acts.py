"""What people do with articles, one by one."""

from datetime import datetime
from typing import Literal

from sqlalchemy import select

from teahouse.kit.db import Session
from teahouse.platform.articles.models import ArticleActRow, ArticleRow, ArticleSetRow

Found = tuple[int, int, str, str, Literal["read", "original", "share", "like", "comment"], int, int, datetime]
"""msg_data_id, place, title, person, kind, source, scene, time."""


def add(session: Session, row: ArticleActRow) -> None:
    """Keep an act."""
    session.add(row)
    session.flush()


def between(session: Session, appid: str, since: datetime, until: datetime) -> list[Found]:
    """Acts with an account's published articles from `since` to before `until`, in their order."""
    act, of_set = ArticleActRow, ArticleSetRow
    rows = session.execute(
        select(
            *(of_set.msg_data_id, ArticleRow.place, ArticleRow.title),
            *(act.person_id, act.kind, act.source, act.scene, act.at),
        )
        .join(ArticleRow, ArticleRow.page == act.page)
        .join(of_set, (of_set.appid == ArticleRow.appid) & (of_set.media_id == ArticleRow.media_id))
        .where(act.appid == appid, act.at >= since, act.at < until, of_set.msg_data_id.is_not(None))
        .order_by(act.at, act.id)
    )
    return [tuple(row) for row in rows]  # type: ignore[misc]  # of these columns
