"""Statistics: raw events counted by day, hour, source and kind, for the API and for mp.

Fills the port Meter of pushes. Port: Articles knows what was sent and who read it.
"""

from teahouse.kit.house import Feature, House
from teahouse.platform.push import Meter
from teahouse.platform.statistics import routes
from teahouse.platform.statistics.articles import ArticleAct, ArticlePublished, ArticleSent
from teahouse.platform.statistics.calls import API
from teahouse.platform.statistics.events import Hours
from teahouse.platform.statistics.ports import Articles

__all__ = ["API", "FEATURE", "ArticleAct", "ArticlePublished", "ArticleSent", "Articles"]


def _bind(house: House) -> None:
    house.bind(Meter, Hours())  # type: ignore[type-abstract]  # a port


FEATURE = Feature(name="statistics", routes=routes.ROUTES, bind=_bind)
