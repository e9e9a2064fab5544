"""POST /api/phone/send, the hot path: a raw ASGI endpoint in front of the writer."""

import re
from typing import Annotated, Any

import msgspec
import structlog
from anyio import to_thread
from msgspec import Meta

from teahouse.kit.asgi import BodyTooLarge, ClientGone, cookie, header, read_body, respond_error, respond_json
from teahouse.kit.db import Cursor
from teahouse.kit.errors import AppError, Invalid, NotFound, Text, Unauthorized, Unavailable
from teahouse.kit.house import House, Receive, Scope, Send
from teahouse.kit.http import ForgedRequest, MethodNotAllowed, cookie_name
from teahouse.kit.limits import LocalLimits
from teahouse.kit.logins import Login
from teahouse.messenger.conversations.append import Outcome, Stored, append_all
from teahouse.messenger.conversations.contents import (
    LOOKED_UP,
    TYPES,
    LinkContent,
    LocationContent,
    Lookups,
    TextContent,
    plain_content,
    text_content,
)
from teahouse.messenger.conversations.messages import Draft, wire
from teahouse.messenger.conversations.ports import AccountDesk

PATH = "/api/phone/send"
_KIND = "phone"
_LARGEST_BODY = 32 * 1024
_MOST, _MOST_SECONDS = 600, 10
"""Messages that one person may send: more than any fingers, less than it takes to be in the others' way."""
_FIELD = re.compile(r"\$\.(?:content\.)?(\w+)")
_MISSING = re.compile(r"required field `(\w+)`")
_log = structlog.get_logger(__name__)


class Sending(msgspec.Struct):
    """What the phone sends. `client_id` is the phone's own name for the message: the same again is no new message."""

    conversation_id: Annotated[str, Meta(max_length=150)]
    client_id: Annotated[str, Meta(pattern=r"^[\x21-\x7e]{1,64}$")]
    type: str
    content: msgspec.Raw


class BodyTooLong(Invalid):
    """More bytes than any message has."""

    status = 413
    code = "conversations.too_long"
    text = Text("消息太长", "The message is too long")


class UnknownType(Invalid):
    """A type that people do not send."""

    code = "conversations.unknown_type"
    text = Text("不支持这种消息", "Messages of this type cannot be sent")


class Appender:
    """Work for the writer; one object a house, so that the writer puts all drafts into one call."""

    def __init__(self, house: House) -> None:
        """The desk is looked up when it is needed: the platform binds it later."""
        self._house = house

    def __call__(self, cursor: Cursor, drafts: list[Draft]) -> list[Outcome]:
        """One outcome a draft."""
        return append_all(cursor, drafts, self._house.get(AccountDesk))  # type: ignore[type-abstract]  # a port


class SendEndpoint:
    """Who sends, what, is it allowed; then the writer; then the stored message."""

    def __init__(self, house: House) -> None:
        """One a house."""
        self._house = house
        self._append = Appender(house)
        self._pace = LocalLimits()
        self._sending = msgspec.json.Decoder(Sending)
        self._contents = {name: msgspec.json.Decoder(shape) for name, shape in TYPES.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        try:
            outcome = await self._answer(scope, receive)
        except AppError as error:
            await respond_error(send, scope, error)
        except ClientGone:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the database has: the phone sends it again
            _log.error("send.failed", exc_info=error)
            await respond_error(send, scope, Unavailable())
        else:
            if isinstance(outcome, Stored):
                await respond_json(send, 201 if outcome.new else 200, wire(outcome.message))
            else:
                await respond_error(send, scope, outcome)

    async def _answer(self, scope: Scope, receive: Receive) -> Outcome:
        _check_request(scope)
        login = await self._login(scope)
        self._pace.hit(login.subject_id, _MOST, _MOST_SECONDS)
        try:
            body = await read_body(receive, _LARGEST_BODY)
        except BodyTooLarge as error:
            raise BodyTooLong from error
        draft = await self._draft(login.subject_id, body)
        return await self._house.writer.submit(self._append, draft)

    async def _login(self, scope: Scope) -> Login:
        token = cookie(scope, cookie_name(_KIND))
        login = self._house.logins.cached(_KIND, token) if token else None
        if login is None and token:
            login = await to_thread.run_sync(self._house.logins.find, _KIND, token)
        if login is None:
            raise Unauthorized
        if not login.knows(header(scope, b"x-csrf-token")):
            raise ForgedRequest
        return login

    async def _draft(self, sender_id: str, body: bytes) -> Draft:
        sending = _decoded(self._sending, body)
        decoder = self._contents.get(sending.type)
        if decoder is None:
            raise UnknownType(field="type")
        content = _decoded(decoder, sending.content)
        if isinstance(content, TextContent):
            made = text_content(content)
        elif isinstance(content, LocationContent | LinkContent):
            made = plain_content(content)
        else:
            made = await to_thread.run_sync(self._look_up, sender_id, sending.type, content)
        return Draft(sending.conversation_id, "person", sender_id, sending.type, made, sending.client_id)

    def _look_up(self, sender_id: str, message_type: str, content: msgspec.Struct) -> dict[str, Any]:
        desk = self._house.get(AccountDesk)  # type: ignore[type-abstract]  # a port
        with self._house.db.reading() as session:
            return LOOKED_UP[message_type](content, Lookups(session, desk, sender_id))


def _check_request(scope: Scope) -> None:
    if scope["type"] != "http" or scope["path"] != PATH:
        raise NotFound
    if scope["method"] != "POST":
        raise MethodNotAllowed


def _decoded(decoder: msgspec.json.Decoder[Any], data: bytes | msgspec.Raw) -> Any:  # noqa: ANN401 - by the decoder
    try:
        return decoder.decode(data)
    except msgspec.ValidationError as error:
        reason = str(error)
        found = _MISSING.search(reason) or _FIELD.search(reason)
        raise Invalid(
            field=found.group(1) if found else None,
            text=Text("消息内容有误（{reason}）", "Not valid: {reason}"),
            reason=reason,
        ) from error
    except msgspec.DecodeError as error:
        raise Invalid(text=Text("请求不是 JSON", "The request is not JSON")) from error
