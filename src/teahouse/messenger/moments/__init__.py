"""Moments: the pages a person shared, for that person to see."""

from teahouse.kit.house import Feature
from teahouse.messenger.moments import routes

FEATURE = Feature(name="moments", routes=routes.ROUTES)
