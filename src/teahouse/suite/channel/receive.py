"""The push endpoint /wx/<key>: the hottest path of the suite, written by hand (docs/architecture.md)."""

import secrets

import structlog
from anyio import to_thread

from teahouse.kit import clock
from teahouse.kit.asgi import BodyTooLarge, ClientGone, query_of, read_body, respond
from teahouse.kit.db import Cursor
from teahouse.kit.house import House, Receive, Scope, Send
from teahouse.protocol.crypto import CryptoError
from teahouse.protocol.errors import ProtocolError
from teahouse.protocol.events import parse_push
from teahouse.suite.channel import repository, rules
from teahouse.suite.channel.directory import Directory
from teahouse.suite.channel.inbound import Connected, Inbound, Inbox

PREFIX = "/wx/"
_LARGEST_PUSH = 1024 * 1024
_ACCEPTED = b"success"
_log = structlog.get_logger(__name__)


class Refused(Exception):
    """A request that is not let in: the status it gets, and why."""

    def __init__(self, status: int, reason: str) -> None:
        self.status = status
        self.reason = reason
        super().__init__(reason)


class Receiver:
    """The ASGI endpoint."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._directory = house.get(Directory)
        self._inbox = house.get(Inbox)  # type: ignore[type-abstract]  # a port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request of an account: the check of the URL (GET), or a push (POST)."""
        try:
            body, content_type = await self._answer(scope, receive), b"text/xml; charset=utf-8"
        except Refused as refused:
            await _refuse(scope, send, refused)
            return
        except BodyTooLarge:
            await _refuse(scope, send, Refused(413, "too_large"))
            return
        except ClientGone:
            return
        except Exception as error:  # noqa: BLE001 - anything but 200 makes the account push again
            _log.error("push.failed", path=scope["path"], exc_info=error)
            await respond(send, 503, b"try again", b"text/plain")
            return
        await respond(send, 200, body, content_type if body.startswith(b"<") else b"text/plain; charset=utf-8")

    async def _answer(self, scope: Scope, receive: Receive) -> bytes:
        key = scope["path"].removeprefix(PREFIX)
        account = self._directory.cached(key) or await self._found(key)
        query = query_of(scope)
        at = clock.micros()
        if reason := rules.refusal(account.token, query, at // 1_000_000):
            raise Refused(403, reason)
        if scope["method"] == "GET":
            return str(query.get("echostr", "")).encode()
        if scope["method"] != "POST":
            raise Refused(405, "method_not_allowed")
        return await self._take(account, query, await read_body(receive, _LARGEST_PUSH), at)

    async def _found(self, key: str) -> Connected:
        account = await to_thread.run_sync(self._directory.find, key)
        if account is None:
            raise Refused(404, "unknown_account")
        return account

    async def _take(self, account: Connected, query: dict[str, str], body: bytes, at: int) -> bytes:
        encrypted = query.get("encrypt_type") == "aes"
        if account.mode == "safe" and not encrypted:
            raise Refused(403, "encryption_expected")
        try:
            plain = account.crypto.open_push(body, *_aes(query)) if encrypted else body
            push = parse_push(plain)
        except CryptoError as error:
            raise Refused(400, f"not_decrypted: {error}") from error
        except ProtocolError as error:
            raise Refused(400, f"not_understood: {error}") from error
        if not rules.is_kept(push):
            _log.info("push.ignored", kind=type(push).__name__, account=account.id)
            return _ACCEPTED
        inbound = Inbound(account, push, rules.dedupe_key(push, plain), at)
        reply = await self._house.writer.submit(self._store, inbound)
        if not reply:
            return _ACCEPTED
        return _sealed(account, reply, at // 1_000_000) if encrypted else reply

    def _store(self, cursor: Cursor, pushes: list[Inbound]) -> list[bytes]:
        replies = self._inbox.receive(cursor, pushes)
        repository.mark_pushed(
            cursor, {(push.account.brand_id, push.account.id) for push in pushes}, pushes[-1].received_at
        )
        return replies


async def _refuse(scope: Scope, send: Send, refused: Refused) -> None:
    _log.warning("push.refused", reason=refused.reason, path=scope["path"])
    await respond(send, refused.status, refused.reason.encode(), b"text/plain; charset=utf-8")


def _aes(query: dict[str, str]) -> tuple[str, str, str]:
    return query.get("msg_signature", ""), query.get("timestamp", ""), query.get("nonce", "")


def _sealed(account: Connected, reply: bytes, timestamp: int) -> bytes:
    return account.crypto.seal_reply(reply, timestamp, secrets.token_hex(8), secrets.token_bytes(16))
