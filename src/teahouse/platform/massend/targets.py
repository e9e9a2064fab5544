"""Whom a message is for, and how many of them it can reach."""

from datetime import datetime

from sqlalchemy import Select

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.messenger.people import living
from teahouse.platform.accounts import Account, month_of
from teahouse.platform.followers import Targets, count_targets, people_of_openids, target_ids
from teahouse.platform.massend.records import MassSend, Range, Settings
from teahouse.platform.massend.repository import allowances, sends
from teahouse.platform.massend.rules import PER_DAY, PER_MONTH
from teahouse.platform.tags import has_tag
from teahouse.protocol import ApiError


def check_range(session: Session, appid: str, wanted: Range) -> None:
    """Whether there is such a tag. Raises ApiError 40152."""
    if not wanted.is_to_all and wanted.tag_id is not None and not has_tag(session, appid, wanted.tag_id):
        raise ApiError(40152)


def targets_of(send: MassSend) -> Targets:
    """Who is meant: those who followed when it began, and still do when it is their turn."""
    people = sends.listed(send.id) if send.listed else _people(send.gender, send.province, send.city)
    tag_id = None if send.is_to_all else send.tag_id
    return Targets(send.appid, send.started_at or send.created_at, tag_id, people)


def targets_in(appid: str, wanted: Range, now: datetime) -> Targets:
    """The same for a range without a list."""
    tag_id = None if wanted.is_to_all else wanted.tag_id
    return Targets(appid, now, tag_id, _people(wanted.gender, wanted.province, wanted.city))


def _people(gender: int | None, province: str, city: str) -> Select[str] | None:
    anybody = gender is None and not province and not city
    return None if anybody else living(gender=gender, province=province, city=city)


def listed_people(session: Session, appid: str, openids: tuple[str, ...]) -> list[str]:
    """The people of a list. Raises ApiError 40031 when the account knows none of them."""
    people = people_of_openids(session, appid, list(openids))
    if not people:
        raise ApiError(40031)
    return people


def day_limit(account: Account, settings: Settings) -> int | None:
    """How many an account may send a day; None when it is its followers whose month is counted."""
    if account.type != "subscription":
        return None
    return PER_DAY if settings.allowance is None else settings.allowance


def month_limit(account: Account, settings: Settings) -> int | None:
    """How many a follower may receive a month; None when it is the account's day that is counted."""
    if account.type == "subscription":
        return None
    return PER_MONTH if settings.allowance is None else settings.allowance


def reach(session: Session, account: Account, wanted: Range) -> tuple[int, int]:
    """How many are meant, and how many of them would get it now."""
    targets = targets_in(account.appid, wanted, clock.now())
    total, unbarred = count_targets(session, targets), targets._replace(barred=False)
    limit = month_limit(account, allowances.settings(session, account.appid))
    open_to_it = count_targets(session, unbarred)
    if limit is None:
        return total, open_to_it
    month = month_of(clock.now())
    return total, open_to_it - allowances.sated(session, account.appid, target_ids(unbarred), month, limit)
