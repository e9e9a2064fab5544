"""The job "push": three attempts, each stored; the reply becomes the account's message, once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import NamedTuple

from teahouse.kit.crypto import Vault
from teahouse.kit.db import Cursor
from teahouse.kit.house import House
from teahouse.kit.outgoing import Answer, Outgoing
from teahouse.platform.accounts import Account, Faults, accounts, faults_of
from teahouse.platform.push import finish, repository, rules
from teahouse.platform.push.exchange import Exchange, exchange, fresh, judge
from teahouse.platform.push.finish import Finished, keep_attempt
from teahouse.platform.push.models import PushAttemptRow, PushRow
from teahouse.platform.push.rules import RefusedReplyError, Seal
from teahouse.platform.push.verdicts import OK, Outcome
from teahouse.protocol import Reply

ATTEMPTS = 3
PAUSES = (2.0, 5.0)
"""Seconds before the second and third attempt, unless five have passed in waiting: a server may be restarting."""

OVERTAKEN_WITHIN = 2.0
"""Seconds a push waits for the one that is to overtake it, while the sandbox's fault is on."""


class _Held:
    """The first of two pushes that change places."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.may_go = asyncio.Event()
        self.has_gone = asyncio.Event()


async def _at_most(event: asyncio.Event) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(OVERTAKEN_WITHIN):
            await event.wait()


class Courier:
    """The client for pushes, made in the loop that uses it."""

    def __init__(self, *, loopback: bool) -> None:
        """`loopback`: servers on this machine may be called."""
        self._loopback = loopback
        self._clients: dict[asyncio.AbstractEventLoop, Outgoing] = {}
        self._held: dict[str, _Held] = {}

    def client(self) -> Outgoing:
        """The client of the running loop."""
        loop = asyncio.get_running_loop()
        if loop not in self._clients:
            self._clients[loop] = Outgoing(loopback=self._loopback)
        return self._clients[loop]

    @asynccontextmanager
    async def out_of_order(self, appid: str, number: int) -> AsyncIterator[None]:
        """Hold a push until the one behind it has been delivered, at most two seconds. Pushes go in pairs."""
        held = self._held.pop(appid, None)
        if held is None:
            held = self._held[appid] = _Held(number)
            await _at_most(held.may_go)
            if self._held.get(appid) is held:
                del self._held[appid]
        elif number < held.number:  # it was quicker to be loaded, and goes first nevertheless
            held.may_go.set()
            await _at_most(held.has_gone)
        try:
            yield
        finally:
            held.may_go.set()
            held.has_gone.set()

    async def close(self) -> None:
        """Close the running loop's connections."""
        client = self._clients.pop(asyncio.get_running_loop(), None)
        if client is not None:
            await client.close()


class _Delivery(NamedTuple):
    """A push with all that its attempts need."""

    push: PushRow
    account: Account
    seal: Seal
    faults: Faults
    done: int
    spent: int


class _Attempt(NamedTuple):
    """An attempt, and what was read from its answer."""

    row: PushAttemptRow
    outcome: Outcome
    reply: Reply | None


async def deliver(house: House, payload: dict[str, str]) -> None:
    """Perform one push. Again after it has ended, or after a crash between attempts, it goes on where it was."""
    delivery = await house.reader.submit(house.get(Loader), payload["push"])
    if delivery is None:
        return
    if delivery.faults.drop or not delivery.account.server_enabled:
        code = "dropped" if delivery.faults.drop else "disabled"
        await finish.finish(house, Finished(delivery.push, None, Outcome(code), None, delivery.spent))
        return
    if delivery.faults.out_of_order:
        async with house.get(Courier).out_of_order(delivery.account.appid, delivery.push.number):
            await _attempts(house, delivery)
    else:
        await _attempts(house, delivery)


class Loader:
    """Work for the reader: pushes that wait, each with all that its attempts need; None for what has ended."""

    def __init__(self, vault: Vault) -> None:
        """`vault` of the house."""
        self._vault = vault

    def __call__(self, cursor: Cursor, push_ids: list[str]) -> list[_Delivery | None]:
        """In their order."""
        found = repository.pending(cursor, push_ids)
        appids = sorted({one.push.appid for one in found.values()})
        known = accounts(cursor, appids)
        faults = {appid: faults_of(cursor, appid) for appid in known}
        seals = {appid: self._seal(account) for appid, account in known.items()}

        def delivery(waiting: repository.Pending) -> _Delivery | None:
            appid = waiting.push.appid
            if appid not in known:
                return None
            return _Delivery(waiting.push, known[appid], seals[appid], faults[appid], waiting.tried, waiting.ms)

        return [delivery(found[one]) if one in found else None for one in push_ids]

    def _seal(self, account: Account) -> Seal:
        return Seal(account.server_token(self._vault), account.aes_key(self._vault), account.appid, account.mode)


async def _attempts(house: House, delivery: _Delivery) -> None:
    spent, twin = delivery.spent, delivery.faults.double_push
    for n in range(min(delivery.done, ATTEMPTS - 1) + 1, ATTEMPTS + 1):
        sent = [_attempt(house, delivery, n)] + ([_attempt(house, delivery, n + ATTEMPTS)] if twin else [])
        attempt, *copies = await asyncio.gather(*sent)
        for copy in copies:
            copy.row.verdict, copy.row.detail = "duplicate", ""
            await house.writer.submit(keep_attempt, (delivery.push, copy.row))
        spent += attempt.row.ms
        if attempt.outcome.code == "ok" or attempt.outcome.code in rules.FINAL or n == ATTEMPTS:
            await finish.finish(house, Finished(delivery.push, attempt.row, attempt.outcome, attempt.reply, spent))
            return
        await house.writer.submit(keep_attempt, (delivery.push, attempt.row))
        if attempt.outcome.code != "timeout":
            await asyncio.sleep(PAUSES[n - 1])


async def _attempt(house: House, delivery: _Delivery, n: int) -> _Attempt:
    push, account = delivery.push, delivery.account
    wire = rules.sealed_request(
        account.server_url, push.body.encode(), account.original_id, push.openid, delivery.seal, fresh()
    )
    done = _with_faults(await exchange(house.get(Courier).client(), "POST", wire), delivery.faults)
    plain, reply, outcome = _read(done, delivery)
    answer = done.answer
    row = PushAttemptRow(
        push_id=push.id,
        n=n,
        at=done.at,
        ms=done.ms,
        url=wire.url,
        request_headers=wire.headers,
        request_body=wire.body.decode(),
        status=answer.status if answer else None,
        response_headers=answer.headers if answer else {},
        response_body=_text(answer.body) if answer else "",
        plain_response=None if plain is None else _text(plain),
        verdict=outcome.code,
        detail=outcome.detail,
    )
    return _Attempt(row, outcome, reply)


def _with_faults(done: Exchange, faults: Faults) -> Exchange:
    """The account's server was really called; what came back is lost or bent."""
    if faults.timeout:
        return done._replace(answer=None, outcome=Outcome("timeout"))
    if faults.status is not None:
        answer = Answer(faults.status, {}, b"", whole=True)
        return done._replace(answer=answer, outcome=judge(answer))
    return done


def _read(done: Exchange, delivery: _Delivery) -> tuple[bytes | None, Reply | None, Outcome]:
    if done.outcome.code != "ok" or done.answer is None:
        return None, None, done.outcome
    try:
        plain, reply = rules.opened_reply(done.answer.body, delivery.seal)
    except RefusedReplyError as error:
        return None, None, Outcome(error.code, error.detail)
    if reply is not None and reply.to_user_name != delivery.push.openid:
        return plain, None, Outcome("wrong_receiver")
    return plain, reply, OK


def _text(body: bytes) -> str:
    return body.decode("utf-8", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")
