"""How registrations and accounts end, and what is free again then."""

from datetime import datetime

import structlog

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.settings import Settings
from teahouse.platform.accounts import (
    end_account,
    free_email,
    get_account,
    occupied,
    operators_of,
    operators_seen,
    without_account,
)
from teahouse.platform.noticeboard import tell
from teahouse.platform.registration import repository, rules
from teahouse.platform.registration.models import HolderRow

_BATCH = 200
_log = structlog.get_logger(__name__)


def lapse(session: Session, settings: Settings, now: datetime) -> None:
    """End what was not finished in time; an operator who runs nothing loses the e-mail address with it."""
    before = now - rules.UNFINISHED
    for row in repository.begun_before(session, before):
        operator_id = row.operator_id
        if repository.drop(session, operator_id) and not occupied(session, operator_id):
            free_email(session, settings, operator_id)
    _lapse_empty(session, settings, now)


def _lapse_empty(session: Session, settings: Settings, now: datetime) -> None:
    """Operators who registered an address and never went on."""
    rows = without_account(session, now - rules.UNFINISHED)
    seen = operators_seen(session, [row.id for row in rows])
    for row in rows:
        going_on = repository.registration(session, row.id) is not None
        if not going_on and rules.has_lapsed(seen[row.id], now):
            free_email(session, settings, row.id)


def end_idle(session: Session, settings: Settings, now: datetime, after: str = "") -> str:
    """Warn and end accounts whose operators are away; from where to go on, empty when all were seen."""
    rows = repository.holders(session, after, _BATCH)
    people = operators_of(session, [row.appid for row in rows])
    seen = operators_seen(session, [one for ones in people.values() for one in ones])
    for row in rows:
        last = max((seen[one] for one in people.get(row.appid, ()) if one in seen), default=None)
        account = get_account(session, row.appid)
        if last is not None and not account.ended_for:
            _go_on(session, settings, row, last, now)
    return rows[-1].appid if len(rows) == _BATCH else ""


def _go_on(session: Session, settings: Settings, row: HolderRow, last: datetime, now: datetime) -> None:
    fate = rules.fate(last, row.warned_for, now)
    if fate == "warn":
        repository.warned(session, row.appid, last)
        tell(session, row.appid, "account.idle", due_at=rules.ends_at(last))
    elif fate == "end" and end_account(session, row.appid, "idle"):
        _log.info("account.ended", appid=row.appid, ending="idle")
        _free(session, settings, row)


def _free(session: Session, settings: Settings, row: HolderRow) -> None:
    """ID number, phone number, and the e-mail addresses of operators who run nothing else."""
    appid = row.appid
    release(session, appid)
    for operator_id in operators_of(session, [appid]).get(appid, []):
        if not occupied(session, operator_id):
            free_email(session, settings, operator_id)


def release(session: Session, appid: str) -> None:
    """An account stands on its ID number and its phone number no longer. Accounts of the sandbox have none."""
    row = repository.holder(session, appid)
    if row is not None:
        repository.give_place(session, "number", row.number_digest)
        repository.give_place(session, "phone", row.phone_digest)
        repository.drop_holder(session, appid)


def close(session: Session, house: House, appid: str, reason: str, by: str) -> None:
    """End an account for breaking the rules: it frees nothing. Raises AccountNotFound."""
    get_account(session, appid)
    if end_account(session, appid, "rules"):
        _log.info("account.ended", appid=appid, ending="rules", by=by, part=house.part)
        tell(session, appid, "account.closed", reason=reason)
