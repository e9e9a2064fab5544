"""What an agent may be called, and which records may be asked for. No I/O."""

import re
from datetime import UTC, datetime, timedelta, timezone

from teahouse.protocol import ApiError

MAX_AGENTS, MAX_BINDINGS = 100, 5
INVITATION = timedelta(days=1)
_PREFIX = re.compile(r"[A-Za-z0-9_]{1,10}")
_LONGEST_NICKNAME = 16
_CHINA = timezone(timedelta(hours=8))
_MOST_RECORDS, _LARGEST_PAGE = 10_000, 50
_DAY = 24 * 3600
_LAST_SECOND = 253_402_300_799


def checked_kf_account(kf_account: object, wechat_id: str) -> str:
    """prefix@WeChat-ID of the account. Raises ApiError 65404."""
    prefix, at, owner = kf_account.partition("@") if isinstance(kf_account, str) else ("", "", "")
    if not at or owner != wechat_id or not _PREFIX.fullmatch(prefix):
        raise ApiError(65404)
    return f"{prefix}@{owner}"


def checked_nickname(nickname: object) -> str:
    """1 to 16 characters. Raises ApiError 65403."""
    name = " ".join(nickname.split()) if isinstance(nickname, str) else ""
    if not 1 <= len(name) <= _LONGEST_NICKNAME or not name.isprintable():
        raise ApiError(65403)
    return name


def span(start: object, end: object) -> tuple[datetime, datetime]:
    """The moments from `start` up to and with the second `end`. Raises ApiError: 65416, 65417 not within one day."""
    if not _second(start) or not _second(end) or start > end:  # type: ignore[operator]  # both are int
        raise ApiError(65416)
    first, last = datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC)  # type: ignore[arg-type]
    # The end of the day may be written as the first second of the next one.
    inside = (last - timedelta(seconds=1)) if last > first else last
    if (last - first).total_seconds() > _DAY or first.astimezone(_CHINA).date() != inside.astimezone(_CHINA).date():
        raise ApiError(65417)
    return first, last + timedelta(seconds=1)


def _second(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < _LAST_SECOND


def page_of_messages(msgid: object, number: object) -> tuple[int, int]:
    """From where, and how many at most. Raises ApiError 65416."""
    after, most = _whole(msgid), _whole(number)
    if after < 1 or not 1 <= most <= _MOST_RECORDS:
        raise ApiError(65416)
    return after, most


def page_of_records(size: object, index: object) -> tuple[int, int]:
    """How many to leave out, and how many at most. Raises ApiError 61451."""
    most, page = _whole(size), _whole(index)
    if not 1 <= most <= _LARGEST_PAGE or page < 1:
        raise ApiError(61451)
    return (page - 1) * most, most


def _whole(value: object) -> int:
    """A number; 0 for what is none, true and false among it."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
