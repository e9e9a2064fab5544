"""Quick replies: everybody's, and each agent's own."""

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.ids import new_id
from teahouse.suite.desk import repository, rules
from teahouse.suite.desk.errors import NoSuchQuickReply
from teahouse.suite.desk.models import QuickReply
from teahouse.suite.desk.schemas import QuickReplyIn
from teahouse.suite.organization import Member


def add(session: Session, member: Member, wanted: QuickReplyIn) -> QuickReply:
    """A new one. Raises Invalid."""
    group, title, text = rules.clean_quick_reply(wanted.group, wanted.title, wanted.text)
    row = QuickReply(
        brand_id=member.brand_id,
        id=new_id(),
        staff_id="" if wanted.shared else member.staff_id,
        group=group,
        title=title,
        text=text,
        uses=0,
        created_at=clock.now(),
    )
    repository.add(session, row)
    return row


def change(session: Session, member: Member, reply_id: str, wanted: QuickReplyIn) -> QuickReply:
    """Other words, or another reach. Raises NoSuchQuickReply, Invalid."""
    row = find(session, member, reply_id)
    row.group, row.title, row.text = rules.clean_quick_reply(wanted.group, wanted.title, wanted.text)
    row.staff_id = "" if wanted.shared else member.staff_id
    return row


def find(session: Session, member: Member, reply_id: str) -> QuickReply:
    """One that the caller sees. Raises NoSuchQuickReply."""
    row = repository.quick_reply(session, member.brand_id, reply_id)
    if row is None or row.staff_id not in {"", member.staff_id}:
        raise NoSuchQuickReply
    return row
