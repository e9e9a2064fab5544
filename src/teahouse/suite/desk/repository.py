"""Every query about desk conversations and quick replies."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, and_, case, func, literal, or_, select, update

from teahouse.kit.db import Cursor, Session, UtcTime
from teahouse.suite.desk.models import DeskConversation, QuickReply

_BOXES: dict[str, str] = {"waiting": "waiting", "mine": "open", "open": "open", "closed": "closed"}


class Opening(NamedTuple):
    """A conversation that a batch of pushes begins; times in microseconds."""

    brand_id: str
    id: str
    follower_id: str
    account_id: str
    reason: str
    read_seq: int
    at: int


class Touch(NamedTuple):
    """Something was said at `at` (microseconds) in a conversation that people handle."""

    brand_id: str
    id: str
    at: int
    sender: str
    type: str
    text: str


class Wanted(NamedTuple):
    """A box, and what is looked for in it: a text, in the last message or in the name of followers `named`."""

    box: str
    text: str = ""
    named: Select[str] | None = None


def open_waiting(cursor: Cursor, openings: Sequence[Opening]) -> None:
    """New conversations that wait for a person."""
    cursor.many(
        "INSERT INTO desk_conversation (brand_id, id, follower_id, account_id, reason, read_seq, queued_at, updated_at,"
        " last_at, state, agent_id, unread, draft, last_from, last_type, last_text)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', '', 0, '', 'fan', 'text', '')",
        [(*opening, opening.at, opening.at) for opening in openings],
    )


def touch(cursor: Cursor, touches: Sequence[Touch]) -> None:
    """Note what was said last; a follower's message is unread and waits for an answer.

    The robot's words do not hide what a follower said and nobody has read: agents choose by that.
    """
    cursor.many(
        "UPDATE desk_conversation SET updated_at = ?, last_at = ?, last_from = ?, last_type = ?, last_text = ?,"
        " unread = unread + ?, waiting_since = COALESCE(waiting_since, CAST(? AS BIGINT))"
        " WHERE brand_id = ? AND id = ? AND (unread = 0 OR ? = 'fan')",
        [
            (t.at, t.at, t.sender, t.type, t.text, int(t.sender == "fan"), _since(t), t.brand_id, t.id, t.sender)
            for t in touches
        ],
    )


def _since(touch: Touch) -> int | None:
    return touch.at if touch.sender == "fan" else None


def conversation(session: Session, brand_id: str, conversation_id: str) -> DeskConversation | None:
    """One conversation of a brand as it is now."""
    return session.get(DeskConversation, (brand_id, conversation_id), populate_existing=True)


def assign(
    session: Session, row: DeskConversation, agent_id: str, now: datetime, *, was: tuple[tuple[str, str], ...]
) -> bool:
    """Give a conversation to an agent if it is in one of the (state, agent) of `was`; False when it is in another."""
    expected = or_(*(and_(DeskConversation.state == state, DeskConversation.agent_id == agent) for state, agent in was))
    statement = (
        update(DeskConversation)
        .where(DeskConversation.brand_id == row.brand_id, DeskConversation.id == row.id, expected)
        .values(
            state="open",
            agent_id=agent_id,
            opened_at=func.coalesce(DeskConversation.opened_at, literal(now, UtcTime())),
            closed_at=None,
            updated_at=now,
        )
        .returning(DeskConversation.id)
        .execution_options(synchronize_session=False)
    )
    won = session.execute(statement).scalar_one_or_none() is not None
    session.refresh(row)
    return won


def page(
    session: Session, brand_id: str, agent_id: str, wanted: Wanted, after: tuple[datetime, str] | None, limit: int
) -> list[DeskConversation]:
    """A page of a box: those that wait by how long, the others by the last change."""
    statement = select(DeskConversation).where(
        DeskConversation.brand_id == brand_id, DeskConversation.state == _BOXES[wanted.box]
    )
    if wanted.box == "mine":
        statement = statement.where(DeskConversation.agent_id == agent_id)
    if wanted.named is not None:
        said = DeskConversation.last_text.icontains(wanted.text, autoescape=True)
        statement = statement.where(or_(DeskConversation.follower_id.in_(wanted.named), said))
    return list(session.scalars(_in_order(statement, wanted.box, after).limit(limit)))


def _in_order(
    statement: Select[DeskConversation], box: str, after: tuple[datetime, str] | None
) -> Select[DeskConversation]:
    row_id = DeskConversation.id
    if box == "waiting":
        at = DeskConversation.queued_at
        if after is not None:
            statement = statement.where(or_(at > after[0], and_(at == after[0], row_id > after[1])))
        return statement.order_by(at, row_id)
    at = DeskConversation.updated_at
    if after is not None:
        statement = statement.where(or_(at < after[0], and_(at == after[0], row_id < after[1])))
    return statement.order_by(at.desc(), row_id.desc())


def summary(session: Session, brand_id: str, agent_id: str, today: datetime) -> Row[Any]:
    """waiting, mine, open, closed since `today`, and since when the longest waits."""
    state = DeskConversation.state
    statement = select(
        func.count(case((state == "waiting", 1))).label("waiting"),
        func.count(case((and_(state == "open", DeskConversation.agent_id == agent_id), 1))).label("mine"),
        func.count(case((state == "open", 1))).label("open"),
        func.count(case((state == "closed", 1))).label("closed_today"),
        func.min(case((state == "waiting", DeskConversation.queued_at))).label("waiting_since"),
    ).where(
        DeskConversation.brand_id == brand_id,
        or_(
            state.in_(("waiting", "open")),
            # A closed one is not changed any more, so that the index on (state, updated_at) finds today's.
            and_(state == "closed", DeskConversation.updated_at >= today),
        ),
    )
    return session.execute(statement).one()


def first_answers(session: Session, brand_id: str, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """When followers were handed over between two moments, and when a person first answered them."""
    statement = select(DeskConversation.queued_at, DeskConversation.first_answer_at).where(
        DeskConversation.brand_id == brand_id,
        DeskConversation.queued_at >= start,
        DeskConversation.queued_at < end,
        DeskConversation.first_answer_at.is_not(None),
    )
    return [(queued, answered) for queued, answered in session.execute(statement) if answered is not None]


def quick_replies(session: Session, brand_id: str, staff_id: str) -> list[QuickReply]:
    """What a member of staff may use: everybody's and their own."""
    statement = select(QuickReply).where(QuickReply.brand_id == brand_id, QuickReply.staff_id.in_(("", staff_id)))
    return list(session.scalars(statement.order_by(QuickReply.group, QuickReply.title, QuickReply.id)))


def quick_reply(session: Session, brand_id: str, reply_id: str) -> QuickReply | None:
    """One quick reply of a brand."""
    return session.get(QuickReply, (brand_id, reply_id))


def count_use(session: Session, brand_id: str, staff_id: str, reply_id: str) -> None:
    """A quick reply was sent once more."""
    found = (QuickReply.brand_id == brand_id, QuickReply.id == reply_id, QuickReply.staff_id.in_(("", staff_id)))
    session.execute(update(QuickReply).where(*found).values(uses=QuickReply.uses + 1))


def add(session: Session, row: QuickReply) -> None:
    """Store a new row."""
    session.add(row)
    session.flush()


def remove(session: Session, row: QuickReply) -> None:
    """Remove a row."""
    session.delete(row)


def count_waiting(session: Session, brand_id: str) -> int:
    """How many followers wait for a person."""
    statement = select(func.count()).where(DeskConversation.brand_id == brand_id, DeskConversation.state == "waiting")
    return session.scalar(statement) or 0
