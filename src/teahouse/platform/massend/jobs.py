"""Background work of mass sends."""

from typing import Any

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.platform.massend import delivery, review


def deliver(house: House, session: Session, payload: dict[str, Any]) -> None:
    """Let the next targets have their turn; enqueues itself until all have had it."""
    delivery.step(session, house, payload["send"], payload["due"])


def refuse(house: House, session: Session, payload: dict[str, Any]) -> None:
    """A reviewer said no."""
    review.refuse(session, house, payload["send"])
