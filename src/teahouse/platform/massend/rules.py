"""What may be sent to whom, how often and how fast (reference, section 8). No I/O."""

import hashlib
import json
import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from teahouse.protocol import ApiError

PER_DAY, PER_MONTH = 1, 4
"""Of a subscription account, and of each follower of a service account."""
FIRST_NUMBER = 1_000_000_000
"""Numbers of messages stay small: JavaScript reads them as doubles."""
PER_MINUTE = (800_000, 600_000, 450_000, 300_000, 100_000)
"""By speed."""
ONCE = timedelta(hours=24)
"""How long a clientmsgid makes two messages one."""
CALLS, RETRIES, SECONDS = 60, 20, 60
"""How many calls a minute, and how many with the same clientmsgid."""
_LONGEST_CLIENT_ID = 32
_FEWEST, _MOST = 2, 10_000
_LONGEST_TITLE = 60
SUCCESS, FAILURE, REPRINT, OTHER = "send success", "send fail", "err(30003)", "err(21000)"
_VERDICTS = {
    "10001": ("advertising", "广告"),
    "20001": ("politics", "政治"),
    "20004": ("society", "社会"),
    "20002": ("pornography", "色情"),
    "20006": ("crime", "违法", "犯罪"),
    "20008": ("fraud", "欺诈"),
    "20013": ("copyright", "版权"),
    "22000": ("mutual promotion", "互推"),
    "21000": ("other", "其他"),
    "30002": ("not allowed",),
    "40001": ("administrator refused", "管理员拒绝"),
    "40002": ("administrator did not answer", "管理员超时"),
}
"""The codes of the status, with words that a reviewer may use instead."""
_STATES = {
    "done": "SEND_SUCCESS",
    "failed": "SEND_FAIL",
    "cancelled": "SEND_FAIL",
    "recalled": "DELETE",
}


def msg_status(state: str) -> str:
    """As mass/get says it."""
    return _STATES.get(state, "SENDING")


def status_of(reason: str) -> str:
    """The status of a refusal: by a code within the reason, or by a word of it; otherwise "other"."""
    found = re.search(r"(?<!\d)(\d{5})(?!\d)", reason)
    if found and found[1] in _VERDICTS:
        return f"err({found[1]})"
    low = reason.lower()
    named = (code for code, words in _VERDICTS.items() if any(word in low for word in words))
    return f"err({next(named, '21000')})"


def title_of(text: str) -> str:
    """How a list calls a text: its first line, cut."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= _LONGEST_TITLE else f"{line[: _LONGEST_TITLE - 1]}…"


def checked_client_id(value: object) -> str:
    """A clientmsgid as it came; empty for none. Raises ApiError 45067."""
    text = "" if value is None else str(value)
    if len(text.encode(errors="surrogatepass")) > _LONGEST_CLIENT_ID:
        raise ApiError(45067)
    return text.replace("\0", "")


def default_client_id(body: dict[str, Any]) -> str:
    """A digest of range and content, for requests without a clientmsgid."""
    kept = {name: value for name, value in body.items() if name not in {"clientmsgid", "send_ignore_reprint"}}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:32]


def checked_openids(value: object) -> tuple[str, ...]:
    """A list of people, each once. Raises ApiError: 40031 no list of openids, 40130 too few, 40032 too many."""
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise ApiError(40031)
    openids = tuple(dict.fromkeys(one.replace("\0", "") for one in value))
    if len(openids) < _FEWEST:
        raise ApiError(40130)
    if len(value) > _MOST:
        raise ApiError(40032)
    return openids


def checked_speed(value: object) -> int:
    """A speed. Raises ApiError: 45084 missing, 45083 none of the five."""
    if value is None:
        raise ApiError(45084)
    if not re.fullmatch(r"[0-4]", str(value)) or isinstance(value, float):
        raise ApiError(45083)
    return int(str(value))


def checked_number(value: object, code: int) -> int:
    """A small number, given as a number or as text. Raises ApiError with the code."""
    if isinstance(value, bool) or not re.fullmatch(r"\d{1,15}", str(value)):
        raise ApiError(code)
    return int(str(value))


class Turn(NamedTuple):
    """How a batch of targets is split; the three lists together are the batch."""

    reached: list[str]
    barred: list[str]
    """On the blacklist."""
    sated: list[str]
    """They have received all that they may this month."""


def split(targets: Sequence[tuple[str, bool]], allowed: Collection[str] | None) -> Turn:
    """Who gets the message: not who is on the blacklist (the second of each pair), and only who is `allowed`.

    None for `allowed` are all.
    """
    barred = [person for person, blacklisted in targets if blacklisted]
    wanted = [person for person, blacklisted in targets if not blacklisted]
    if allowed is None:
        return Turn(wanted, barred, [])
    return Turn([one for one in wanted if one in allowed], barred, [one for one in wanted if one not in allowed])


def next_turn(due: datetime, now: datetime, count: int, speed: int) -> datetime:
    """When the batch after one of `count` that was due may go: no faster than the speed, and late is not made up."""
    return max(due + timedelta(minutes=count / PER_MINUTE[speed]), now)
