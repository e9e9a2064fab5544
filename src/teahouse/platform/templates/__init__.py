"""Template messages: industries, the library, an account's templates, and messages with the result of each."""

from teahouse.kit.house import Feature
from teahouse.platform.templates.calls import API
from teahouse.platform.templates.routes import ROUTES
from teahouse.platform.templates.rules import checked_url, mini_program, shown_lines
from teahouse.platform.templates.send import JOB, deliver

__all__ = ["API", "FEATURE", "checked_url", "mini_program", "shown_lines"]

FEATURE = Feature(name="templates", routes=ROUTES, jobs={JOB: deliver})
