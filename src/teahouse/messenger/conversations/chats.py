"""Conversations as contacts need them."""

from typing import Any

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.messenger.contacts import AccountCard
from teahouse.messenger.conversations.append import store
from teahouse.messenger.conversations.events import EventKind, add_event
from teahouse.messenger.conversations.messages import notice
from teahouse.messenger.conversations.ports import AccountDesk
from teahouse.messenger.conversations.reading import followed_accounts
from teahouse.messenger.conversations.repository import members
from teahouse.messenger.conversations.repository.members import open_cursor
from teahouse.messenger.conversations.rules import person_conversation


class ConversationChats:
    """Fills contacts' port Chats."""

    def __init__(self, house: House) -> None:
        """The desk is looked up when it is needed: the platform binds it later."""
        self._house = house

    def befriended(self, session: Session, asker_id: str, accepter_id: str, greeting: str) -> None:
        """See Chats: the greeting, then the line that says they can talk."""
        conversation_id = person_conversation(asker_id, accepter_id)
        drafts = [notice(conversation_id, "became_friends")]
        if greeting:
            drafts.insert(0, notice(conversation_id, "greeting", person_id=asker_id, text=greeting))
        store(open_cursor(session), drafts)

    def parted(self, session: Session, person_id: str, other_id: str) -> None:
        """See Chats."""
        cursor = open_cursor(session)
        conversation_id = person_conversation(person_id, other_id)
        cleared = members.clear(cursor, person_id, conversation_id)
        if cleared is not None:
            data = {"conversation_id": conversation_id, "seq": None, "cleared_seq": cleared}
            add_event(cursor, person_id, "deleted", data)

    def tell(self, session: Session, person_id: str, kind: EventKind, data: dict[str, Any]) -> None:
        """See Chats."""
        add_event(open_cursor(session), person_id, kind, data)

    def followed_accounts(self, session: Session, person_id: str) -> list[AccountCard]:
        """See Chats."""
        desk = self._house.get(AccountDesk)  # type: ignore[type-abstract]  # a port
        return followed_accounts(session, desk, person_id)
