"""The walk of a message through its targets: one batch a transaction, which also keeps the place.

A crash undoes a batch and its place together, so that nobody is passed over and nobody gets the message twice.
"""

from datetime import datetime

from msgspec.structs import replace

from teahouse.kit import clock
from teahouse.kit.db import Session, cursor_of, from_micros
from teahouse.kit.errors import AppError
from teahouse.kit.house import House
from teahouse.messenger.conversations import Draft, account_conversation, append
from teahouse.platform.accounts import get_account, month_of
from teahouse.platform.articles import copied_from, page_url, sent_articles, show_articles
from teahouse.platform.followers import count_targets, targets_after
from teahouse.platform.massend.ending import end
from teahouse.platform.massend.records import MassSend
from teahouse.platform.massend.repository import allowances, sends
from teahouse.platform.massend.rules import FAILURE, REPRINT, SUCCESS, Turn, next_turn, split
from teahouse.platform.massend.submit import set_off
from teahouse.platform.massend.targets import month_limit, targets_of

BATCH = 1000
"""So many have their turn in one transaction: others who write wait less than a tenth of a second."""


def step(session: Session, house: House, send_id: str, due: int, batch: int = BATCH) -> None:
    """Begin if need be, let the next batch have its turn, and see to what follows. `due` in microseconds."""
    send = sends.by_id(session, send_id, hold=True)
    if send is not None and send.state == "waiting":
        send = _begin(session, house, send)
    if send is None or send.state != "sending":
        return  # it was cancelled, recalled or refused meanwhile
    targets = targets_after(session, targets_of(send), send.place, batch)
    if targets:
        _deliver(session, send, targets)
    if len(targets) < batch:
        end(session, house, send, SUCCESS)
    else:
        speed = allowances.settings(session, send.appid).speed
        set_off(session, send, next_turn(from_micros(due), clock.now(), len(targets), speed))


def _begin(session: Session, house: House, send: MassSend) -> MassSend | None:
    """Articles are shown, unless the check of originals stops them."""
    if send.kind == "news" and not send.repeats and not _show(session, house, send):
        return None
    begun = replace(send, state="sending", started_at=clock.now())
    total = send.total if send.listed else count_targets(session, targets_of(begun))
    sends.change_state(session, send.id, ["waiting"], "sending", started_at=begun.started_at, total=total)
    return sends.by_id(session, send.id)


def _show(session: Session, house: House, send: MassSend) -> bool:
    found = sent_articles(session, send.appid, send.media_id)
    if found is None:
        end(session, house, send, FAILURE)
        return False
    pages = [copied_from(session, one) for one in found.articles]
    copies = [page_url(house.settings.base_url, page) if page else "" for page in pages]
    sends.set_copies(session, send.id, copies)
    if any(copies) and not send.ignore_reprint:
        end(session, house, send, REPRINT)
        return False
    show_articles(session, send.appid, send.media_id)
    return True


def _deliver(session: Session, send: MassSend, targets: list[tuple[str, bool]]) -> None:
    turn = _turn(session, send, targets, clock.now())
    drafts = [
        Draft(account_conversation(send.appid, person), "account", send.appid, send.kind, send.content)
        for person in turn.reached
    ]
    failed = sum(isinstance(one, AppError) for one in append(cursor_of(session), drafts))
    sent = len(drafts) - failed
    sends.advance(session, send.id, targets[-1][0], visited=len(targets), sent=sent, failed=failed)


def _turn(session: Session, send: MassSend, targets: list[tuple[str, bool]], now: datetime) -> Turn:
    limit = month_limit(get_account(session, send.appid), allowances.settings(session, send.appid))
    if limit is None:
        return split(targets, None)
    wanted = split(targets, None).reached
    cursor = cursor_of(session)
    return split(targets, allowances.receive(cursor, send.appid, wanted, month_of(now), limit))
