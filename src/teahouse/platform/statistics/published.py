"""Articles that were only published, as figures count them; fills the port Articles."""

from collections.abc import Sequence
from datetime import datetime

from teahouse.kit.db import Session
from teahouse.platform.articles import acts_between
from teahouse.platform.statistics.articles import ArticleAct, ArticleSent


class PublishedArticles:
    """Knows what people did with them."""

    def acts(self, session: Session, appid: str, since: datetime, until: datetime) -> Sequence[ArticleAct]:
        """See Articles."""
        return [
            ArticleAct(f"{number}_{place + 1}", title, person_id, kind, at, source, scene)
            for number, place, title, person_id, kind, source, scene, at in acts_between(session, appid, since, until)
        ]

    def sent(self, session: Session, appid: str, since: datetime, until: datetime) -> Sequence[ArticleSent]:
        """None: nobody was sent them."""
        return ()
