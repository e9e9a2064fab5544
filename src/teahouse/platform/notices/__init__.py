"""Subscription notifications and one-time subscriptions: templates, people's consent, messages and their result."""

from teahouse.kit.house import Feature
from teahouse.platform.notices.calls import API
from teahouse.platform.notices.consent import Answer as NoticeAnswer
from teahouse.platform.notices.consent import answer as answer_for_notices
from teahouse.platform.notices.consent import ask as ask_for_notices
from teahouse.platform.notices.repository import confirm_once
from teahouse.platform.notices.routes import ROUTES
from teahouse.platform.notices.rules import is_reserved, once_scene
from teahouse.platform.notices.send import JOB, deliver
from teahouse.platform.notices.service import once_template_id

__all__ = [
    "API",
    "FEATURE",
    "NoticeAnswer",
    "answer_for_notices",
    "ask_for_notices",
    "confirm_once",
    "is_reserved",
    "once_scene",
    "once_template_id",
]

FEATURE = Feature(name="notices", routes=ROUTES, jobs={JOB: deliver})
