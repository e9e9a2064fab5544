"""The raw events of an account within a span of days, from the features that keep them."""

from collections.abc import Sequence
from datetime import UTC, datetime

from teahouse.kit.db import Cursor, Session
from teahouse.kit.house import House
from teahouse.messenger.conversations import Written
from teahouse.messenger.conversations import heard as messages_heard
from teahouse.messenger.conversations import written as messages_written
from teahouse.platform.followers import changes, follow_changes
from teahouse.platform.push import Performed
from teahouse.platform.statistics import repository
from teahouse.platform.statistics.articles import ArticleAct, ArticlePublished, ArticleSent
from teahouse.platform.statistics.ports import Articles
from teahouse.platform.statistics.rules import Heard, Move, PushHour, Span

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OUT_OF_ARTICLE = "ADD_SCENE_PROFILE_LINK"


class Hours:
    """Fills the port Meter of pushes."""

    def performed(self, cursor: Cursor, push: Performed) -> None:
        """See Meter."""
        repository.count_push(cursor, push.appid, push.at, failed=push.failed, ms=push.ms)


def moves(session: Session, appid: str, span: Span) -> list[Move]:
    """Who came and left."""
    found = follow_changes(session, appid, span.since, span.until)
    return [Move(one.followed, one.scene, one.at) for one in found]


def followers_before(session: Session, appid: str, span: Span) -> int:
    """How many followed when the span began."""
    total = changes(session, appid, _EPOCH, span.since)
    return total.new - total.lost


def heard(session: Session, appid: str, periods: Sequence[Span]) -> list[Heard]:
    """What people wrote, from the first period to the last."""
    if not periods:
        return []
    found = messages_heard(session, appid, periods[0].since, periods[-1].until)
    return [Heard(*one) for one in found]


def written(session: Session, appid: str, span: Span) -> Written:
    """The same of some days, in figures only."""
    return messages_written(session, appid, span.since, span.until)


def push_hours(session: Session, appid: str, span: Span) -> list[PushHour]:
    """Pushes by the hour."""
    return repository.push_hours(session, appid, span.since, span.until)


def article_acts(session: Session, house: House, appid: str, span: Span) -> list[ArticleAct]:
    """What people did with articles."""
    articles = house.get(Articles)  # type: ignore[type-abstract]  # a port
    return list(articles.acts(session, appid, span.since, span.until))


def articles_sent(session: Session, house: House, appid: str, span: Span) -> list[ArticleSent]:
    """Articles that were sent."""
    articles = house.get(Articles)  # type: ignore[type-abstract]  # a port
    return list(articles.sent(session, appid, span.since, span.until))


def articles_published(session: Session, house: House, appid: str, span: Span) -> list[ArticlePublished]:
    """Articles that were published."""
    articles = house.get(Articles)  # type: ignore[type-abstract]  # a port
    return list(articles.published(session, appid, span.since, span.until))


def article_follows(session: Session, appid: str, span: Span) -> list[tuple[str, datetime]]:
    """Who followed out of an article, and when."""
    found = follow_changes(session, appid, span.since, span.until)
    return [(one.person_id, one.at) for one in found if one.followed and one.scene == _OUT_OF_ARTICLE]
