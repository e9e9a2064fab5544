"""Conversations: messages in one gap-free order each, remote events, sync.

Others append messages (`append`), add events, begin and leave conversations with accounts, and read. The platform
fills the port AccountDesk.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from teahouse.kit.house import Feature, House
from teahouse.messenger.contacts import AccountCard, Chats
from teahouse.messenger.conversations import endpoint, routes, service, socket
from teahouse.messenger.conversations.accounts import (
    begin_account_conversations,
    ensure_account_conversation,
    leave_account_conversation,
)
from teahouse.messenger.conversations.append import append, was_sent
from teahouse.messenger.conversations.chats import ConversationChats
from teahouse.messenger.conversations.errors import ConversationNotFound, NotFollowing
from teahouse.messenger.conversations.events import RemoteEvent, account_topic, add_event, show_typing, topic
from teahouse.messenger.conversations.messages import Draft, Message, notice, wire
from teahouse.messenger.conversations.ports import AccountDesk, NoAccounts
from teahouse.messenger.conversations.reading import last_said, messages
from teahouse.messenger.conversations.repository.reading import Heard, Written, heard, written
from teahouse.messenger.conversations.rules import account_conversation, person_conversation
from teahouse.messenger.conversations.service import renew_epoch

__all__ = [
    "FEATURE",
    "AccountCard",
    "AccountDesk",
    "ConversationNotFound",
    "Draft",
    "Heard",
    "Message",
    "NotFollowing",
    "RemoteEvent",
    "Written",
    "account_conversation",
    "account_topic",
    "add_event",
    "append",
    "begin_account_conversations",
    "ensure_account_conversation",
    "heard",
    "last_said",
    "leave_account_conversation",
    "messages",
    "notice",
    "person_conversation",
    "renew_epoch",
    "show_typing",
    "topic",
    "was_sent",
    "wire",
    "written",
]


def _bind(house: House) -> None:
    house.bind(AccountDesk, NoAccounts())  # type: ignore[type-abstract]  # a port
    house.bind(Chats, ConversationChats(house))  # type: ignore[type-abstract]  # a port


@asynccontextmanager
async def _lifespan(house: House) -> AsyncIterator[None]:
    service.begin_epoch(house)
    yield


FEATURE = Feature(
    name="conversations",
    routes=[
        routes.sync,
        routes.read_conversation,
        routes.read_messages,
        routes.recall,
        routes.delete_message,
        routes.read_up_to,
        routes.change_conversation,
        routes.clear_conversation,
        routes.upload_file,
    ],
    raw={endpoint.PATH: endpoint.SendEndpoint, socket.PATH: socket.Socket},
    bind=_bind,
    lifespan=_lifespan,
)
