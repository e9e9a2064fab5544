"""Requests inside the process, past any HTTP library that would not write them so badly."""

from typing import Any, NamedTuple

from teahouse.kit.house import AsgiApp


class Answered(NamedTuple):
    """What came back."""

    status: int
    body: bytes
    headers: dict[bytes, bytes]


async def ask(
    app: AsgiApp, method: str, path: str, query: bytes, body: bytes, headers: list[tuple[bytes, bytes]]
) -> Answered:
    """One request from loopback."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query,
        "headers": [(b"host", b"127.0.0.1"), *headers],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:  # noqa: ANN401 - ASGI
        sent.append(message)

    await app(scope, receive, send)
    whole = b"".join(message.get("body", b"") for message in sent)
    return Answered(sent[0]["status"], whole, dict(sent[0].get("headers", ())))
