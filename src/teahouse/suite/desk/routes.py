"""The desk over HTTP."""

from datetime import datetime

from litestar import Response

from teahouse.kit import clock
from teahouse.kit.asgi import language_of
from teahouse.kit.db import Session, to_micros
from teahouse.kit.errors import Language
from teahouse.kit.house import House
from teahouse.kit.http import Http, delete, get, post, put
from teahouse.kit.logins import Login
from teahouse.suite.audience import Card, Line, Part, cards, ids_named_like, lines
from teahouse.suite.channel import account_names
from teahouse.suite.desk import messages, quick, repository, rules, service
from teahouse.suite.desk.frames import frame, readable
from teahouse.suite.desk.models import DeskConversation, QuickReply
from teahouse.suite.desk.schemas import (
    AgentOut,
    Box,
    ConversationOut,
    ConversationsOut,
    DraftIn,
    FollowerOut,
    LastOut,
    MessageIn,
    MessageOut,
    MessagesOut,
    QuickRepliesOut,
    QuickReplyIn,
    QuickReplyOut,
    ReadIn,
    SummaryOut,
    TakeIn,
    TransferIn,
    TypingIn,
)
from teahouse.suite.desk.sending import typing_later
from teahouse.suite.organization import check_member, record, staff_names

_PAGE = 50
_MOST_MESSAGES = 100
_BRAND = "/api/brands/{brand_id:str}"
_ONE = _BRAND + "/desk/conversations/{conversation_id:str}"
_KINDS = (*rules.MESSAGE_KINDS, *rules.NOTICE_KINDS)


@get(_BRAND + "/desk/summary")
def summary(reader: Session, staff: Login, brand_id: str) -> SummaryOut:
    member = check_member(reader, staff, brand_id, "agent")
    now = clock.now()
    row = repository.summary(reader, brand_id, member.staff_id, rules.day_start(now))
    wait = max(0, int((now - row.waiting_since).total_seconds())) if row.waiting_since else 0
    return SummaryOut(row.waiting, row.mine, row.open, row.closed_today, wait)


@get(_BRAND + "/desk/conversations")
def conversations(
    reader: Session, staff: Login, brand_id: str, box: Box, q: str = "", cursor: str | None = None
) -> ConversationsOut:
    member = check_member(reader, staff, brand_id, "agent")
    text = q.strip()
    wanted = repository.Wanted(box, text, ids_named_like(brand_id, text) if text else None)
    rows = repository.page(reader, brand_id, member.staff_id, wanted, _place(cursor), _PAGE + 1)
    shown = rows[:_PAGE]
    following = _cursor(shown[-1], box) if len(rows) > _PAGE else None
    return ConversationsOut(_conversations(reader, brand_id, shown), following)


@get(_ONE)
def conversation(reader: Session, staff: Login, brand_id: str, conversation_id: str) -> ConversationOut:
    check_member(reader, staff, brand_id, "agent")
    return _one(reader, service.find(reader, brand_id, conversation_id))


@post(_ONE + "/take", status_code=200)
def take(
    session: Session, staff: Login, brand_id: str, conversation_id: str, data: TakeIn | None = None
) -> ConversationOut:
    member = check_member(session, staff, brand_id, "agent")
    return _one(session, service.take(session, member, conversation_id, data.instead_of if data else None))


@post(_ONE + "/close", status_code=200)
def close(session: Session, staff: Login, brand_id: str, conversation_id: str) -> ConversationOut:
    member = check_member(session, staff, brand_id, "agent")
    return _one(session, service.close(session, member, conversation_id))


@post(_ONE + "/transfer", status_code=200)
def transfer(session: Session, staff: Login, brand_id: str, conversation_id: str, data: TransferIn) -> ConversationOut:
    member = check_member(session, staff, brand_id, "agent")
    return _one(session, service.transfer(session, member, conversation_id, data.staff_id))


@post(_ONE + "/typing", status_code=204)
def typing(session: Session, staff: Login, brand_id: str, conversation_id: str, data: TypingIn) -> None:
    check_member(session, staff, brand_id, "agent")
    row = service.find(session, brand_id, conversation_id)
    typing_later(session, brand_id, row.follower_id, clock.timestamp(), on=data.on)


@put(_ONE + "/read", status_code=204)
def read(session: Session, staff: Login, brand_id: str, conversation_id: str, data: ReadIn) -> None:
    check_member(session, staff, brand_id, "agent")
    service.read(session, brand_id, conversation_id, data.seq)


@put(_ONE + "/draft", status_code=204)
def keep_draft(session: Session, staff: Login, brand_id: str, conversation_id: str, data: DraftIn) -> None:
    check_member(session, staff, brand_id, "agent")
    service.find(session, brand_id, conversation_id).draft = rules.clean_draft(data.text)


@get(_ONE + "/messages")
def list_messages(
    reader: Session,
    request: Http,
    staff: Login,
    brand_id: str,
    conversation_id: str,
    before: int | None = None,
    after: int | None = None,
    limit: int = _PAGE,
) -> MessagesOut:
    check_member(reader, staff, brand_id, "agent")
    row = service.find(reader, brand_id, conversation_id)
    size = min(max(limit, 1), _MOST_MESSAGES)
    found = lines(reader, brand_id, row.follower_id, _KINDS, Part(size + 1, after, before))
    shown = found[:size] if after is not None else found[-size:]
    names = staff_names(reader, brand_id)
    language = _language(request)
    return MessagesOut([_message(line, names, language) for line in shown], more=len(found) > size)


@post(_ONE + "/messages")
def send_message(
    session: Session,
    house: House,
    request: Http,
    staff: Login,
    brand_id: str,
    conversation_id: str,
    data: MessageIn,
) -> Response[MessageOut]:
    member = check_member(session, staff, brand_id, "agent")
    line, is_new = messages.send(session, house, member, conversation_id, data)
    shown = _message(line, staff_names(session, brand_id), _language(request))
    return Response(shown, status_code=201 if is_new else 200)


@post(_ONE + "/messages/{seq:int}/retry", status_code=200)
def retry(session: Session, request: Http, staff: Login, brand_id: str, conversation_id: str, seq: int) -> MessageOut:
    member = check_member(session, staff, brand_id, "agent")
    line = messages.retry(session, member, conversation_id, seq)
    return _message(line, staff_names(session, brand_id), _language(request))


@get(_BRAND + "/quick-replies")
def quick_replies(reader: Session, staff: Login, brand_id: str) -> QuickRepliesOut:
    member = check_member(reader, staff, brand_id, "agent")
    return QuickRepliesOut([_quick(row) for row in repository.quick_replies(reader, brand_id, member.staff_id)])


@post(_BRAND + "/quick-replies")
def add_quick_reply(session: Session, staff: Login, brand_id: str, data: QuickReplyIn) -> QuickReplyOut:
    member = check_member(session, staff, brand_id, "agent")
    return _quick(quick.add(session, member, data))


@put(_BRAND + "/quick-replies/{reply_id:str}")
def change_quick_reply(
    session: Session, staff: Login, brand_id: str, reply_id: str, data: QuickReplyIn
) -> QuickReplyOut:
    member = check_member(session, staff, brand_id, "agent")
    return _quick(quick.change(session, member, reply_id, data))


@delete(_BRAND + "/quick-replies/{reply_id:str}")
def remove_quick_reply(session: Session, staff: Login, brand_id: str, reply_id: str) -> None:
    member = check_member(session, staff, brand_id, "agent")
    row = quick.find(session, member, reply_id)
    repository.remove(session, row)
    if not row.staff_id:
        record(session, member, "quick_reply.removed", row.title)


def _language(request: Http) -> Language:
    return language_of(request.scope)  # type: ignore[arg-type]  # Litestar's own type of the same


def _place(cursor: str | None) -> tuple[datetime, str] | None:
    if cursor is None:
        return None
    at, _, row_id = cursor.partition(".")
    return rules.from_page(at), row_id


def _cursor(row: DeskConversation, box: Box) -> str:
    return f"{to_micros(row.queued_at if box == 'waiting' else row.updated_at)}.{row.id}"


def _one(session: Session, row: DeskConversation) -> ConversationOut:
    return _conversations(session, row.brand_id, [row])[0]


def _conversations(session: Session, brand_id: str, rows: list[DeskConversation]) -> list[ConversationOut]:
    people = cards(session, brand_id, [row.follower_id for row in rows])
    names, accounts = staff_names(session, brand_id), account_names(session, brand_id)
    return [
        _conversation(row, people[row.follower_id], names.get(row.agent_id), accounts.get(row.account_id, ""))
        for row in rows
    ]


def _conversation(row: DeskConversation, card: Card, agent: str | None, account: str) -> ConversationOut:
    return ConversationOut(
        id=row.id,
        follower=FollowerOut(card.id, card.name, card.avatar_url, card.account_id),
        account_name=account,
        state=row.state,
        agent=AgentOut(row.agent_id, agent or "") if row.agent_id else None,
        reason=row.reason,
        last=LastOut(row.last_text, row.last_type, _seconds(row.last_at), row.last_from),
        unread=row.unread,
        waiting_since=_seconds(row.waiting_since) if row.waiting_since else None,
        updated_at=_seconds(row.updated_at),
        window_ends_at=_seconds(card.last_active_at + rules.ANSWER_WINDOW),
        draft=row.draft,
    )


def _message(line: Line, names: dict[str, str], language: Language) -> MessageOut:
    shown = readable(frame(line, names.get(line.staff_id or "")), language)
    return MessageOut(sender=shown.pop("from"), **shown)


def _quick(row: QuickReply) -> QuickReplyOut:
    return QuickReplyOut(row.id, row.group, row.title, row.text, not row.staff_id, row.uses)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


ROUTES = (
    summary,
    conversations,
    conversation,
    take,
    close,
    transfer,
    typing,
    read,
    keep_draft,
    list_messages,
    send_message,
    retry,
    quick_replies,
    add_quick_reply,
    change_quick_reply,
    remove_quick_reply,
)
