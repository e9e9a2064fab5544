"""What statistics need to hear about articles."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from teahouse.kit.db import Session
from teahouse.platform.statistics.articles import ArticleAct, ArticlePublished, ArticleSent


class Articles(Protocol):
    """Knows what was sent and who read it."""

    def acts(self, session: Session, appid: str, since: datetime, until: datetime) -> Sequence[ArticleAct]:
        """What people did with articles from `since` to before `until`."""

    def sent(self, session: Session, appid: str, since: datetime, until: datetime) -> Sequence[ArticleSent]:
        """Articles that were sent from `since` to before `until`."""

    def published(self, session: Session, appid: str, since: datetime, until: datetime) -> Sequence[ArticlePublished]:
        """Articles that were published, by a mass send or without one, from `since` to before `until`."""
