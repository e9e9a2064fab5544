"""Small tools for hand-written ASGI endpoints."""

from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl

import msgspec

from teahouse.kit.errors import AppError, Language
from teahouse.kit.house import Receive, Scope, Send
from teahouse.kit.logs import current_request_id


class BodyTooLarge(Exception):
    """The request's body is longer than the endpoint takes."""


class ClientGone(Exception):
    """The sender left before the body was whole; there is nobody to answer."""


def header(scope: Scope, name: bytes) -> str:
    """A header's value, or an empty string; `name` in lower case."""
    for key, value in scope["headers"]:
        if key == name:
            return str(value.decode("latin-1"))
    return ""


def query_of(scope: Scope) -> dict[str, str]:
    """The query's parameters; of several with one name the last counts."""
    raw = scope["query_string"].decode("latin-1")
    if "%" in raw or "+" in raw:
        return dict(parse_qsl(raw, keep_blank_values=True))
    pairs = [pair.partition("=") for pair in raw.split("&") if pair]
    return {name: value for name, _, value in pairs}


def cookie(scope: Scope, name: str) -> str:
    """A cookie's value, or an empty string."""
    try:
        found = SimpleCookie(header(scope, b"cookie")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


async def read_body(receive: Receive, limit: int) -> bytes:
    """The whole body. Raises BodyTooLarge past `limit` bytes, ClientGone when the rest never comes."""
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > limit:
            raise BodyTooLarge
        more = message.get("more_body", False)
    return parts[0] if len(parts) == 1 else b"".join(parts)


async def respond(
    send: Send,
    status: int,
    body: bytes,
    content_type: bytes,
    headers: Iterable[tuple[bytes, bytes]] = (),
) -> None:
    """Send a whole answer."""
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", content_type),
                (b"content-length", str(len(body)).encode()),
                *headers,
            ],
        }
    )
    await send({"type": "http.response.body", "body": body})


async def respond_json(send: Send, status: int, answer: object) -> None:
    """Send an answer as JSON."""
    await respond(send, status, msgspec.json.encode(answer), b"application/json")


async def respond_error(send: Send, scope: Scope, error: AppError) -> None:
    """Send an error in the reader's language."""
    await respond_json(send, error.status, error_body(error, language_of(scope)))


def error_body(error: AppError, language: Language) -> dict[str, object]:
    """What every error of our own API looks like."""
    return {
        "code": error.code,
        "message": error.message(language),
        "field": error.field,
        "request_id": current_request_id(),
    }


def language_of(scope: Scope) -> Language:
    """The reader's language: their choice (cookie `lang`), else the browser's, else Chinese."""
    chosen = cookie(scope, "lang")
    if chosen in {"zh-CN", "en"}:
        return "en" if chosen == "en" else "zh-CN"
    accepted = header(scope, b"accept-language").lower()
    first = accepted.split(",")[0].strip()
    return "en" if first.startswith("en") else "zh-CN"
