"""Pushes and server settings as mp sees them."""

import msgspec

from teahouse.platform.accounts import Mode


class ServerForm(msgspec.Struct):
    """Where pushes are to go; without a key the present one stays."""

    url: str
    token: str
    mode: Mode = "plain"
    aes_key: str | None = None


class WireRequest(msgspec.Struct):
    """A request as it was sent."""

    method: str
    url: str
    headers: dict[str, str]
    body: str


class WireResponse(msgspec.Struct):
    """An answer as it was received."""

    status: int
    headers: dict[str, str]
    body: str
    ms: int


class Verdict(msgspec.Struct):
    """What a check of a server came to; `reason` is a stable code, message and advice are for the reader."""

    ok: bool
    reason: str
    message: str
    advice: str
    request: WireRequest
    response: WireResponse | None


class AttemptOut(msgspec.Struct):
    """One attempt; bodies are empty in lists."""

    n: int
    at: int
    ms: int
    url: str
    request_headers: dict[str, str]
    request_body: str
    plain_body: str
    status: int | None
    response_headers: dict[str, str]
    response_body: str
    plain_response: str | None
    verdict: str
    reason: str


class PushOut(msgspec.Struct):
    """One push."""

    id: str
    msg_id: str | None
    openid: str
    nickname: str
    kind: str
    summary: str
    state: str
    reason: str
    created_at: int
    finished_at: int | None
    ms: int
    replay_of: str | None
    attempts: list[AttemptOut]
    reply_summary: str


class PushPage(msgspec.Struct):
    """Pushes, the newest first."""

    items: list[PushOut]
    next: str | None


class DayFigures(msgspec.Struct):
    """What happened on one day."""

    new: int = 0
    lost: int = 0
    messages: int = 0
    pushes: int = 0
    failed_pushes: int = 0
    calls: int = 0


class Day(msgspec.Struct):
    """One day of the curve; `total` followers at its end."""

    date: str
    new: int
    lost: int
    total: int
    messages: int


class Home(msgspec.Struct):
    """The home page of an account."""

    followers: int
    today: DayFigures
    yesterday: DayFigures
    days: list[Day]
