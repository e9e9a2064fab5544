"""Mass sends: one message to many followers, each of whom gets it once.

Fills the statistics' port Articles. Port: Review looks at what is about to leave, and calls `decided` later if it
must look longer.
"""

from teahouse.kit.house import Feature, House
from teahouse.platform.massend import jobs, routes
from teahouse.platform.massend.calls import API
from teahouse.platform.massend.figures import ArticleFigures
from teahouse.platform.massend.ports import NoReview, Review
from teahouse.platform.massend.review import REFUSE, decided
from teahouse.platform.massend.submit import DELIVER
from teahouse.platform.statistics import Articles

__all__ = ["API", "FEATURE", "Review", "decided"]


def _bind(house: House) -> None:
    house.bind(Articles, ArticleFigures())  # type: ignore[type-abstract]  # a port
    house.bind(Review, NoReview())  # type: ignore[type-abstract]  # a port


FEATURE = Feature(name="massend", routes=routes.ROUTES, jobs={DELIVER: jobs.deliver, REFUSE: jobs.refuse}, bind=_bind)
