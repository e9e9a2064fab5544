"""Short links and short keys of accounts."""

from teahouse.kit.house import Feature
from teahouse.platform.shortlinks import routes
from teahouse.platform.shortlinks.calls import API

__all__ = ["API", "FEATURE"]

FEATURE = Feature(name="shortlinks", routes=routes.ROUTES)
