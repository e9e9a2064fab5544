"""What a template shows and what its values may be (reference, 9.1 and 9.2). No I/O."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from teahouse.protocol import ApiError

MAX_TEMPLATES = 25
ONCE = timedelta(minutes=10)
"""How long a client_msg_id makes two messages one."""
_LONGEST_ID, _LONGEST_URL = 64, 2048
_LINE = re.compile(r"(?m)^(?P<label>[^{}\n]*?)[：:]?\s*\{\{(?P<key>\w+)\.DATA\}\}$")
_TYPED = re.compile(r"([a-z_]+?)_?\d+")
_CJK = re.compile(r"[\u3400-\u9fff]")


class Line(NamedTuple):
    """One line of a template's content."""

    label: str
    key: str


def lines_of(content: str) -> list[Line]:
    """The lines of a content."""
    return [Line(found["label"].strip(), found["key"]) for found in _LINE.finditer(content)]


def month_of(day: str) -> str:
    """The month of a day like 2026-11-22."""
    return day[:7]


def checked_template_id(value: object) -> str:
    """The id as it came. Raises ApiError: 40037 none, 40036 too long to be one."""
    if not isinstance(value, str) or not value:
        raise ApiError(40037)
    if len(value) > _LONGEST_ID:
        raise ApiError(40036)
    return value


def checked_url(value: object) -> str:
    """The page behind the message; empty for none. Raises ApiError: 47001 no text, 40039."""
    url = "" if value is None else value
    if not isinstance(url, str):
        raise ApiError(47001)
    if len(url) > _LONGEST_URL:
        raise ApiError(40039)
    return url if url.startswith(("http://", "https://")) else ""


def mini_program(value: object) -> dict[str, str] | None:
    """The mini-program behind the message. Raises ApiError 47001."""
    if not value:
        return None
    if not isinstance(value, dict) or not value.get("appid"):
        raise ApiError(47001)
    return {"appid": str(value["appid"]), "pagepath": str(value.get("pagepath") or "")}


def shown_lines(content: str, data: object, *, strict: bool) -> list[dict[str, str]]:
    """Label and value of each line. Keys that the template does not have, such as `first` of old, are not shown.

    Raises ApiError 47003: no data, a value that is none, or (`strict`, for typed keys) one that is missing or unfit.
    """
    if not isinstance(data, dict):
        raise ApiError(47003, "data")
    return [{"label": line.label, "value": _value(data, line.key, strict=strict)} for line in lines_of(content)]


def _value(data: Mapping[str, Any], key: str, *, strict: bool) -> str:
    field = data.get(key)
    if field is None and not strict:
        return ""
    value = field.get("value") if isinstance(field, dict) else None
    if not isinstance(value, str | int | float):
        raise ApiError(47003, f"data.{key}.value")
    text = str(value)
    if strict and not fits(key, text):
        raise ApiError(47003, f"data.{key}.value")
    return text


def fits(key: str, value: str) -> bool:
    """Whether a value is of its key's type, which the key begins with; a key of no type takes anything."""
    found = _TYPED.fullmatch(key)
    rule = _TYPES.get(found[1]) if found else None
    return rule is None or bool(value.strip() and rule(value))


def _name(value: str) -> bool:
    return len(value) <= (10 if _CJK.search(value) else 20)


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


_TYPES: dict[str, Callable[[str], bool]] = {
    "thing": lambda value: len(value) <= 20,  # noqa: PLR2004
    "character_string": _matches(r"[\x20-\x7e]{1,32}"),
    "number": _matches(r"-?(?=[\d.]{1,32}$)\d+(\.\d+)?"),
    "letter": _matches(r"[A-Za-z]{1,32}"),
    "symbol": _matches(r"[^\w\s]{1,5}"),
    "time": _matches(r"[\d年月日时分秒点:：/.\-~ T]{1,40}"),
    "date": _matches(r"[\d年月日时分秒点:：/.\-~ T]{1,40}"),
    "amount": _matches(r"[^\d\s]{0,4}\s?\d{1,10}(\.\d+)?\s?[^\d\s]{0,4}"),
    "phone_number": _matches(r"[\d+\-() ]{1,17}"),
    "car_number": lambda value: len(value) <= 8,  # noqa: PLR2004
    "name": _name,
    "phrase": _matches(r"[\u3400-\u9fff]{1,5}"),
    "const": lambda value: len(value) <= 20,  # noqa: PLR2004
}
