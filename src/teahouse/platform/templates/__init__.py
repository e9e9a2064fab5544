"""Template messages: industries, the library, an account's templates, and messages with the result of each."""

from teahouse.kit.house import Feature
from teahouse.platform.templates.calls import API
from teahouse.platform.templates.routes import ROUTES
from teahouse.platform.templates.send import JOB, deliver

__all__ = ["API", "FEATURE"]

FEATURE = Feature(name="templates", routes=ROUTES, jobs={JOB: deliver})
