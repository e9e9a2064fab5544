"""Menus over our own HTTP."""

from typing import Any, Literal

from msgspec import Struct

from teahouse.platform.menus.records import Location


class MenuButton(Struct):
    """A button on the phone; `type` is null when it only opens its sub-buttons."""

    name: str
    type: str | None
    key: str | None
    url: str | None
    media_id: str | None
    article_id: str | None
    appid: str | None
    pagepath: str | None
    sub_buttons: list["MenuButton"]


class PhoneMenu(Struct):
    """The menu at the bottom of an account's chat; `version` changes with it, 0 when there is none."""

    buttons: list[MenuButton]
    version: int


class ClickResult(Struct):
    """What the button asked for: a scanned code, pictures (file keys of POST /files), or a place."""

    scan_text: str | None = None
    files: list[str] | None = None
    location: Location | None = None


class Click(Struct):
    """A click: places of the button and of the sub-button, or null, counted from 0."""

    path: tuple[int, int | None]
    result: ClickResult | None = None


class Clicked(Struct):
    """What the phone opens now, if anything."""

    open_url: str | None


class MenuWish(Struct):
    """Buttons as in menu/create."""

    buttons: list[dict[str, Any]]


class MpMenu(Struct):
    """The account's menu as its operator sees it."""

    buttons: list[dict[str, Any]]
    enabled: bool
    updated_at: int | None
    source: Literal["api", "mp"] | None


class ConditionalWish(Struct):
    """Buttons as in menu/create, and who sees them: a tag, a client (1 iOS, 2 Android, 3 another), or both."""

    buttons: list[dict[str, Any]]
    tag_id: int | None = None
    client: Literal[1, 2, 3] | None = None


class ConditionalOut(Struct):
    """A menu for some as its operator sees it."""

    menuid: str
    buttons: list[dict[str, Any]]
    tag_id: int | None
    client: int | None
    source: Literal["api", "mp"]
    created_at: int


class ConditionalMenus(Struct):
    """All of an account, the newest first."""

    items: list[ConditionalOut]
