"""The log of calls as mp's inspector sees it."""

import msgspec


class CallOut(msgspec.Struct):
    """One call; secrets in query and bodies are masked, bodies cut at 16 KiB. `at` in Unix seconds."""

    rid: str
    at: int
    method: str
    path: str
    query: str
    request_body: str
    status: int
    errcode: int
    response_body: str
    ms: int
    client_ip: str


class CallPage(msgspec.Struct):
    """Calls, the newest first."""

    items: list[CallOut]
    next: str | None
