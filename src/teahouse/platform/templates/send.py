"""Template messages: accepted at once, done by a job, which tells the account how it went (reference, 9.2 and 3.2)."""

from typing import Any, NamedTuple

from teahouse.kit import clock
from teahouse.kit.db import Session, cursor_of
from teahouse.kit.house import House
from teahouse.kit.ids import new_number
from teahouse.kit.jobs import enqueue
from teahouse.messenger.conversations import Draft, account_conversation, append
from teahouse.platform.accounts import get_account
from teahouse.platform.followers import Pusher, follower_by_openid, following
from teahouse.platform.templates import repository, rules
from teahouse.platform.templates.library import CATEGORY
from teahouse.platform.templates.repository import Ending
from teahouse.protocol import ApiError, TemplateSendJobFinishEvent

JOB = "templates.deliver"
_STATUS: dict[Ending, str] = {
    "delivered": "success",
    "blocked": "failed:user block",
    "failed": "failed: system failed",
}


class Wish(NamedTuple):
    """A message as the API asks for it, not yet checked."""

    touser: object
    template_id: object
    url: object
    mini_program: object
    client_msg_id: object
    data: object


def send(session: Session, appid: str, wish: Wish) -> int:
    """Take a message on; its msgid. The same client_msg_id within ten minutes is the same message.

    Raises ApiError: 40003, 40036, 40037, 40039, 47001, 47003, 43004.
    """
    follower = follower_by_openid(session, appid, wish.touser if isinstance(wish.touser, str) else "")
    template = repository.find(session, appid, rules.checked_template_id(wish.template_id))
    if template is None:
        raise ApiError(40037)
    content: dict[str, Any] = {
        "title": template.title,
        "url": rules.checked_url(wish.url),
        "mini_program": rules.mini_program(wish.mini_program),
        "lines": rules.shown_lines(template.content, wish.data, strict=template.industry == CATEGORY),
    }
    if not follower.subscribed:
        raise ApiError(43004)
    msgid, is_new = _number(session, appid, follower.openid, wish.client_msg_id)
    if not is_new:
        return msgid
    payload = {
        "appid": appid,
        "person_id": follower.person_id,
        "openid": follower.openid,
        "template_id": template.template_id,
        "msgid": msgid,
        "content": content,
    }
    enqueue(session, JOB, payload, key=str(msgid))
    return msgid


def _number(session: Session, appid: str, openid: str, client_msg_id: object) -> tuple[int, bool]:
    """The message's number, and whether it is new."""
    number = new_number()
    if not client_msg_id:
        return number, True
    now = clock.now()
    repository.forget_once(session, now - rules.ONCE)
    claimed = repository.claim(session, (appid, openid, str(client_msg_id)), number, now)
    return claimed, claimed == number


def deliver(house: House, session: Session, payload: dict[str, Any]) -> None:
    """Job: put the message into the conversation, unless something is against it, and tell the account."""
    appid, person_id, msgid = payload["appid"], payload["person_id"], payload["msgid"]
    ending = _ending(session, appid, person_id)
    if ending == "delivered":
        conversation = account_conversation(appid, person_id)
        draft = Draft(conversation, "account", appid, "template", payload["content"], f"template:{msgid}")
        append(cursor_of(session), [draft])
    repository.count_end(session, appid, payload["template_id"], ending)
    event = TemplateSendJobFinishEvent(
        to_user_name=get_account(session, appid).original_id,
        from_user_name=payload["openid"],
        create_time=clock.timestamp(),
        msg_id=msgid,
        status=_STATUS[ending],
    )
    house.get(Pusher).push_event(session, appid, person_id, event)  # type: ignore[type-abstract]  # a port


def _ending(session: Session, appid: str, person_id: str) -> Ending:
    if repository.choice(session, appid).failing:
        return "failed"
    pair = (appid, person_id)
    gone = pair not in following(cursor_of(session), [pair])
    return "blocked" if gone or repository.refuses(session, appid, person_id) else "delivered"
