"""What the library needs of features that it may not import."""

from collections.abc import Mapping
from typing import Any, Protocol

from teahouse.kit.db import Session
from teahouse.kit.house import House


class Shelf(Protocol):
    """The articles in the library: material of the type `news`. Filled by the articles."""

    def news(self, session: Session, house: House, appid: str, media_id: str) -> Mapping[str, Any] | None:
        """What get_material answers of it; None when it is unknown."""

    def remove(self, session: Session, appid: str, media_id: str) -> bool:
        """Take it away; False when it is unknown."""

    def count(self, session: Session, appid: str) -> int:
        """How many there are."""

    def page(self, session: Session, house: House, appid: str, offset: int, count: int) -> list[Mapping[str, Any]]:
        """What batchget_material answers of some of them, the newest first."""


class Users(Protocol):
    """Who needs a material to stay: the menu. Filled by the menus."""

    def need(self, session: Session, appid: str, media_id: str) -> bool:
        """Whether it must not be deleted."""
