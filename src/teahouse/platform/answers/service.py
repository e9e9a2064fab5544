"""Conversations of an account with people, and its operators' answers."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from teahouse.kit.db import Session, from_micros, to_micros
from teahouse.kit.errors import AppError, Invalid
from teahouse.messenger.conversations import Message, account_conversation, last_said, messages
from teahouse.platform.answers import errors
from teahouse.platform.answers.rules import State, state_of
from teahouse.platform.followers import Allowance, Follower, NoSuchFollower, allowance, correspondents, followers_of
from teahouse.platform.service import send
from teahouse.protocol import ApiError, parse_custom

_PAGE = 30
_MESSAGES = 50
_TOO_LARGE = 2**31
_UNSAID = {"notice", "recall"}
_REFUSALS: dict[int, Callable[[], AppError]] = {
    44004: lambda: errors.EmptyAnswer(field="text"),
    45002: lambda: errors.AnswerTooLong(field="text"),
    45015: errors.TooLate,
    45047: errors.UsedUp,
    43004: errors.HasLeft,
    43019: errors.OnBlacklist,
    40003: NoSuchFollower,
}


class Talk(NamedTuple):
    """A conversation in the list."""

    follower: Follower
    last: Message | None


class TalkPage(NamedTuple):
    """Some conversations, and the place to go on from."""

    items: list[Talk]
    next: str | None


class Thread(NamedTuple):
    """A conversation with a page of its messages, ascending, and whether there are older ones."""

    follower: Follower
    messages: list[Message]
    older: int | None
    state: State
    allowance: Allowance


def talks(session: Session, appid: str, cursor: str = "") -> TalkPage:
    """Conversations of those who wrote, the latest first. Raises Invalid."""
    page = correspondents(session, appid, _place(cursor), _PAGE)
    ids = {follower.openid: account_conversation(appid, follower.person_id) for follower in page.items}
    last = last_said(session, list(ids.values()))
    items = [Talk(follower, last.get(ids[follower.openid])) for follower in page.items]
    return TalkPage(items, f"{to_micros(page.next[0])}.{page.next[1]}" if page.next else None)


def _place(cursor: str) -> tuple[datetime, str] | None:
    if not cursor:
        return None
    at, dot, openid = cursor.partition(".")
    if not (dot and at.isascii() and at.isdigit() and len(at) < 18):  # noqa: PLR2004 - microseconds of this millennium
        raise Invalid(field="cursor")
    return from_micros(int(at)), openid


def thread(session: Session, appid: str, openid: str, before: int | None = None) -> Thread:
    """The newest messages, or those before a number. Raises NoSuchFollower, Invalid."""
    if before is not None and not 0 <= before < _TOO_LARGE:
        raise Invalid(field="before")
    follower = next(iter(followers_of(session, appid, [openid])), None)
    if follower is None:
        raise NoSuchFollower
    conversation = account_conversation(appid, follower.person_id)
    found = messages(session, conversation, before=before, limit=_MESSAGES + 1)
    shown = found[-_MESSAGES:]
    allowed = allowance(session, appid, openid)
    state = state_of(
        subscribed=follower.subscribed,
        blacklisted=follower.blacklisted,
        left=allowed.left,
        is_open=allowed.until is not None,
    )
    said = [message for message in shown if message.type not in _UNSAID]
    return Thread(follower, said, shown[0].seq if len(found) > _MESSAGES else None, state, allowed)


def answer(session: Session, appid: str, openid: str, text: str, client_id: str | None = None) -> None:
    """Answer with text, by the rules of customer-service messages; the same `client_id` again does nothing.

    Raises Invalid with the field, NoSuchFollower, TooLate, UsedUp, HasLeft, OnBlacklist, SentAtOnce.
    """
    try:
        send(session, appid, parse_custom({"touser": openid, "msgtype": "text", "text": {"content": text}}), client_id)
    except ApiError as error:
        refusal = _REFUSALS.get(error.errcode)
        if refusal is None:
            raise
        raise refusal() from None
