"""Which codes may be made, and what a scanned text means (reference, section 12)."""

import re
from typing import Literal, NamedTuple
from urllib.parse import quote, urlsplit

from teahouse.protocol import ApiError

ActionName = Literal["QR_SCENE", "QR_STR_SCENE", "QR_LIMIT_SCENE", "QR_LIMIT_STR_SCENE"]

DEFAULT_SECONDS = 60
MAX_SECONDS = 2_592_000
MAX_PERMANENT = 100_000
_MAX_PERMANENT_SCENE = 100_000
_MAX_SCENE = 2**32 - 1
_MAX_TEXT = 64
_CODE = re.compile(r"[0-9A-Za-z_-]{1,64}")


class Action(NamedTuple):
    """One kind of code: whether its scene is text, and whether it stays."""

    text: bool
    permanent: bool


ACTIONS: dict[str, Action] = {
    "QR_SCENE": Action(text=False, permanent=False),
    "QR_STR_SCENE": Action(text=True, permanent=False),
    "QR_LIMIT_SCENE": Action(text=False, permanent=True),
    "QR_LIMIT_STR_SCENE": Action(text=True, permanent=True),
}


class Wish(NamedTuple):
    """A code to be made; `seconds` is None when it stays, `number` 0 when its scene is text."""

    action_name: str
    scene: str
    number: int
    seconds: int | None

    @property
    def permanent_key(self) -> str | None:
        """What is unique among the account's permanent codes."""
        if self.seconds is not None:
            return None
        return f"{'n' if self.number else 't'}:{self.scene}"


def checked_wish(
    action_name: object, scene_id: object = None, scene_str: object = None, expire_seconds: object = None
) -> Wish:
    """A code that may be made. Raises ApiError: 40052 unknown action, 40053 a scene or a life it cannot have."""
    action = ACTIONS.get(action_name) if isinstance(action_name, str) else None
    if action is None:
        raise ApiError(40052)
    seconds = None if action.permanent else _checked_seconds(expire_seconds)
    if action.text:
        return Wish(str(action_name), _checked_text(scene_str), 0, seconds)
    number = _checked_number(scene_id, _MAX_PERMANENT_SCENE if action.permanent else _MAX_SCENE)
    return Wish(str(action_name), str(number), number, seconds)


def _checked_seconds(value: object) -> int:
    return DEFAULT_SECONDS if value is None else _checked_number(value, MAX_SECONDS)


def _checked_number(value: object, highest: int) -> int:
    """A whole number from 1; clients of old send digits as text."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _MAX_TEXT:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= highest:
        raise ApiError(40053)
    return value


def _checked_text(value: object) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= _MAX_TEXT:
        raise ApiError(40053)
    return value


class Scanned(NamedTuple):
    """What a scanned text leads to; `value` is a person's or a scene's code, an appid, or the text itself."""

    kind: Literal["person", "account", "scene", "url", "text"]
    value: str


def read_scanned(base_url: str, text: str) -> Scanned:
    """What a scanned text means; whether the code it names exists is not asked."""
    text = text.strip()
    ours = f"{base_url}/q/"
    if text.startswith(ours):
        found = _read_ours(text.removeprefix(ours))
        if found is not None:
            return found
    return Scanned("url" if _is_web(text) else "text", text)


def _read_ours(rest: str) -> Scanned | None:
    kind, _, value = rest.rpartition("/")
    if not _CODE.fullmatch(value):
        return None
    if kind == "a":
        return Scanned("account", value)
    if kind == "p":
        return Scanned("person", value)
    return Scanned("scene", value) if not kind else None


def _is_web(text: str) -> bool:
    if not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def account_text(base_url: str, appid: str) -> str:
    """What the plain code of an account says."""
    return f"{base_url}/q/a/{appid}"


def scene_text(base_url: str, code: str) -> str:
    """What a code with a scene says."""
    return f"{base_url}/q/{code}"


def picture_url(base_url: str, ticket: str) -> str:
    """Where the picture of a code is."""
    return f"{base_url}/cgi-bin/showqrcode?ticket={quote(ticket, safe='')}"
