"""Publishing goes on after the answer."""

from typing import Any

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.platform.articles import publishing


def publish(house: House, session: Session, payload: dict[str, Any]) -> None:
    """Finish what was submitted."""
    publishing.finish(session, house, payload["appid"], payload["media_id"])
