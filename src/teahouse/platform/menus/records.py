"""A menu, as rooms of this feature pass it on."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from teahouse.platform.menus.rules import MatchRule
from teahouse.protocol import Button

Source = Literal["api", "mp"]


class Menu(Struct, frozen=True, kw_only=True):
    """The menu of an account that everybody sees."""

    menuid: int
    buttons: tuple[Button, ...]
    source: Source
    updated_at: datetime

    def at(self, top: int, sub: int | None) -> Button | None:
        """The leaf at a place; None when there is none."""
        button = _item(self.buttons, top)
        if button is not None and sub is not None:
            return _item(button.sub_button, sub)
        return None if button is not None and button.sub_button else button


class ConditionalMenu(Struct, frozen=True, kw_only=True):
    """A menu for some."""

    menuid: int
    buttons: tuple[Button, ...]
    rule: MatchRule
    source: Source
    created_at: datetime

    def as_menu(self) -> Menu:
        """What those see whom it matches."""
        return Menu(menuid=self.menuid, buttons=self.buttons, source=self.source, updated_at=self.created_at)


class Location(Struct, frozen=True):
    """A place that a person chose; degrees, and the zoom of the map."""

    latitude: float
    longitude: float
    scale: int
    label: str
    name: str = ""


class Result(Struct, frozen=True):
    """What a person did at a button's request: a scanned code, pictures (file keys), or a place."""

    scan_text: str | None = None
    files: tuple[str, ...] = ()
    location: Location | None = None


def _item(buttons: tuple[Button, ...], index: int) -> Button | None:
    return buttons[index] if 0 <= index < len(buttons) else None
