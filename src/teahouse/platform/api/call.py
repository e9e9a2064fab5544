"""One call of the public API, as its handler sees it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias, TypeVar

import msgspec

from teahouse.kit.db import Cursor, Session
from teahouse.kit.house import House
from teahouse.platform.accounts import Account
from teahouse.platform.api.forms import Form, has_zero_escape, literal_escapes, parse_form
from teahouse.protocol.errcodes import ApiError

Shape = TypeVar("Shape")

OK: Mapping[str, Any] = {"errcode": 0, "errmsg": "ok"}


@dataclass(frozen=True, slots=True)
class Binary:
    """An answer that is a file; with a `filename` it is an attachment, as clients demand of downloads."""

    data: bytes
    content_type: str
    filename: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Call(msgspec.Struct, frozen=True, kw_only=True):  # a frozen dataclass takes five times as long to make
    """What came in, and the transaction it is handled in."""

    house: House
    to: Session | Cursor
    method: str
    path: str
    query: Mapping[str, str]
    content_type: str
    body: bytes
    rid: str
    client_ip: str
    caller: Account | None
    """Whose token it was; None for paths without a token."""

    @property
    def session(self) -> Session:
        """The call's own transaction: committed after the handler, rolled back on any error."""
        if isinstance(self.to, Cursor):
            message = f"{self.path} shares its transaction: it has a cursor"
            raise TypeError(message)
        return self.to

    @property
    def cursor(self) -> Cursor:
        """The transaction that this call of a hot path shares with others."""
        if isinstance(self.to, Session):
            message = f"{self.path} has a transaction of its own: a session"
            raise TypeError(message)
        return self.to

    @property
    def account(self) -> Account:
        """Whose token it was. For paths with a token."""
        if self.caller is None:
            message = f"{self.path} is called without a token"
            raise TypeError(message)
        return self.caller

    def json(self, shape: type[Shape], *, literal: bool = False) -> Shape:
        r"""The body, whatever its Content-Type. Raises 44002 when empty, 47001 when it does not have the shape.

        `literal` keeps \uXXXX as the six characters that they are, which is what menus and articles show.
        """
        body = self.body.removeprefix(b"\xef\xbb\xbf").strip()
        if not body:
            raise ApiError(44002)
        return decoded(literal_escapes(body) if literal else body, shape)

    def form(self) -> Form:
        """The body as a form; empty when it is none."""
        return parse_form(self.content_type, self.body)


def decoded(body: bytes, shape: type[Shape]) -> Shape:
    """JSON of a shape. Raises ApiError 47001, also for a zero byte, which no database keeps and nobody means."""
    if has_zero_escape(body):
        raise ApiError(47001)
    try:  # as text, because what no field asks for is to be UTF-8 too
        return msgspec.json.decode(body.decode(), type=shape, strict=False)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ApiError(47001, str(error)[:200]) from None


Answer: TypeAlias = "Mapping[str, Any] | Binary"
Handler: TypeAlias = Callable[[Call], Answer]
"""Runs in a thread, in a transaction of its own: `call.session`."""


BatchHandler: TypeAlias = Callable[[Sequence[Call]], Sequence["Answer | ApiError"]]
"""Answers many calls, each of which may be refused."""


class Batched(NamedTuple):
    """The handler of a hot path. Its calls share one transaction, which only reads unless it `writes`: `call.cursor`.

    What it raises undoes the batch, whose calls are then done each alone.
    """

    handle: BatchHandler
    writes: bool = False


def each(handle: Handler) -> BatchHandler:
    """For calls that have nothing in common. It may raise ApiError as long as it has changed nothing."""

    def handle_each(calls: Sequence[Call]) -> list["Answer | ApiError"]:
        return [_answered(handle, call) for call in calls]

    return handle_each


def _answered(handle: Handler, call: Call) -> "Answer | ApiError":
    try:
        return handle(call)
    except ApiError as error:
        return error


Handlers: TypeAlias = "Mapping[str, Handler | Batched]"
"""By path."""
