"""One-to-one answers: what people wrote to an account, read and answered by its operators on mp."""

from teahouse.kit.house import Feature
from teahouse.messenger.conversations import account_topic
from teahouse.platform.accounts import operators_socket
from teahouse.platform.answers import routes

__all__ = ["FEATURE"]

FEATURE = Feature(name="answers", routes=routes.ROUTES, raw={"/api/mp/answers-socket": operators_socket(account_topic)})
