"""Messages of agents: kept at once, sent by a job."""

from typing import Any

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.errors import Invalid
from teahouse.kit.files import NoSuchFile
from teahouse.kit.house import House
from teahouse.suite.audience import (
    ActKey,
    Line,
    append_line,
    line,
    line_of_client,
    settle_line,
)
from teahouse.suite.desk import repository, rules, service
from teahouse.suite.desk.errors import NoSuchMessage, NotFailed
from teahouse.suite.desk.schemas import MessageIn
from teahouse.suite.desk.sending import send_later
from teahouse.suite.organization import Member


def content_of(house: House, wanted: MessageIn) -> tuple[str, dict[str, Any]]:
    """Type and content of a message as they are stored and shown. Raises Invalid."""
    match wanted.type:
        case "text":
            return "text", {"text": rules.clean_text(str(wanted.content.get("text") or ""))}
        case "image":
            return "image", _picture(house, wanted.content)
        case _:
            return "news", {"articles": [rules.clean_article(wanted.content)]}


def _picture(house: House, content: dict[str, Any]) -> dict[str, Any]:
    file = str(content.get("file") or "")
    try:
        house.files.get(file)
    except NoSuchFile:
        raise Invalid(field="file", text=NoSuchFile.text) from None
    sizes = {side: content[side] for side in ("width", "height") if isinstance(content.get(side), int)}
    return {"file": file, "url": f"{house.settings.base_url}/files/{file}", **sizes}


def send(session: Session, house: House, member: Member, conversation_id: str, wanted: MessageIn) -> tuple[Line, bool]:
    """Keep a message and have it sent; the same client_id again is the same message (False). Raises Invalid, Taken,
    Closed.
    """
    client_id = rules.clean_client_id(wanted.client_id)
    kind, content = content_of(house, wanted)
    row, card = service.locked(session, member.brand_id, conversation_id)
    known = line_of_client(session, member.brand_id, card.id, client_id)
    if known is not None:
        return known, False
    service.take_to_answer(session, member, row, card)
    now = clock.now()
    detail = {"type": kind, "content": content}
    summary = content["text"] if kind == "text" else content["articles"][0]["title"] if kind == "news" else ""
    said = Line(0, "agent_reply", now, detail, member.staff_id, client_id, "sending", None)
    said = append_line(session, member.brand_id, card, said, summary)
    send_later(session, member.brand_id, card.id, said.seq)
    row.first_answer_at = row.first_answer_at or now
    row.waiting_since, row.draft, row.unread, row.read_seq = None, "", 0, said.seq
    row.last_from, row.last_type, row.last_text = "agent", kind, summary[:120]
    row.last_at = row.updated_at = now
    if wanted.quick_reply_id:
        repository.count_use(session, member.brand_id, member.staff_id, wanted.quick_reply_id)
    service.tell_message(session, row, said, member.name)
    service.tell_changed(session, row)
    return said, True


def retry(session: Session, member: Member, conversation_id: str, seq: int) -> Line:
    """Send a message again that failed, or of which nobody knows. Raises NoSuchMessage, NotFailed."""
    row, card = service.locked(session, member.brand_id, conversation_id)
    key = ActKey(member.brand_id, card.id, seq)
    if not settle_line(session, key, "sending", None, was=("failed", "unsure")):
        raise NotFailed if line(session, key) else NoSuchMessage
    send_later(session, member.brand_id, card.id, seq)
    again = line(session, key)
    if again is None:
        raise NoSuchMessage
    service.tell_message(session, row, again, member.name if again.staff_id else None)
    return again
