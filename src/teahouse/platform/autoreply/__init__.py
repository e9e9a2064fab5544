"""Edit mode: the platform answers people by itself, without any server.

Fills the port AutoReplies of pushes. Edit mode and developer mode exclude each other; accounts know which is on.
"""

from teahouse.kit.house import Feature, House
from teahouse.platform.autoreply import routes
from teahouse.platform.autoreply.answering import Answers
from teahouse.platform.autoreply.calls import API
from teahouse.platform.push import AutoReplies

__all__ = ["API", "FEATURE"]


def _bind(house: House) -> None:
    house.bind(AutoReplies, Answers())  # type: ignore[type-abstract]  # a port


FEATURE = Feature(name="autoreply", routes=routes.ROUTES, bind=_bind)
