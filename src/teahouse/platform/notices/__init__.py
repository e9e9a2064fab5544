"""Subscription notifications and one-time subscriptions: templates, people's consent, messages and their result."""

from teahouse.kit.house import Feature
from teahouse.platform.notices.calls import API
from teahouse.platform.notices.routes import ROUTES
from teahouse.platform.notices.send import JOB, deliver

__all__ = ["API", "FEATURE"]

FEATURE = Feature(name="notices", routes=ROUTES, jobs={JOB: deliver})
