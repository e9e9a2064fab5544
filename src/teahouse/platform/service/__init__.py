"""Customer service: messages to people who wrote lately, the hint "typing", and the desk with its agents.

While an agent serves a person, what the person writes goes to the agent (`heard`); an account's server hands people
to the desk by its reply (`transfer`).
"""

from teahouse.kit.house import Feature
from teahouse.platform.service import jobs
from teahouse.platform.service.calls import API
from teahouse.platform.service.routes import ROUTES
from teahouse.platform.service.service import END_TYPING, send
from teahouse.platform.service.sessions import Spoken, heard, transfer
from teahouse.platform.service.socket import PATH, socket

__all__ = ["API", "FEATURE", "Spoken", "heard", "send", "transfer"]

FEATURE = Feature(name="service", routes=ROUTES, raw={PATH: socket}, jobs={END_TYPING: jobs.end_typing})
