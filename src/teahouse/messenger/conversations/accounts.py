"""Conversations of people with accounts, as the platform begins and ends them."""

from teahouse.kit.db import Cursor
from teahouse.messenger.conversations.append import ensure
from teahouse.messenger.conversations.events import add_event
from teahouse.messenger.conversations.repository import members
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
