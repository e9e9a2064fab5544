"""What callers of subscription notifications may ask for (reference, 9.3 and 9.4). No I/O."""

import re
from collections.abc import Mapping
from typing import Any

from teahouse.protocol import ApiError

MAX_TEMPLATES = 25
MAX_ASKED = 3
"""How many templates one question may be about."""
MAX_SCENE, MAX_RESERVED = 10_000, 128
_LONGEST_SCENE, _MOST_TITLES = 15, 30
_LONGEST_PAGE = 1024
_LONGEST_TITLE, _LONGEST_CONTENT = 15, 200
_STATES = {"", "developer", "trial", "formal"}
_DIGITS = re.compile(r"[0-9]{1,9}")
_RESERVED = re.compile(r"[0-9A-Za-z]*")
_KID = re.compile(r"kidList\[\d*\]")


def number(value: object, code: int) -> int:
    """A number that came as one or as its digits. Raises ApiError with this code."""
    text = "" if isinstance(value, bool) else str(value)
    if not _DIGITS.fullmatch(text):
        raise ApiError(code)
    return int(text)


def category_ids(text: str) -> list[int]:
    """The ids of "2,616". Raises ApiError 200018: none, or not numbers."""
    return [number(part.strip(), 200018) for part in text.split(",")]


def window(start: str, limit: str) -> tuple[int, int]:
    """Where to begin and how many. Raises ApiError: 200016, 200017 not 1 to 30."""
    begin, count = number(start, 200016), number(limit, 200017)
    if not 1 <= count <= _MOST_TITLES:
        raise ApiError(200017)
    return begin, count


def kids(value: object) -> list[int]:
    """The keywords that were chosen. Raises ApiError 200020."""
    if not isinstance(value, list):
        raise ApiError(200020)
    return [number(one, 200020) for one in value]


def kids_of_form(fields: Mapping[str, str]) -> list[str]:
    """The keywords in a form: kidList[0]=1&kidList[1]=2 (reference, 21.13)."""
    return [value for name, value in fields.items() if _KID.fullmatch(name)]


def scene_text(value: object) -> str:
    """What a template is for. Raises ApiError 200021: no text, or longer than 15 characters."""
    text = "" if value is None else value
    if not isinstance(text, str) or len(text) > _LONGEST_SCENE or not (text.isprintable()):
        raise ApiError(200021)
    return text


def checked_page(value: object) -> str:
    """The web page behind a message; empty for none, and for a page of a mini-program. Raises ApiError 41030."""
    page = "" if value is None else value
    if not isinstance(page, str) or len(page) > _LONGEST_PAGE or not page.isprintable() or " " in page:
        raise ApiError(41030)
    return page if page.startswith(("http://", "https://")) else ""


def check_web_page(value: object) -> None:
    """Raises ApiError 41030: a page, but not of the web, where there is no mini-program that it could be of."""
    if value and not checked_page(value):
        raise ApiError(41030)


def check_state(value: object) -> None:
    """The version of a mini-program. Raises ApiError 47003."""
    if str(value or "") not in _STATES:
        raise ApiError(47003, "miniprogram_state")


def check_choices(choices: Mapping[str, Any], lines: Mapping[str, str]) -> None:
    """Whether each `const` has one of its values. Raises ApiError 47003."""
    for key, allowed in choices.items():
        if lines.get(key) not in allowed:
            raise ApiError(47003, f"data.{key}.value")


def once_scene(value: object) -> int:
    """The scene of a one-time subscription, 0 to 10000. Raises ApiError 40097."""
    scene = number(value, 40097)
    if scene > MAX_SCENE:
        raise ApiError(40097)
    return scene


def once_title(value: object) -> str:
    """The title of a one-time message. Raises ApiError 40062: none, or longer than 15 characters."""
    title = str(value or "").strip()
    if not 1 <= len(title) <= _LONGEST_TITLE:
        raise ApiError(40062)
    return title


def once_content(data: object) -> str:
    """The text of a one-time message. Raises ApiError 47003: none, or longer than 200 characters."""
    content = data.get("content") if isinstance(data, dict) else None
    value = content.get("value") if isinstance(content, dict) else None
    if not isinstance(value, str | int | float) or not 1 <= len(str(value)) <= _LONGEST_CONTENT:
        raise ApiError(47003, "data.content.value")
    return str(value)


def is_reserved(text: str) -> bool:
    """Whether a page may carry it there and back: at most 128 letters and digits."""
    return len(text) <= MAX_RESERVED and bool(_RESERVED.fullmatch(text)) and text.isascii()
