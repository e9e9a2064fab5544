"""One-to-one answers over our own HTTP, for operators."""

from teahouse.kit.db import Session
from teahouse.kit.http import get, post
from teahouse.kit.logins import Login
from teahouse.messenger.conversations import Message
from teahouse.platform.accounts import check_operator
from teahouse.platform.answers import service
from teahouse.platform.answers.schemas import AnswerWish, Said, TalkItem, TalkItems, ThreadOut
from teahouse.platform.followers import follower_items

_MP = "/api/mp/accounts/{appid:str}/conversations"


@get(_MP)
def read_conversations(reader: Session, operator: Login, appid: str, cursor: str = "") -> TalkItems:
    """Conversations of those who wrote, the latest first."""
    check_operator(reader, operator.subject_id, appid)
    page = service.talks(reader, appid, cursor)
    people = follower_items(reader, [talk.follower for talk in page.items])
    items = [
        TalkItem(
            person=person,
            last=_said(talk.last) if talk.last else None,
            wrote_at=int(talk.follower.wrote_at.timestamp()) if talk.follower.wrote_at else 0,
        )
        for person, talk in zip(people, page.items, strict=True)
    ]
    return TalkItems(items, page.next)


@get(f"{_MP}/{{openid:str}}")
def read_thread(reader: Session, operator: Login, appid: str, openid: str, before: int | None = None) -> ThreadOut:
    """One conversation: the newest messages, or those before a number."""
    check_operator(reader, operator.subject_id, appid)
    return _thread(reader, service.thread(reader, appid, openid, before))


@post(f"{_MP}/{{openid:str}}", status_code=201)
def send_answer(session: Session, operator: Login, appid: str, openid: str, data: AnswerWish) -> ThreadOut:
    """Answer with text; the conversation as it is then."""
    check_operator(session, operator.subject_id, appid)
    service.answer(
        session, appid, openid, data.text, f"{operator.subject_id}:{data.client_id}" if data.client_id else None
    )
    return _thread(session, service.thread(session, appid, openid))


def _thread(session: Session, thread: service.Thread) -> ThreadOut:
    until = thread.allowance.until
    return ThreadOut(
        person=follower_items(session, [thread.follower])[0],
        items=[_said(message) for message in thread.messages],
        older=thread.older,
        state=thread.state,
        left=thread.allowance.left,
        open_until=int(until.timestamp()) if until else None,
    )


def _said(message: Message) -> Said:
    return Said(
        seq=message.seq,
        sender=message.sender_kind,
        type=message.type,
        content=message.content,
        sent_at=message.sent_at,
        recalled=message.recalled,
    )


ROUTES = (read_conversations, read_thread, send_answer)
