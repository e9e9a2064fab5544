"""Dialogue: the robot that answers by rules, and hands over to the desk."""

from teahouse.kit.house import Feature, House
from teahouse.suite.channel import Inbox as InboxPort
from teahouse.suite.dialogue.hits import JOBS
from teahouse.suite.dialogue.inbox import Inbox
from teahouse.suite.dialogue.routes import ROUTES
from teahouse.suite.dialogue.trial import Trials

__all__ = ["FEATURE"]


def _bind(house: House) -> None:
    house.bind(InboxPort, Inbox(house))  # type: ignore[type-abstract]  # a port
    house.bind(Trials, Trials())


FEATURE = Feature(name="dialogue", routes=ROUTES, bind=_bind, jobs=JOBS)
