"""Customer-service messages and the hint "typing" (reference, 7.1 and 7.2)."""

from datetime import timedelta
from typing import Any

from teahouse.kit import clock
from teahouse.kit.db import Cursor, Session, cursor_of
from teahouse.kit.errors import AppError
from teahouse.kit.house import House
from teahouse.kit.jobs import enqueue
from teahouse.messenger.conversations import Draft, account_conversation, append, show_typing, was_sent
from teahouse.platform.followers import begin_typing, end_typing, take_window
from teahouse.platform.service import repository
from teahouse.platform.service.contents import shown
from teahouse.platform.service.errors import SentAtOnce
from teahouse.platform.service.records import Guest, Oper
from teahouse.protocol import ApiError, CustomMessage

END_TYPING = "service.end_typing"
_TYPING = timedelta(seconds=15)


def send(to: Session | Cursor, appid: str, message: CustomMessage, client_id: str | None = None) -> None:
    """Send one message, in the open transaction: the right to send and the message are taken together or not at all.

    A message with the `client_id` of an earlier one is that one, and takes nothing.
    Raises ApiError: 61452 unknown agent, 40007 and 53600 unknown media or article, 40003, 43004, 45015, 45047;
    SentAtOnce.
    """
    cursor = cursor_of(to)
    if client_id and was_sent(cursor, appid, client_id):
        return
    agent = _agent(cursor, appid, message.kf_account)
    kind, content = shown(cursor, appid, message.content)
    person_id = take_window(cursor, appid, message.touser)
    if client_id and was_sent(cursor, appid, client_id):  # by another request, until the window's row was ours
        raise SentAtOnce
    conversation = account_conversation(appid, person_id)
    draft = Draft(conversation, "account", appid, kind, content | agent, client_id)
    outcome = append(cursor, [draft])[0]
    if isinstance(outcome, AppError):
        raise outcome
    if agent:
        guest = Guest(appid, person_id, message.touser)
        said = content.get("text") or f"[{kind}]"
        repository.note_records(cursor, [(guest, message.kf_account, Oper.SAID, said)], clock.now())


def _agent(cursor: Cursor, appid: str, kf_account: str) -> dict[str, Any]:
    """What the phone needs to show who writes; nothing when nobody is named. Raises ApiError 61452."""
    if not kf_account:
        return {}
    face = repository.face(cursor, appid, kf_account)
    if face is None:
        raise ApiError(61452)
    name, avatar = face
    return {"agent": {"name": name, "avatar_url": f"/files/{avatar}" if avatar else None}}


def show_hint(session: Session, house: House, appid: str, openid: str) -> None:
    """Show that the account types, for 15 s or until its next message. Raises ApiError as begin_typing does."""
    person_id = begin_typing(session, appid, openid)
    show_typing(house.bus, person_id, account_conversation(appid, person_id), on=True)
    payload = {"appid": appid, "openid": openid, "person_id": person_id}
    enqueue(session, END_TYPING, payload, due=clock.now() + _TYPING)


def hide_hint(session: Session, house: House, appid: str, openid: str) -> None:
    """Show it no longer. Raises ApiError as end_typing does."""
    person_id = end_typing(session, appid, openid)
    show_typing(house.bus, person_id, account_conversation(appid, person_id), on=False)
