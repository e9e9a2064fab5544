"""How followers are named, and what may be written about them: pure."""

from datetime import UTC, datetime, timedelta

from teahouse.kit.errors import Invalid, Text

_LONGEST_NOTE = 1000
_MOST_DIGITS = 17
"""Of a number in a cursor: microseconds until the year 5138 have so many, and every database can hold it."""

_LONGEST_REMARK_BYTES = 30
"""The platform's limit (reference, section 11.1)."""


def display_name(remark: str, nickname: str, openid: str) -> str:
    """What staff call a follower; the real WeChat tells no nicknames any more."""
    return remark or nickname or f"粉丝{openid[-4:]}"


def clean_remark(remark: str) -> str:
    """A remark that the platform takes, too. Raises Invalid."""
    cleaned = " ".join(remark.split())
    if len(cleaned.encode()) >= _LONGEST_REMARK_BYTES:
        raise Invalid(field="remark", text=Text("备注名最多 9 个汉字", "A remark has less than 30 bytes"))
    return cleaned


def clean_note(text: str) -> str:
    """A note. Raises Invalid."""
    cleaned = text.strip()
    if not 1 <= len(cleaned) <= _LONGEST_NOTE:
        raise Invalid(field="text", text=Text("请填写 1 到 1000 个字", "Enter 1 to 1000 characters"))
    return cleaned


def number_of(cursor: str) -> int:
    """The number in a page's cursor. Raises Invalid."""
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) <= _MOST_DIGITS):
        raise Invalid(field="cursor")
    return int(cursor)


def moment_of(cursor: str) -> datetime:
    """The moment in a page's cursor, in microseconds since 1970. Raises Invalid."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=number_of(cursor))
