"""What a member does with conversations, apart from sending. Each function is the work of one transaction."""

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.messenger.contacts import standings
from teahouse.messenger.conversations.append import ensure, store
from teahouse.messenger.conversations.errors import AlreadyRecalled, ConversationNotFound, MessageNotFound
from teahouse.messenger.conversations.events import add_event
from teahouse.messenger.conversations.messages import Draft, Message
from teahouse.messenger.conversations.models import Member
from teahouse.messenger.conversations.ports import AccountDesk
from teahouse.messenger.conversations.repository import appending, members, reading
from teahouse.messenger.conversations.rules import address, check_recall


def begin(session: Session, desk: AccountDesk, person_id: str, conversation_id: str) -> None:
    """Make an empty conversation with somebody who may be written to. Raises ConversationNotFound."""
    where = address(conversation_id)
    if where is None or person_id not in where.people:
        raise ConversationNotFound
    cursor = members.open_cursor(session)
    other = where.other(person_id)
    if where.kind == "account":
        allowed = bool(desk.may_send(cursor, {(other, person_id)}))
    else:
        allowed = standings(cursor, [(person_id, other)])[person_id, other] != "not_friend"
    if not allowed:
        raise ConversationNotFound
    ensure(cursor, conversation_id)


def recall(session: Session, person_id: str, conversation_id: str, seq: int) -> Message:
    """Recall an own message: its content goes, and a message of its own says so. See rules.check_recall."""
    target = _message(session, person_id, conversation_id, seq)
    check_recall(
        recaller_id=person_id,
        sender_id=target.sender_id,
        message_type=target.type,
        recalled=target.recalled,
        sent_at=target.sent_at,
        now=clock.timestamp(),
    )
    cursor = members.open_cursor(session)
    if not appending.blank(cursor, conversation_id, seq):
        raise AlreadyRecalled
    only_for = reading.only_for(session, conversation_id, seq)
    recalling = Draft(conversation_id, "person", person_id, "recall", {"target_seq": seq}, None, only_for)
    return store(cursor, [recalling])[0]


def delete(session: Session, person_id: str, conversation_id: str, seq: int) -> None:
    """Delete a message for oneself. Raises MessageNotFound."""
    _message(session, person_id, conversation_id, seq)
    members.delete_message(session, person_id, conversation_id, seq)
    add_event(members.open_cursor(session), person_id, "deleted", {"conversation_id": conversation_id, "seq": seq})


def clear(session: Session, person_id: str, conversation_id: str) -> None:
    """Clear a conversation for oneself; it leaves the list until its next message. Raises ConversationNotFound."""
    cursor = members.open_cursor(session)
    cleared = members.clear(cursor, person_id, conversation_id)
    if cleared is None:
        raise ConversationNotFound
    data = {"conversation_id": conversation_id, "seq": None, "cleared_seq": cleared}
    add_event(cursor, person_id, "deleted", data)


def read(session: Session, person_id: str, conversation_id: str, seq: int) -> None:
    """Everything up to `seq` is read. Going back does nothing. Raises ConversationNotFound."""
    overview = members.one(session, person_id, conversation_id)
    if overview is None:
        raise ConversationNotFound
    if not members.advance(session, person_id, conversation_id, min(seq, overview.last_seq)):
        return
    now = members.one(session, person_id, conversation_id) or overview
    data = {"conversation_id": conversation_id, "read_seq": now.read_seq, "unread": now.unread}
    add_event(members.open_cursor(session), person_id, "read", data)


def change(session: Session, person_id: str, conversation_id: str, *, muted: bool | None, pinned: bool | None) -> None:
    """Mute or pin; None stays. Raises ConversationNotFound."""
    member = _member(session, person_id, conversation_id)
    if muted is not None:
        member.muted = muted
    if pinned is not None:
        member.pinned = pinned
    data = {"conversation_id": conversation_id, "muted": member.muted, "pinned": member.pinned}
    add_event(members.open_cursor(session), person_id, "conversation_changed", data)


def may_show_typing(session: Session, person_id: str, conversation_id: str) -> str | None:
    """Whom the person's typing may be shown to; None when to nobody: strangers, the blocked, accounts."""
    where = address(conversation_id)
    if where is None or where.kind != "person" or person_id not in where.people:
        return None
    other = where.other(person_id)
    stand = standings(members.open_cursor(session), [(person_id, other)])[person_id, other]
    return other if stand == "friends" else None


def renew_epoch(session: Session) -> None:
    """After a restore: every phone reads everything anew, since what it knows may be gone."""
    members.renew_epoch(session)


def begin_epoch(house: House) -> None:
    """At the first start of a database."""
    with house.db.transaction() as session:
        members.begin_epoch(session)


def _member(session: Session, person_id: str, conversation_id: str) -> Member:
    member = members.member(session, person_id, conversation_id)
    if member is None:
        raise ConversationNotFound
    return member


def _message(session: Session, person_id: str, conversation_id: str, seq: int) -> Message:
    _member(session, person_id, conversation_id)
    found = reading.page(session, conversation_id, after=seq - 1, before=seq + 1, limit=1, reader=person_id)
    if not found:
        raise MessageNotFound
    return found[0]
