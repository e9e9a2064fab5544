"""What the clock brings to certifications."""

from typing import Any

from teahouse.kit.db import Session, from_micros
from teahouse.kit.house import House
from teahouse.platform.certification.service import Decisions


def remind(house: House, session: Session, payload: dict[str, Any]) -> None:
    """Job: a month before the end."""
    Decisions(house).remind(session, payload["appid"], from_micros(payload["end"]))


def expire(house: House, session: Session, payload: dict[str, Any]) -> None:
    """Job: at the end."""
    Decisions(house).expire(session, payload["appid"], from_micros(payload["end"]))
