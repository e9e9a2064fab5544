"""Reading on behalf of a member: conversations, messages, and what changed since a token."""

from collections.abc import Collection
from typing import Any, NamedTuple

import msgspec

from teahouse.kit.db import Session
from teahouse.messenger.contacts import AccountCard, Person, persons
from teahouse.messenger.conversations.errors import ConversationNotFound
from teahouse.messenger.conversations.events import RemoteEvent
from teahouse.messenger.conversations.messages import Message
from teahouse.messenger.conversations.ports import AccountDesk
from teahouse.messenger.conversations.repository import events, members, reading
from teahouse.messenger.conversations.repository.members import Overview
from teahouse.messenger.conversations.rules import Address, address

_CONVERSATIONS_A_PAGE = 200
_EVENTS_A_PAGE = 200


class View(NamedTuple):
    """A conversation with its other side."""

    overview: Overview
    peer: Person | AccountCard


class Token(NamedTuple):
    """Where a phone stands. Within a page, `mark` is where the pages began and `target` where the next sync begins."""

    epoch: str
    n: int
    mark: int
    target: int = 0
    after: str = ""

    def __str__(self) -> str:
        """As the phone keeps it."""
        return ".".join(str(part) for part in self)


class Changes(NamedTuple):
    """The answer to a sync."""

    token: str
    resync: bool
    views: list[View]
    events: list[RemoteEvent]
    more: bool


def messages(
    session: Session,
    conversation_id: str,
    *,
    after: int | None = None,
    before: int | None = None,
    limit: int = 100,
    person_id: str | None = None,
) -> list[Message]:
    """Messages ascending: the first behind `after`, else the last before `before`, else the newest.

    With `person_id` as that member sees them, without what was cleared, deleted or is not for them. Not scoped to a
    caller: for a member's own request see `page`.
    """
    return reading.page(session, conversation_id, after=after, before=before, limit=limit, reader=person_id)


def last_said(session: Session, conversation_ids: Collection[str]) -> dict[str, Message]:
    """The newest message of each conversation, notices left out; conversations without one are left out."""
    return reading.last_said(session, conversation_ids)


def page(
    session: Session, person_id: str, conversation_id: str, *, after: int | None, before: int | None, limit: int
) -> tuple[list[Message], bool]:
    """A member's page, and whether there is more in its direction. Raises ConversationNotFound."""
    if members.member(session, person_id, conversation_id) is None:
        raise ConversationNotFound
    found = reading.page(session, conversation_id, after=after, before=before, limit=limit + 1, reader=person_id)
    if len(found) <= limit:
        return found, False
    return (found[:limit] if after is not None else found[1:]), True


def view(session: Session, desk: AccountDesk, person_id: str, conversation_id: str) -> View:
    """One conversation. Raises ConversationNotFound."""
    overview = members.one(session, person_id, conversation_id)
    found = _views(session, desk, person_id, [overview]) if overview else []
    if not found:
        raise ConversationNotFound
    return found[0]


def sync(session: Session, desk: AccountDesk, person_id: str, text: str) -> Changes:
    """What changed for a person since the token; everything, without one that is of this database."""
    token, newest = _token(session, person_id, text)
    resync = token is None
    if token is None:
        token = Token(members.epoch(session), newest, 0)
    target = token.target or members.horizon(session)
    overviews = members.changed(session, person_id, token.mark, token.after, _CONVERSATIONS_A_PAGE + 1)
    told = events.since(session, person_id, token.n, _EVENTS_A_PAGE + 1)
    following = _following(token, target, overviews, told)
    return Changes(
        token=str(following),
        resync=resync,
        views=_views(session, desk, person_id, overviews[:_CONVERSATIONS_A_PAGE]),
        events=[_event(row) for row in told[:_EVENTS_A_PAGE]],
        more=bool(following.target) or len(told) > _EVENTS_A_PAGE,
    )


def followed_accounts(session: Session, desk: AccountDesk, person_id: str) -> list[AccountCard]:
    """The accounts that a person follows, by name."""
    addresses = [address(one) for one in members.account_conversations(session, person_id)]
    cards = desk.cards(session, [one.first for one in addresses if one], person_id)
    return sorted((card for card in cards.values() if card.following), key=lambda card: (card.name, card.appid))


def _following(token: Token, target: int, overviews: list[Overview], told: list[tuple[Any, ...]]) -> Token:
    n = told[:_EVENTS_A_PAGE][-1][0] if told else token.n
    if len(overviews) > _CONVERSATIONS_A_PAGE:
        return Token(token.epoch, n, token.mark, target, overviews[_CONVERSATIONS_A_PAGE - 1].conversation_id)
    return Token(token.epoch, n, target)


def _token(session: Session, person_id: str, text: str) -> tuple[Token | None, int]:
    """The token, if it is of this database and not too old; and the number of the newest event."""
    newest = events.last(session, person_id)
    parts = text.split(".", 4)
    if len(parts) != len(Token._fields) or not all(part.isascii() and part.isdigit() for part in parts[1:4]):
        return None, newest
    token = Token(parts[0], int(parts[1]), int(parts[2]), int(parts[3]), parts[4])
    if token.epoch != members.epoch(session) or not newest - events.KEPT <= token.n <= newest:
        return None, newest
    return token, newest


def _event(row: tuple[Any, ...]) -> RemoteEvent:
    return RemoteEvent(row[0], row[1], msgspec.json.decode(row[2]), row[3] // 1_000_000)


def _views(session: Session, desk: AccountDesk, person_id: str, overviews: Collection[Overview]) -> list[View]:
    sides: dict[str, Address] = {}
    for one in overviews:
        where = address(one.conversation_id)
        if where is not None:
            sides[one.conversation_id] = where
    people = persons(session, person_id, {s.other(person_id) for s in sides.values() if s.kind == "person"})
    appids = {side.first for side in sides.values() if side.kind == "account"}
    cards = desk.cards(session, appids, person_id) if appids else {}
    views = []
    for overview in overviews:
        side = sides[overview.conversation_id]
        peer: Person | AccountCard | None = (
            people.get(side.other(person_id)) if side.kind == "person" else cards.get(side.first)
        )
        if peer is not None:
            views.append(View(overview, peer))
    return views
