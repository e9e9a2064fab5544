"""What people do with articles, kept one by one for the statistics."""

from typing import Literal

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.ids import new_id
from teahouse.platform.articles.models import ArticleActRow
from teahouse.platform.articles.records import Article
from teahouse.platform.articles.repository import acts
from teahouse.platform.articles.repository.acts import between as acts_between

__all__ = ["ELSEWHERE", "SCENES", "acts_between", "keep"]
Kind = Literal["read", "original", "share", "like", "comment"]
SOURCES = frozenset({0, 1, 2, 4, 5})
"""Where a reader may come from: chat, friends, Moments, history, elsewhere (reference, section 14)."""
ELSEWHERE = 5
SCENES: dict[Literal["friend", "moments"], int] = {"friend": 1, "moments": 2}


def keep(
    session: Session, article: Article, person_id: str, kind: Kind, *, source: int = ELSEWHERE, scene: int = 0
) -> None:
    """Keep an act; an unknown source is elsewhere."""
    row = ArticleActRow(
        id=new_id(),
        appid=article.appid,
        page=article.page,
        person_id=person_id,
        kind=kind,
        source=source if source in SOURCES else ELSEWHERE,
        scene=scene,
        at=clock.now(),
    )
    acts.add(session, row)
