"""A message to many is taken on: checked, counted, reviewed, and given to a job."""

from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from teahouse.kit import clock
from teahouse.kit.db import Session, to_micros
from teahouse.kit.errors import TooMany
from teahouse.kit.house import House
from teahouse.kit.ids import new_id
from teahouse.kit.jobs import enqueue
from teahouse.platform.accounts import Account, day_of
from teahouse.platform.followers import count_targets
from teahouse.platform.massend.contents import Stage, Wanted, shown
from teahouse.platform.massend.records import MassSend, Origin, Range, Shown, Submitted
from teahouse.platform.massend.repository import allowances, sends
from teahouse.platform.massend.rules import ONCE, RETRIES, SECONDS
from teahouse.platform.massend.targets import check_range, day_limit, listed_people, targets_in
from teahouse.platform.review import submit as may_leave
from teahouse.protocol import ApiError

DELIVER = "massend.deliver"


class Order(NamedTuple):
    """What is to be sent to whom; `at` None is now."""

    origin: Origin
    range: Range
    message: Wanted
    client_id: str
    ignore_reprint: bool = False
    at: datetime | None = None


def submit(session: Session, house: House, account: Account, order: Order) -> Submitted:
    """Take a message on; it leaves later, and the event at its end says how that went.

    Raises ApiError: 45065 with the msg_id of the same one before, 45066, 40152, 40031, 45028, and as `shown` does.
    """
    appid, now = account.appid, clock.now()
    msg_id = _number(session, house, appid, order.client_id, now)
    check_range(session, appid, order.range)
    people = listed_people(session, appid, order.range.openids) if order.range.openids else []
    due = order.at or now
    day = _take_day(session, account, day_of(due))
    content = shown(Stage(session, house, appid), order.message)
    total = len(order.range.openids) or count_targets(session, targets_in(appid, order.range, now))
    send = replace(_send(order, content, appid, msg_id, now), day=day, total=total, due_at=due)
    sends.add(session, send, people)
    _begin(session, send, content)
    return Submitted(send.id, msg_id, content.msg_data_id)


def _number(session: Session, house: House, appid: str, client_id: str, now: datetime) -> int:
    number = allowances.next_number(session, appid)
    if not client_id:
        return number
    claimed = sends.claim(session, appid, client_id, number, now, now - ONCE)
    if claimed == number:
        return number
    try:
        house.limits.hit(f"mass-send:{appid}:{client_id}", RETRIES, SECONDS)
    except TooMany:
        raise ApiError(45066) from None
    raise ApiError(45065, msg_id=claimed)


def _take_day(session: Session, account: Account, day: str) -> str:
    """The day from which one was taken; empty for accounts whose days are not counted. Raises ApiError 45028."""
    limit = day_limit(account, allowances.settings(session, account.appid))
    if limit is None:
        return ""
    if not allowances.take_day(session, account.appid, day, limit):
        raise ApiError(45028)
    return day


def _send(order: Order, content: Shown, appid: str, msg_id: int, now: datetime) -> MassSend:
    wanted = order.range
    return MassSend(
        id=new_id(),
        appid=appid,
        msg_id=msg_id,
        origin=order.origin,
        state="waiting",
        kind=content.kind,
        title=content.title,
        content=content.content,
        media_id=content.media_id,
        msg_data_id=content.msg_data_id,
        repeats=content.repeats,
        is_to_all=wanted.is_to_all,
        tag_id=wanted.tag_id,
        gender=wanted.gender,
        province=wanted.province,
        city=wanted.city,
        listed=bool(wanted.openids),
        ignore_reprint=order.ignore_reprint,
        day="",
        total=0,
        due_at=now,
        scheduled=order.at is not None,
        created_at=now,
    )


def _begin(session: Session, send: MassSend, content: Shown) -> None:
    if may_leave(session, subject_id=send.id, appid=send.appid, title=content.title, text=content.text):
        set_off(session, send)
    else:
        sends.change_state(session, send.id, ["waiting"], "reviewing")


def set_off(session: Session, send: MassSend, due: datetime | None = None) -> None:
    """The job's next batch, when it may go."""
    at = due or send.due_at
    payload = {"send": send.id, "due": to_micros(at)}
    enqueue(session, DELIVER, payload, key=send.id, due=at, lane=DELIVER)
