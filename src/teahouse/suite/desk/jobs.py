"""Sends what agents and rules say, in order, and never twice.

A message is moved from sending to calling before the call, and from there to sent or failed after it. Only the owner
of its job does that; so one that is found calling was cut off in between, and nobody knows: it becomes unsure.
"""

import asyncio
from typing import Any

import httpx

from teahouse.kit import clock
from teahouse.kit.errors import AppError
from teahouse.kit.files import NoSuchFile
from teahouse.kit.house import House
from teahouse.suite.audience import ActKey, Card, Line, cards, claim_line, line, settle_line
from teahouse.suite.channel import ApiClient, ChannelError, ChannelUnreachable
from teahouse.suite.desk import repository, rules, service
from teahouse.suite.desk.frames import FILE_GONE, UNREACHABLE, UNSURE
from teahouse.suite.desk.sending import SEND, TYPING
from teahouse.suite.organization import staff_names

_BUSY = -1
_WAITS = (0.5, 2.0)
"""Seconds before each further try of a call that surely did nothing."""

_TURN_SECONDS = 30.0
_LONGEST_POLL = 0.5
_REPLY_SECONDS = 0.3
"""The reply to a push comes first, then what else the rule says."""

_TYPING_SECONDS = 10


class NotItsTurn(Exception):
    """An earlier message of the follower is still on its way; the job runs again later."""


async def send(house: House, payload: dict[str, Any]) -> None:
    """Send one message. Raises NotItsTurn."""
    card, message = await _turn(house, payload)
    if message.state == "calling":
        await asyncio.to_thread(_settle, house, payload, "unsure", UNSURE)
    if message.state != "sending":
        return
    if message.kind == "reply":
        await asyncio.sleep(_REPLY_SECONDS)
    state, error = await _outcome(house, payload["brand_id"], card, message)
    await asyncio.to_thread(_settle, house, payload, state, error)


async def _turn(house: House, payload: dict[str, Any]) -> tuple[Card, Line]:
    wait, waited = 0.02, 0.0
    while (claimed := await asyncio.to_thread(_claim, house, payload)) is None:
        if waited > _TURN_SECONDS:
            raise NotItsTurn
        await asyncio.sleep(wait)
        waited += wait
        wait = min(wait * 2, _LONGEST_POLL)
    return claimed


def _claim(house: House, payload: dict[str, Any]) -> tuple[Card, Line] | None:
    key = ActKey(**payload)
    with house.db.transaction() as session:
        message = claim_line(session, key)
        if message is None:
            return None
        return cards(session, key.brand_id, [key.follower_id])[key.follower_id], message


async def _outcome(house: House, brand_id: str, card: Card, message: Line) -> tuple[str, str | None]:
    """The state after the call, and why it failed."""
    for wait in (*_WAITS, None):
        try:
            await _call(house, brand_id, card, message)
        except ChannelError as error:
            if error.errcode != _BUSY or wait is None:
                return "failed", f"{error.errcode} {error.errmsg}"
        except ChannelUnreachable as error:
            if not _did_nothing(error):
                return "unsure", UNSURE
            if wait is None:
                return "failed", UNREACHABLE
        except NoSuchFile:
            return "failed", FILE_GONE
        else:
            return "sent", None
        await asyncio.sleep(wait)
    raise AssertionError


async def _call(house: House, brand_id: str, card: Card, message: Line) -> None:
    client = house.get(ApiClient)
    kind, content = message.detail["type"], message.detail["content"]
    media_id = await client.media_id(brand_id, card.account_id, content["file"]) if kind == "image" else ""
    body = rules.custom_message(card.openid, kind, content, media_id)
    await client.call(brand_id, card.account_id, "/cgi-bin/message/custom/send", body)


def _did_nothing(error: ChannelUnreachable) -> bool:
    return isinstance(error.__cause__, httpx.ConnectError | httpx.ConnectTimeout)


def _settle(house: House, payload: dict[str, Any], state: str, error: str | None) -> None:
    key = ActKey(**payload)
    with house.db.transaction() as session:
        settle_line(session, key, state, error, was=("calling",))
        message = line(session, key)
        card = cards(session, key.brand_id, [key.follower_id])[key.follower_id]
        row = repository.conversation(session, key.brand_id, card.desk_id) if card.desk_id else None
        if row is not None and message is not None:
            names = staff_names(session, key.brand_id) if message.staff_id else {}
            service.tell_message(session, row, message, names.get(message.staff_id or ""))


async def show_typing(house: House, payload: dict[str, Any]) -> None:
    """Tell the follower that somebody writes; losing it harms nobody."""
    if clock.timestamp() - payload["at"] > _TYPING_SECONDS:
        return
    card = await asyncio.to_thread(_card, house, payload)
    if card is None:
        return
    body = {"touser": card.openid, "command": "Typing" if payload["on"] else "CancelTyping"}
    try:
        await house.get(ApiClient).call(payload["brand_id"], card.account_id, "/cgi-bin/message/custom/typing", body)
    except AppError:
        return


def _card(house: House, payload: dict[str, Any]) -> Card | None:
    with house.db.reading() as session:
        return cards(session, payload["brand_id"], [payload["follower_id"]]).get(payload["follower_id"])


JOBS = {SEND: send, TYPING: show_typing}
