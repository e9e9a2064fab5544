"""Custom menus: their two shapes on the wire and all limits of a button (reference, section 6)."""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from teahouse.protocol.errcodes import ApiError

__all__ = [
    "BUTTON_TYPES",
    "Button",
    "MenuFault",
    "check_menu",
    "menu_body",
    "parse_buttons",
    "parse_menu",
    "parse_selfmenu",
    "selfmenu_body",
]

MAX_BUTTONS = 3
MAX_SUB_BUTTONS = 5
MAX_NAME_BYTES = 16
MAX_SUB_NAME_BYTES = 60
MAX_KEY_BYTES = 128
MAX_URL_BYTES = 1024
MAX_TEXT = 600
"""Characters of a text that a button of the account's own page sends."""

_KEY_TYPES = frozenset(
    {
        "click",
        "scancode_push",
        "scancode_waitmsg",
        "pic_sysphoto",
        "pic_photo_or_album",
        "pic_weixin",
        "location_select",
    }
)
_URL_TYPES = frozenset({"view", "miniprogram"})
_MEDIA_TYPES = frozenset({"media_id", "view_limited"})
_ARTICLE_TYPES = frozenset({"article_id", "article_view_limited"})

# The types that the API may create; the console knows text, img, photo, video, voice and news besides.
BUTTON_TYPES = _KEY_TYPES | _URL_TYPES | _MEDIA_TYPES | _ARTICLE_TYPES

# A name in which a client's JSON escapes were escaped again.
_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}")


class Button(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One button. Which of the fields count depends on `type`; a button with sub-buttons has none.

    `value` and `news_info` belong to types that only the account's own page can make.
    """

    type: str = ""
    name: str = ""
    key: str = ""
    url: str = ""
    appid: str = ""
    pagepath: str = ""
    media_id: str = ""
    article_id: str = ""
    value: str = ""
    news_info: dict[str, Any] | None = None
    sub_button: tuple[Button, ...] = ()


class MenuFault(NamedTuple):
    """What is wrong with a menu: the return code, and the field as a path like buttons.0.sub_button.1.name."""

    errcode: int
    field: str

    def error(self) -> ApiError:
        """The answer of the API."""
        return ApiError(self.errcode, self.field)


class _Codes(NamedTuple):
    """The return codes of one level of the menu."""

    type: int
    name: int
    key: int
    url: int
    domain: int
    use: int


_TOP = _Codes(type=40017, name=40018, key=40019, url=40020, domain=40055, use=40119)
_SUB = _Codes(type=40024, name=40025, key=40026, url=40027, domain=40054, use=40120)


def check_menu(buttons: tuple[Button, ...], *, console: bool = False) -> MenuFault | None:
    """The first thing wrong with a menu, or None. Whether media, articles and mini-programs exist is not asked.

    `console`: it is made on the account's own page, where a button may also hold a text (`value`).
    """
    if not 1 <= len(buttons) <= MAX_BUTTONS:
        return MenuFault(40016, "buttons")
    for index, button in enumerate(buttons):
        path = f"buttons.{index}"
        if button.sub_button:
            fault = _check_parent(button, path, console=console)
        else:
            fault = _check_leaf(button, path, _TOP, console=console)
        if fault:
            return fault
    return None


def _check_parent(button: Button, path: str, *, console: bool) -> MenuFault | None:
    if fault := _check_name(button, path, _TOP, MAX_NAME_BYTES):
        return fault
    if len(button.sub_button) > MAX_SUB_BUTTONS:
        return MenuFault(40023, f"{path}.sub_button")
    for index, child in enumerate(button.sub_button):
        below = f"{path}.sub_button.{index}"
        if child.sub_button:
            return MenuFault(40022, f"{below}.sub_button")
        if fault := _check_leaf(child, below, _SUB, console=console):
            return fault
    return None


def _check_leaf(button: Button, path: str, codes: _Codes, *, console: bool) -> MenuFault | None:
    limit = MAX_NAME_BYTES if codes is _TOP else MAX_SUB_NAME_BYTES
    if fault := _check_name(button, path, codes, limit):
        return fault
    if console and button.type == "text":
        return None if button.value.strip() and len(button.value) <= MAX_TEXT else MenuFault(45002, f"{path}.value")
    if button.type not in BUTTON_TYPES:
        return MenuFault(codes.type, f"{path}.type")
    if button.type in _KEY_TYPES:
        return None if 1 <= _size(button.key) <= MAX_KEY_BYTES else MenuFault(codes.key, f"{path}.key")
    if button.type in _URL_TYPES:
        return _check_url(button, path, codes) or _check_app(button, path)
    if button.type in _MEDIA_TYPES:
        return None if button.media_id else MenuFault(40007, f"{path}.media_id")
    return None if button.article_id else MenuFault(53600, f"{path}.article_id")


def _check_name(button: Button, path: str, codes: _Codes, limit: int) -> MenuFault | None:
    if _ESCAPE.search(button.name):
        return MenuFault(40033, f"{path}.name")
    return None if button.name.strip() and _size(button.name) <= limit else MenuFault(codes.name, f"{path}.name")


def _check_url(button: Button, path: str, codes: _Codes) -> MenuFault | None:
    if not 1 <= _size(button.url) <= MAX_URL_BYTES:
        return MenuFault(codes.url, f"{path}.url")
    return None if _is_web(button.url) else MenuFault(codes.domain, f"{path}.url")


def _check_app(button: Button, path: str) -> MenuFault | None:
    if button.type != "miniprogram":
        return None
    if not button.appid:
        return MenuFault(40013, f"{path}.appid")
    return None if button.pagepath else MenuFault(41011, f"{path}.pagepath")


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def _size(text: str) -> int:
    return len(text.encode(errors="surrogatepass"))


def parse_buttons(body: object) -> tuple[Button, ...]:
    """The buttons in the body of menu/create, `{"button": [...]}`. Raises ApiError 47001, or 40016 without any.

    Unknown fields are ignored, numbers are taken as text and null as absent, as clients of old send them.
    """
    if not isinstance(body, dict):
        raise ApiError(47001)
    if not isinstance(body.get("button"), list):
        raise ApiError(40016)
    return _buttons(body["button"])


def _buttons(items: object) -> tuple[Button, ...]:
    try:
        return msgspec.convert(_without_null(items), tuple[Button, ...], strict=False)
    except (msgspec.ValidationError, RecursionError):
        raise ApiError(47001) from None


def _without_null(value: object) -> object:
    if isinstance(value, list):
        return [_without_null(item) for item in value if item is not None]
    if isinstance(value, dict):
        return {name: _scalar_text(item) for name, item in value.items() if item is not None}
    return value


def _scalar_text(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return _without_null(value) if isinstance(value, list) else value


def _fields(button: Button) -> dict[str, Any]:
    return {name: value for name, value in msgspec.to_builtins(button).items() if name != "sub_button"}


def menu_body(buttons: tuple[Button, ...]) -> dict[str, Any]:
    """The answer of menu/get: every leaf has an empty sub_button."""
    items = [
        {**_fields(one), "sub_button": [{**_fields(sub), "sub_button": []} for sub in one.sub_button]}
        for one in buttons
    ]
    return {"menu": {"button": items}}


def parse_menu(body: dict[str, Any]) -> tuple[Button, ...]:
    """The buttons in an answer of menu/get. Raises ApiError 47001 when it has another shape."""
    menu = body.get("menu")
    return _buttons(menu.get("button")) if isinstance(menu, dict) else _buttons(None)


def selfmenu_body(buttons: tuple[Button, ...], *, is_open: bool = True) -> dict[str, Any]:
    """The answer of get_current_selfmenu_info: sub-buttons stand in an object with a list."""
    items = [_self_item(button) for button in buttons]
    return {"is_menu_open": int(is_open), "selfmenu_info": {"button": items}}


def _self_item(button: Button) -> dict[str, Any]:
    if not button.sub_button:
        return _fields(button)
    return {**_fields(button), "sub_button": {"list": [_fields(sub) for sub in button.sub_button]}}


def parse_selfmenu(body: dict[str, Any]) -> tuple[Button, ...]:
    """The buttons in an answer of get_current_selfmenu_info. Raises ApiError 47001 when it has another shape."""
    info = body.get("selfmenu_info")
    items = info.get("button") if isinstance(info, dict) else None
    if not isinstance(items, list):
        raise ApiError(47001)
    return _buttons([_flat_item(item) for item in items])


def _flat_item(item: object) -> object:
    if not isinstance(item, dict) or not isinstance(item.get("sub_button"), dict):
        return item
    return {**item, "sub_button": item["sub_button"].get("list", [])}
