"""Codes as an account's operator makes and sees them."""

from typing import NamedTuple

from teahouse.kit.db import Session, to_micros
from teahouse.kit.errors import Invalid, Text
from teahouse.platform.accounts import Account
from teahouse.platform.qrcodes import repository, service
from teahouse.platform.qrcodes.errors import NoQrCodes, TooManyCodes
from teahouse.platform.qrcodes.records import QrCode
from teahouse.platform.qrcodes.rules import ACTIONS, MAX_SECONDS, Wish, checked_wish
from teahouse.protocol import ApiError, Power, may

_PAGE = 20
_BAD_NUMBER = Text("场景值须为 1 到 {most} 的整数", "The scene is a whole number from 1 to {most}")
_BAD_TEXT = Text("场景值须为 1 到 64 个字符", "The scene has 1 to 64 characters")
_BAD_LIFE = Text("有效期须为 1 到 2592000 秒（30 天）", "A code lives 1 to 2592000 seconds (30 days)")


class CodePage(NamedTuple):
    """Some codes, and the place to go on from."""

    items: list[QrCode]
    next: str | None


def list_codes(session: Session, appid: str, cursor: str = "") -> CodePage:
    """Codes, the newest first. Raises Invalid."""
    items = repository.newest(session, appid, _place(cursor), _PAGE + 1)
    last = items[_PAGE - 1] if len(items) > _PAGE else None
    return CodePage(items[:_PAGE], f"{to_micros(last.created_at)}.{last.ticket}" if last else None)


def _place(cursor: str) -> tuple[int, str] | None:
    if not cursor:
        return None
    at, dot, ticket = cursor.partition(".")
    if not (dot and at.isascii() and at.isdigit() and len(at) < 18):  # noqa: PLR2004 - microseconds of this millennium
        raise Invalid(field="cursor")
    return int(at), ticket


def make_code(
    session: Session, account: Account, action_name: str, scene: object, expire_seconds: int | None
) -> QrCode:
    """Make a code by hand. Raises NoQrCodes, Invalid with the field, TooManyCodes."""
    if not may(account.kind, Power.QRCODE):
        raise NoQrCodes
    wish = _wish(action_name, scene, expire_seconds)
    try:
        return service.create(session, account.appid, wish)
    except ApiError:
        raise TooManyCodes from None


def _wish(action_name: str, scene: object, expire_seconds: int | None) -> Wish:
    action = ACTIONS[action_name]
    if not action.permanent and expire_seconds is not None and not 1 <= expire_seconds <= MAX_SECONDS:
        raise Invalid(field="expire_seconds", text=_BAD_LIFE)
    try:
        return checked_wish(action_name, scene, scene, expire_seconds)
    except ApiError:
        if action.text:
            raise Invalid(field="scene", text=_BAD_TEXT) from None
        raise Invalid(field="scene", text=_BAD_NUMBER, most=100_000 if action.permanent else 2**32 - 1) from None
