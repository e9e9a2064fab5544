"""Customer service: messages to people who wrote lately, and the hint "typing"."""

from teahouse.kit.house import Feature
from teahouse.platform.service import jobs
from teahouse.platform.service.calls import API
from teahouse.platform.service.service import END_TYPING, send

__all__ = ["API", "FEATURE", "send"]

FEATURE = Feature(name="service", jobs={END_TYPING: jobs.end_typing})
