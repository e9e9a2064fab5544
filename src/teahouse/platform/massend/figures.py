"""What statistics hear about articles that were sent to many: fills their port Articles (reference, section 14)."""

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from teahouse.kit.db import Session
from teahouse.platform.accounts import day_of
from teahouse.platform.articles import Reading, reads_between, sent_articles
from teahouse.platform.massend.repository import sends
from teahouse.platform.statistics import ArticleAct, ArticleSent

_CHINA = timezone(timedelta(hours=8))
_NOON = timedelta(hours=12)
_MOMENT = timedelta(microseconds=1)


class SentArticles:
    """Readings are those of articles that were sent; where people came from is not known, so it counts as the chat."""

    def acts(self, session: Session, appid: str, since: datetime, until: datetime) -> Sequence[ArticleAct]:
        """See Articles."""
        numbers = sends.numbers_of_articles(session, appid)
        found = reads_between(session, appid, day_of(since), day_of(until - _MOMENT))
        return [
            act
            for one in found
            if one.msg_data_id in numbers
            for act in [_act(one)] * one.times
            if since <= act.at < until
        ]

    def sent(self, session: Session, appid: str, since: datetime, until: datetime) -> Sequence[ArticleSent]:
        """See Articles."""
        return [
            ArticleSent(_msgid(send.msg_data_id or 0, one.place), one.title, send.started_at or since, send.sent)
            for send in sends.begun_between(session, appid, since, until)
            for one in getattr(sent_articles(session, appid, send.media_id), "articles", ())
        ]


def _act(one: Reading) -> ArticleAct:
    at = one.at or datetime.fromisoformat(one.day).replace(tzinfo=_CHINA) + _NOON
    return ArticleAct(_msgid(one.msg_data_id, one.place), one.title, one.person_id, "read", at)


def _msgid(msg_data_id: int, place: int) -> str:
    return f"{msg_data_id}_{place + 1}"
