"""One-to-one answers: what people wrote to an account, read and answered by its operators on mp."""

from teahouse.kit.house import Feature
from teahouse.platform.answers import routes

__all__ = ["FEATURE"]

FEATURE = Feature(name="answers", routes=routes.ROUTES)
