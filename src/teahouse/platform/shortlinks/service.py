"""Short links and short keys (reference, 12.4)."""

import secrets
import string
from datetime import timedelta
from urllib.parse import urlsplit

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.platform.shortlinks import repository
from teahouse.platform.shortlinks.models import ShortLinkRow
from teahouse.protocol import ApiError

MAX_SECONDS = 2_592_000
MAX_BYTES = 4096
_LETTERS = string.ascii_letters + string.digits
_URL_KEY, _DATA_KEY = 11, 15


def shorten_url(session: Session, appid: str, url: str) -> str:
    """The key of a short address; it stays. Raises ApiError 40039 for what is no web address."""
    if not _is_web(url):
        raise ApiError(40039)
    return _add(session, appid, "url", url, _URL_KEY, None)


def shorten_data(session: Session, appid: str, data: str, seconds: int) -> str:
    """The key of a text. Raises ApiError 40097: empty or over 4 KB, or a life that it cannot have."""
    if not data or "\0" in data or len(data.encode("utf-8", "replace")) > MAX_BYTES or not 1 <= seconds <= MAX_SECONDS:
        raise ApiError(40097)
    return _add(session, appid, "data", data, _DATA_KEY, seconds)


def fetch(session: Session, appid: str, key: str) -> tuple[str, int, int]:
    """The text, when it was stored and how many seconds are left. Raises ApiError 40097 where there is none."""
    row, now = repository.find(session, key), clock.now()
    if row is None or row.kind != "data" or row.appid != appid or row.expires_at is None or row.expires_at <= now:
        raise ApiError(40097)
    return row.value, int(row.created_at.timestamp()), int((row.expires_at - now).total_seconds())


def address_of(session: Session, key: str) -> str | None:
    """Where a short address leads."""
    row = repository.find(session, key)
    return row.value if row is not None and row.kind == "url" else None


def _add(session: Session, appid: str, kind: str, value: str, length: int, seconds: int | None) -> str:
    now = clock.now()
    key = "".join(secrets.choice(_LETTERS) for _ in range(length))
    expires_at = None if seconds is None else now + timedelta(seconds=seconds)
    row = ShortLinkRow(key=key, appid=appid, kind=kind, value=value, created_at=now, expires_at=expires_at)
    repository.add(session, row)
    return key


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        plain = url.isprintable() and not {" ", "\\"} & set(url) and len(url) <= MAX_BYTES
        return plain and parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False
