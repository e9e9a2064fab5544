"""Customer service: messages to people who wrote lately, the hint "typing", and the desk with its agents.

While an agent serves a person, what the person writes goes to the agent (`heard`); an account's server hands people
to the desk by its reply (`transfer`).
"""

from teahouse.kit.house import Feature
from teahouse.platform.accounts import operators_socket
from teahouse.platform.service import jobs
from teahouse.platform.service.calls import API
from teahouse.platform.service.routes import ROUTES
from teahouse.platform.service.service import END_TYPING, send
from teahouse.platform.service.sessions import Spoken, heard, topic, transfer

__all__ = ["API", "FEATURE", "Spoken", "heard", "send", "transfer"]

FEATURE = Feature(
    name="service",
    routes=ROUTES,
    raw={"/api/mp/desk-socket": operators_socket(topic)},
    jobs={END_TYPING: jobs.end_typing},
)
