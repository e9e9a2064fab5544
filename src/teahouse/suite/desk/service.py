"""What agents do with conversations. The follower is locked first, then the conversation, as in a batch of pushes."""

from datetime import datetime

from teahouse.kit import clock
from teahouse.kit.db import Session, hint
from teahouse.suite.audience import (
    Card,
    Line,
    append_line,
    lock_follower,
    messages_after,
    set_desk,
)
from teahouse.suite.desk import repository
from teahouse.suite.desk.errors import Closed, Elsewhere, NoSuchConversation, Taken
from teahouse.suite.desk.frames import frame
from teahouse.suite.desk.hotpath import topic
from teahouse.suite.desk.models import DeskConversation
from teahouse.suite.organization import Member, find_member, includes, staff_names

NOBODY = ("waiting", "")


def find(session: Session, brand_id: str, conversation_id: str) -> DeskConversation:
    """A conversation of the brand. Raises NoSuchConversation."""
    row = repository.conversation(session, brand_id, conversation_id)
    if row is None:
        raise NoSuchConversation
    return row


def take(session: Session, member: Member, conversation_id: str, instead_of: str | None = None) -> DeskConversation:
    """Answer from here on. What nobody has is taken by whoever is first, what is closed is taken up again, and what
    somebody has only in their stead (`instead_of`). Raises Taken, Elsewhere.
    """
    row, card = locked(session, member.brand_id, conversation_id)
    _take(session, member, row, card, instead_of)
    return row


def take_to_answer(session: Session, member: Member, row: DeskConversation, card: Card) -> None:
    """An answer without taking takes what waits. Raises Taken, Closed."""
    if row.state == "closed":
        raise Closed
    _take(session, member, row, card, None)


def _take(session: Session, member: Member, row: DeskConversation, card: Card, instead_of: str | None) -> None:
    if (row.state, row.agent_id) == ("open", member.staff_id):
        return
    if row.state == "closed":
        _check_free(card)
    was = [NOBODY, ("closed", row.agent_id)]
    if instead_of:
        was.append(("open", instead_of))
    if not repository.assign(session, row, member.staff_id, clock.now(), was=tuple(was)):
        raise Taken(name=staff_names(session, member.brand_id).get(row.agent_id, ""))
    set_desk(session, member.brand_id, card.id, "open", row.id)
    _note(session, member, row, card, "taken", {})


def transfer(session: Session, member: Member, conversation_id: str, staff_id: str) -> DeskConversation:
    """Hand a conversation to another agent. Raises NoSuchStaff, Taken, Closed."""
    to = find_member(session, member.brand_id, staff_id, "agent")
    row, card = locked(session, member.brand_id, conversation_id)
    _check_may_change(session, member, row)
    if (row.state, row.agent_id) == ("open", to.staff_id):
        return row
    repository.assign(session, row, to.staff_id, clock.now(), was=((row.state, row.agent_id),))
    set_desk(session, member.brand_id, card.id, "open", row.id)
    _note(session, member, row, card, "transferred", {"to": to.name})
    return row


def close(session: Session, member: Member, conversation_id: str) -> DeskConversation:
    """Give the follower back to the robot. Raises Taken; closing twice is closing once."""
    row, card = locked(session, member.brand_id, conversation_id)
    if row.state == "closed":
        return row
    _check_may_change(session, member, row)
    now = clock.now()
    row.state, row.closed_at, row.updated_at = "closed", now, now
    row.waiting_since, row.draft, row.unread, row.agent_id = None, "", 0, row.agent_id or member.staff_id
    set_desk(session, member.brand_id, card.id, "", row.id)
    _note(session, member, row, card, "closed", {})
    return row


def read(session: Session, brand_id: str, conversation_id: str, seq: int) -> None:
    """Everything up to an act is read; it never becomes unread again."""
    row, card = locked(session, brand_id, conversation_id)
    if seq <= row.read_seq:
        return
    row.read_seq = seq
    row.unread = messages_after(session, brand_id, card.id, seq)
    tell_changed(session, row)


def tell_changed(session: Session, row: DeskConversation) -> None:
    """Pages are to read the conversation, and the counts, again."""
    hint(session, topic(row.brand_id), {"type": "conversation", "conversation_id": row.id})
    hint(session, topic(row.brand_id), {"type": "summary"})


def tell_message(session: Session, row: DeskConversation, line: Line, agent_name: str | None) -> None:
    """Pages are to show a message."""
    shown = frame(line, agent_name)
    hint(session, topic(row.brand_id), {"type": "message", "conversation_id": row.id, "message": shown})


def first_answer_seconds(session: Session, brand_id: str, start: datetime, end: datetime) -> int | None:
    """Average seconds from hand-over to a person's first answer, of those handed over in [start, end)."""
    rows = repository.first_answers(session, brand_id, start, end)
    waits = [(answered - queued).total_seconds() for queued, answered in rows]
    return round(sum(waits) / len(waits)) if waits else None


def waiting_now(session: Session, brand_id: str) -> int:
    """How many followers wait for a person."""
    return repository.count_waiting(session, brand_id)


def locked(session: Session, brand_id: str, conversation_id: str) -> tuple[DeskConversation, Card]:
    """A conversation as it is now, with its follower, who is locked. Raises NoSuchConversation."""
    follower_id = find(session, brand_id, conversation_id).follower_id
    card = lock_follower(session, brand_id, follower_id)
    return find(session, brand_id, conversation_id), card


def _check_free(card: Card) -> None:
    if card.desk_state:
        raise Elsewhere


def _check_may_change(session: Session, member: Member, row: DeskConversation) -> None:
    """What nobody has anybody may change, what somebody has they themselves and operators. Raises Taken, Closed."""
    if row.state == "closed":
        raise Closed
    if row.agent_id not in {"", member.staff_id} and not includes(member.role, "operator"):
        raise Taken(name=staff_names(session, member.brand_id).get(row.agent_id, ""))


def _note(
    session: Session, member: Member, row: DeskConversation, card: Card, kind: str, detail: dict[str, str]
) -> None:
    line = Line(0, kind, clock.now(), detail, member.staff_id, None, None, None)
    tell_message(session, row, append_line(session, member.brand_id, card, line), member.name)
    tell_changed(session, row)
