"""Cases: submitted, read, decided."""

from typing import NamedTuple

import structlog

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.ids import new_id
from teahouse.platform.accounts import is_reviewer, operates
from teahouse.platform.noticeboard import tell
from teahouse.platform.review import repository, rules
from teahouse.platform.review.errors import AlreadyDecided, NoSuchCase, OwnCase, ReviewersOnly
from teahouse.platform.review.matcher import Words, platform_words
from teahouse.platform.review.models import CaseRow
from teahouse.platform.review.ports import Deciders, Kind

PAGE = 20
_log = structlog.get_logger(__name__)


class Submission(NamedTuple):
    """What a reviewer is to see; `subject_id` is the asker's own, `picture` the key of a stored file."""

    subject_id: str
    appid: str
    title: str
    text: str
    picture: str | None = None


def submit(session: Session, *, subject_id: str, appid: str, title: str, text: str) -> bool:
    """Whether a mass send may leave at once. False: it waits in the queue, or was refused.

    Safe to call again with the same `subject_id`; the first call's text is the one that counts.
    """
    known = repository.case_of(session, "mass_send", subject_id)
    if known is not None:
        return known.state == "passed"
    if not platform_words().find(f"{title}\n{text}"):
        return True
    queue(session, "mass_send", Submission(subject_id, appid, title, text))
    return False


def queue(session: Session, kind: Kind, one: Submission) -> None:
    """Let a reviewer decide, whatever its words are."""
    found = platform_words().find(f"{one.title}\n{one.text}")
    row = CaseRow(
        id=new_id(),
        kind=kind,
        subject_id=one.subject_id,
        appid=one.appid,
        title=one.title,
        text=one.text,
        words=list(dict.fromkeys(hit.word for hit in found)),
        picture=one.picture,
        state="waiting",
        reason="",
        decided_by="",
        created_at=clock.now(),
        decided_at=None,
    )
    repository.add(session, row)


def withdraw(session: Session, kind: Kind, subject_id: str) -> bool:
    """Nobody need decide any more; False when somebody has."""
    return repository.remove_waiting(session, kind, subject_id)


def check_reviewer(session: Session, house: House, operator_id: str) -> None:
    """Raises ReviewersOnly."""
    if not is_reviewer(session, house.settings, operator_id):
        raise ReviewersOnly


def need(session: Session, case_id: str) -> CaseRow:
    """The case. Raises NoSuchCase."""
    row = repository.case(session, case_id)
    if row is None:
        raise NoSuchCase
    return row


def pieces(row: CaseRow) -> list[rules.Segment]:
    """The text with the words marked that were found when it was submitted, even if the list has changed since."""
    hits = Words(row.words).find(row.text)
    return rules.segments(row.text, [(hit.start, hit.end) for hit in hits])


def page(session: Session, *, waiting: bool, cursor: str) -> tuple[list[CaseRow], str | None]:
    """Some cases, and from where the next ones follow."""
    read = repository.waiting if waiting else repository.decided
    rows = read(session, cursor, PAGE + 1)
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None


def may_decide(session: Session, house: House, row: CaseRow, operator_id: str) -> bool:
    """Not about an account that one runs.

    Of a sandbox whose reviewers nobody named, one programmer plays all parts: the first operator decides everything.
    """
    one_for_all = house.settings.sandbox and not house.settings.reviewers
    return one_for_all or not operates(session, operator_id, row.appid)


def decide(session: Session, house: House, case_id: str, operator_id: str, *, passed: bool, reason: str = "") -> None:
    """Pass or refuse, once. Raises NoSuchCase, OwnCase, AlreadyDecided, BadReason."""
    row = need(session, case_id)
    if not may_decide(session, house, row, operator_id):
        raise OwnCase
    reason = "" if passed else rules.checked_reason(reason)
    state = "passed" if passed else "refused"
    if not repository.decide(session, case_id, state, reason, operator_id, clock.now()):
        raise AlreadyDecided
    _log.info("review.decided", case=case_id, kind=row.kind, appid=row.appid, state=state, by=operator_id)
    tell(session, row.appid, f"{row.kind}.{state}", title=row.title, reason=reason)
    house.get(Deciders).tell(session, row.kind, row.subject_id, passed=passed, reason=reason)
    session.expire_all()
