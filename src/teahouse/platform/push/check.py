"""Is this an account's server? The request that is sent when an operator saves a URL (reference, 1.1)."""

import asyncio
import secrets
from typing import NamedTuple

from teahouse.kit.errors import Invalid, Language, Text
from teahouse.kit.house import House
from teahouse.kit.outgoing import Outgoing
from teahouse.platform.accounts import ServerConfig
from teahouse.platform.push import rules, verdicts
from teahouse.platform.push.exchange import Exchange, exchange, fresh
from teahouse.platform.push.rules import Wire
from teahouse.platform.push.schemas import Verdict, WireRequest, WireResponse
from teahouse.platform.push.verdicts import OK, Outcome
from teahouse.protocol import CryptoError, decode_aes_key, push_signature

_TOKEN_LENGTH = range(3, 33)
_REFUSALS = {"401", "403"}
_HINTS = ("sign", "token", "invalid", "illegal", "fail", "error", "forbidden", "denied", "wrong", "校验", "签名")
_SHORT = 200


class Checked(NamedTuple):
    """What a check came to."""

    outcome: Outcome
    done: Exchange

    @property
    def ok(self) -> bool:
        """Whether the server answered as it should."""
        return self.outcome.code == "ok"

    def verdict(self, language: Language) -> Verdict:
        """The same for the page."""
        answer = self.done.answer
        return Verdict(
            ok=self.ok,
            reason=self.outcome.code,
            message=verdicts.reason(self.outcome, language),
            advice=verdicts.advice(self.outcome, language),
            request=WireRequest("GET", self.done.wire.url, self.done.wire.headers, ""),
            response=None
            if answer is None
            else WireResponse(
                answer.status, answer.headers, answer.body.decode("utf-8", "replace").replace("\0", ""), self.done.ms
            ),
        )


def checked_config(config: ServerConfig) -> ServerConfig:
    """The same. Raises Invalid for a token or key of the wrong form; the URL is judged by the check."""
    token = config.token
    if len(token) not in _TOKEN_LENGTH or not token.isascii() or not token.isalnum():
        raise Invalid(
            field="token", text=Text("Token 为 3 到 32 位字母或数字", "A token has 3 to 32 letters and digits")
        )
    try:
        decode_aes_key(config.aes_key)
    except CryptoError:
        raise Invalid(
            field="aes_key", text=Text("EncodingAESKey 为 43 位字母或数字", "An AES key has 43 letters and digits")
        ) from None
    return config


def check_server(house: House, config: ServerConfig) -> Checked:
    """Ask the server for its echostr. Blocks up to five seconds; hold no session meanwhile."""
    return asyncio.run(_check(config, loopback=house.settings.sandbox))


async def _check(config: ServerConfig, *, loopback: bool) -> Checked:
    outgoing = Outgoing(loopback=loopback)
    try:
        return await _asked(outgoing, config)
    finally:
        await outgoing.close()


async def _asked(outgoing: Outgoing, config: ServerConfig) -> Checked:
    echo, new = str(secrets.randbelow(9 * 10**18) + 10**18), fresh()
    query = {
        "signature": push_signature(config.token, new.timestamp, new.nonce),
        "echostr": echo,
        "timestamp": str(new.timestamp),
        "nonce": new.nonce,
    }
    headers = {"User-Agent": "Mozilla/4.0", "Accept": "*/*", "Pragma": "no-cache"}
    done = await exchange(outgoing, "GET", Wire(rules.with_query(config.url, query), headers, b""))
    return Checked(_judged(done, echo), done)


def _judged(done: Exchange, echo: str) -> Outcome:
    answer = done.answer
    if answer is None or done.outcome.code in {"redirect", "too_large"}:
        return done.outcome
    if done.outcome.code == "status":
        return Outcome("wrong_token") if done.outcome.detail in _REFUSALS else done.outcome
    if answer.body == echo.encode():
        return OK
    return Outcome("wrong_token" if _looks_refused(answer.body, echo) else "wrong_body")


def _looks_refused(body: bytes, echo: str) -> bool:
    """A server that knows the protocol but not this signature says nothing, or that something is wrong."""
    text = body.decode("utf-8", "replace").strip().lower()
    if echo in text:
        return False
    return not text or (len(text) < _SHORT and "<html" not in text and any(word in text for word in _HINTS))
