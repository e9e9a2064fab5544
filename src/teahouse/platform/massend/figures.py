"""What statistics hear about articles: fills their port Articles (reference, section 14)."""

from collections.abc import Sequence
from datetime import datetime

from teahouse.kit.db import Session
from teahouse.platform.articles import acts_between, page_url, published_between, sent_articles
from teahouse.platform.massend.repository import sends
from teahouse.platform.statistics import ArticleAct, ArticlePublished, ArticleSent


class ArticleFigures:
    """What people did with articles, sent or only published; what was sent, and what was published."""

    def __init__(self, base_url: str) -> None:
        """Of the network, for addresses."""
        self._base_url = base_url

    def acts(self, session: Session, appid: str, since: datetime, until: datetime) -> Sequence[ArticleAct]:
        """See Articles."""
        return [
            ArticleAct(_msgid(number, place), title, person_id, kind, at, source, scene)
            for number, place, title, person_id, kind, source, scene, at in acts_between(session, appid, since, until)
        ]

    def sent(self, session: Session, appid: str, since: datetime, until: datetime) -> Sequence[ArticleSent]:
        """See Articles."""
        return [
            ArticleSent(_msgid(send.msg_data_id or 0, one.place), one.title, send.started_at or since, send.sent)
            for send in sends.begun_between(session, appid, since, until)
            for one in getattr(sent_articles(session, appid, send.media_id), "articles", ())
        ]

    def published(self, session: Session, appid: str, since: datetime, until: datetime) -> Sequence[ArticlePublished]:
        """See Articles."""
        found = published_between(session, appid, since, until)
        targets = sends.targets_of_articles(session, appid, [one.media_id for one in found])
        return [
            ArticlePublished(
                _msgid(of_set.msg_data_id or 0, one.place),
                one.title,
                of_set.updated_at,
                page_url(self._base_url, one.page),
                targets.get(of_set.media_id),
            )
            for of_set in found
            for one in of_set.articles
        ]


def _msgid(msg_data_id: int, place: int) -> str:
    return f"{msg_data_id}_{place + 1}"
