"""Dialogue: the robot that answers by rules, and hands over to the desk."""

from teahouse.kit.house import Feature, House
from teahouse.suite.channel import Inbox as InboxPort
from teahouse.suite.dialogue.inbox import Inbox

__all__ = ["FEATURE"]


def _bind(house: House) -> None:
    house.bind(InboxPort, Inbox(house))  # type: ignore[type-abstract]  # a port


FEATURE = Feature(name="dialogue", bind=_bind)
