"""Conversations of people with accounts, as the platform begins and ends them."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from teahouse.kit.db import Cursor, to_micros
from teahouse.messenger.conversations.append import ensure
from teahouse.messenger.conversations.events import add_event, subject_of
from teahouse.messenger.conversations.repository import members, newcomers
from teahouse.messenger.conversations.repository.newcomers import First
from teahouse.messenger.conversations.rules import account_conversation


def ensure_account_conversation(cursor: Cursor, appid: str, person_id: str) -> str:
    """The id of the conversation, which is there from now on."""
    conversation_id = account_conversation(appid, person_id)
    ensure(cursor, conversation_id)
    return conversation_id


def leave_account_conversation(cursor: Cursor, appid: str, person_id: str) -> None:
    """The person has unfollowed: the conversation is cleared, so that the phone does not list it any more.

    Sending is refused by AccountDesk.may_send.
    """
    conversation_id = account_conversation(appid, person_id)
    cleared = members.clear(cursor, person_id, conversation_id)
    if cleared is not None:
        data = {"conversation_id": conversation_id, "seq": None, "cleared_seq": cleared}
        add_event(cursor, person_id, "deleted", data)


def begin_account_conversations(cursor: Cursor, appid: str, people: Iterable[tuple[str, datetime]]) -> None:
    """People whom nobody knows yet begin to follow, each at their moment: conversation and event, in few statements.

    Nothing is hinted: a person that has just been made has no phone that listens.
    """
    data = {"appid": appid}
    subject, content = subject_of("account_changed", data), msgspec.json.encode(data).decode()
    firsts = [
        First(one, account_conversation(appid, one), "account", subject, "account_changed", content, to_micros(at))
        for one, at in people
    ]
    newcomers.add(cursor, firsts)
