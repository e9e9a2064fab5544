"""Subscription notifications: one message for each acceptance, done by a job (reference, 9.3)."""

from typing import Any, NamedTuple

from teahouse.kit import clock
from teahouse.kit.db import Session, cursor_of
from teahouse.kit.house import House
from teahouse.kit.ids import new_number
from teahouse.kit.jobs import enqueue
from teahouse.messenger.conversations import Draft, append, ensure_account_conversation
from teahouse.platform.accounts import get_account
from teahouse.platform.followers import Pusher, follower_by_openid
from teahouse.platform.notices import repository, rules
from teahouse.platform.notices.library import LONG_TERM
from teahouse.platform.notices.records import NoticeTemplate
from teahouse.platform.notices.service import once_template_id
from teahouse.platform.templates import checked_url, mini_program, shown_lines
from teahouse.protocol import ApiError, SubscribeMsgSent, SubscribeMsgSentEvent

JOB = "notices.deliver"


class NoticeWish(NamedTuple):
    """A message as the API asks for it, not yet checked."""

    touser: object
    template_id: object
    page: object
    mini_program: object
    data: object


def send(session: Session, appid: str, wish: NoticeWish) -> None:
    """Take a message on, for which an acceptance is used up; whoever accepted need not follow.

    Raises ApiError: 40003, 40037, 41030, 47001, 47003, 43101.
    """
    follower = follower_by_openid(session, appid, wish.touser if isinstance(wish.touser, str) else "")
    template = _template(session, appid, wish.template_id)
    content = _content(template, wish)
    key = (appid, follower.person_id, template.template_id)
    if not repository.spend(session, key, long_term=template.type == LONG_TERM):
        raise ApiError(43101)
    repository.count(session, appid, template.template_id, 0, 0, 1)
    _take_on(session, appid, follower.person_id, follower.openid, template.template_id, content)


def _template(session: Session, appid: str, template_id: object) -> NoticeTemplate:
    wanted = template_id if isinstance(template_id, str) else ""
    found = repository.some(session, appid, [wanted]).get(wanted)
    if found is None:
        raise ApiError(40037)
    return found


def _content(template: NoticeTemplate, wish: NoticeWish) -> dict[str, Any]:
    lines = shown_lines(template.content, wish.data, strict=True)
    data = wish.data if isinstance(wish.data, dict) else {}
    rules.check_choices(template.choices, {key: str(data[key]["value"]) for key in template.choices})
    return {
        "title": template.title,
        "url": rules.checked_page(wish.page),
        "mini_program": mini_program(wish.mini_program),
        "lines": lines,
    }


def _take_on(
    session: Session, appid: str, person_id: str, openid: str, template_id: str | None, content: dict[str, Any]
) -> None:
    msgid = new_number()
    payload = {
        "appid": appid,
        "person_id": person_id,
        "openid": openid,
        "template_id": template_id,
        "msgid": msgid,
        "content": content,
    }
    enqueue(session, JOB, payload, key=str(msgid))


class OnceWish(NamedTuple):
    """A one-time message as the API asks for it, not yet checked."""

    touser: object
    template_id: object
    url: object
    mini_program: object
    scene: object
    title: object
    data: object


def send_once(session: Session, appid: str, wish: OnceWish) -> None:
    """Take a one-time message on: one for each confirmation in its scene, no event (reference, 9.4).

    Raises ApiError: 40003, 40037, 40039, 40062, 40097, 47001, 47003, 43101.
    """
    follower = follower_by_openid(session, appid, wish.touser if isinstance(wish.touser, str) else "")
    if wish.template_id != once_template_id(session, appid):
        raise ApiError(40037)
    content = {
        "title": rules.once_title(wish.title),
        "url": checked_url(wish.url),
        "mini_program": mini_program(wish.mini_program),
        "lines": [{"label": "", "value": rules.once_content(wish.data)}],
    }
    if not repository.spend_once(session, appid, follower.person_id, rules.once_scene(wish.scene)):
        raise ApiError(43101)
    _take_on(session, appid, follower.person_id, follower.openid, None, content)


def deliver(house: House, session: Session, payload: dict[str, Any]) -> None:
    """Job: put the message into the conversation, and tell the account unless it was a one-time subscription."""
    appid, person_id, msgid = payload["appid"], payload["person_id"], payload["msgid"]
    cursor = cursor_of(session)
    conversation = ensure_account_conversation(cursor, appid, person_id)
    append(cursor, [Draft(conversation, "account", appid, "template", payload["content"], f"notice:{msgid}")])
    if payload["template_id"] is None:
        return
    item = SubscribeMsgSent(template_id=payload["template_id"], msg_id=str(msgid), error_code=0, error_status="success")
    event = SubscribeMsgSentEvent(
        to_user_name=get_account(session, appid).original_id,
        from_user_name=payload["openid"],
        create_time=clock.timestamp(),
        items=(item,),
    )
    house.get(Pusher).push_event(session, appid, person_id, event)  # type: ignore[type-abstract]  # a port
