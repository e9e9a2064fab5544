"""Mass sends: one message to many followers, each of whom gets it once.

Fills the statistics' port Articles. What is about to leave is shown to `platform.review` first.
"""

from teahouse.kit.house import Feature, House
from teahouse.platform.massend import jobs, routes
from teahouse.platform.massend.calls import API
from teahouse.platform.massend.figures import ArticleFigures
from teahouse.platform.massend.review import REFUSE, decided
from teahouse.platform.massend.submit import DELIVER
from teahouse.platform.review import on_decision
from teahouse.platform.statistics import Articles

__all__ = ["API", "FEATURE"]


def _bind(house: House) -> None:
    house.bind(Articles, ArticleFigures(house.settings.base_url))  # type: ignore[type-abstract]  # a port
    on_decision(house, "mass_send", decided)


FEATURE = Feature(name="massend", routes=routes.ROUTES, jobs={DELIVER: jobs.deliver, REFUSE: jobs.refuse}, bind=_bind)
