"""Mass sends: one message to many followers, each of whom gets it once.

Fills the statistics' port Articles. Port: Review looks at what is about to leave; the platform's reviewers fill it.
"""

from teahouse.kit.house import Feature, House
from teahouse.platform import review
from teahouse.platform.massend import jobs, routes
from teahouse.platform.massend.calls import API
from teahouse.platform.massend.figures import ArticleFigures
from teahouse.platform.massend.ports import Review
from teahouse.platform.massend.review import REFUSE, decided
from teahouse.platform.massend.submit import DELIVER
from teahouse.platform.statistics import Articles

__all__ = ["API", "FEATURE", "Review", "decided"]


def _bind(house: House) -> None:
    house.bind(Articles, ArticleFigures())  # type: ignore[type-abstract]  # a port
    house.bind(Review, review)  # type: ignore[type-abstract]  # a port
    review.on_decision(house, "mass_send", decided)


FEATURE = Feature(name="massend", routes=routes.ROUTES, jobs={DELIVER: jobs.deliver, REFUSE: jobs.refuse}, bind=_bind)
