"""Reading the log of pushes, replaying one, and an account's figures."""

from datetime import timedelta

from teahouse.kit import clock
from teahouse.kit.db import Session, cursor_of
from teahouse.kit.errors import Conflict, Invalid, Language, NotFound, Text
from teahouse.kit.ids import new_id, new_number
from teahouse.messenger.people import profiles
from teahouse.platform.accounts import Account, day_starts, figures_of
from teahouse.platform.followers import changes, count_followers
from teahouse.platform.push import outbox, repository, verdicts
from teahouse.platform.push.models import PushAttemptRow, PushRow
from teahouse.platform.push.repository import PushFilter
from teahouse.platform.push.schemas import AttemptOut, Day, DayFigures, Home, PushOut, PushPage
from teahouse.platform.push.verdicts import Outcome

_PAGE = 50
_LARGEST_PAGE = 200
_DAYS = 7
_LONGEST_CURSOR = 19


class PushNotFound(NotFound):
    """No such push of this account."""

    code = "push.not_found"
    text = Text("没有这次推送的记录", "There is no such push")


class ServerOff(Conflict):
    """There is no server to push to."""

    code = "push.server_off"
    text = Text("请先启用服务器配置", "Switch the server on first")


def pushes(session: Session, appid: str, language: Language, wanted: PushFilter) -> PushPage:
    """A page of pushes, the newest first; attempts without headers and bodies."""
    rows = repository.list_pushes(session, appid, wanted._replace(limit=_PAGE))
    following = str(rows[-1].number) if len(rows) == _PAGE else None
    return PushPage(_shown(session, rows, language, whole=False), following)


def pushes_after(session: Session, appid: str, after: str, language: Language, limit: int = _LARGEST_PAGE) -> PushPage:
    """Whole pushes after a mark, the oldest first; `next` is the mark to go on from."""
    rows = repository.list_pushes(session, appid, PushFilter(after=number_of(after) or 0, limit=limit))
    return PushPage(_shown(session, rows, language, whole=True), str(rows[-1].number) if rows else after or None)


def push(session: Session, appid: str, push_id: str, language: Language) -> PushOut:
    """One push, whole. Raises PushNotFound, also when it is another account's."""
    return _shown(session, [_row(session, appid, push_id)], language, whole=True)[0]


def replay(session: Session, account: Account, push_id: str) -> str:
    """Push the same document again, its MsgId included; the new push's id. Raises PushNotFound, ServerOff."""
    old = _row(session, account.appid, push_id)
    if not account.server_enabled:
        raise ServerOff
    again = PushRow(
        id=new_id(),
        number=new_number(),
        appid=old.appid,
        person_id=old.person_id,
        openid=old.openid,
        conversation_id=old.conversation_id,
        msg_id=old.msg_id,
        kind=old.kind,
        is_event=old.is_event,
        summary=old.summary,
        body=old.body,
        replay_of=old.id,
        created_at=clock.now(),
    )
    outbox.add(cursor_of(session), [again])
    return again.id


def number_of(cursor: str) -> int | None:
    """The place that a cursor names. Raises Invalid."""
    if not cursor:
        return None
    if not cursor.isascii() or not cursor.isdigit() or len(cursor) > _LONGEST_CURSOR:
        raise Invalid(field="cursor")
    return int(cursor)


def _row(session: Session, appid: str, push_id: str) -> PushRow:
    row = repository.read_push(session, push_id)
    if row is None or row.appid != appid:
        raise PushNotFound
    return row


def _shown(session: Session, rows: list[PushRow], language: Language, *, whole: bool) -> list[PushOut]:
    attempts = repository.attempts(session, [row.id for row in rows])
    people = profiles(session, [row.person_id for row in rows if row.person_id])
    return [
        PushOut(
            id=row.id,
            msg_id=None if row.msg_id is None else str(row.msg_id),
            openid=row.openid,
            nickname=people[row.person_id].nickname if row.person_id in people else "",
            kind=row.kind,
            summary=row.summary,
            state=row.state,
            reason=verdicts.reason(Outcome(row.verdict, row.detail), language),
            created_at=int(row.created_at.timestamp()),
            finished_at=None if row.finished_at is None else int(row.finished_at.timestamp()),
            ms=row.ms,
            replay_of=row.replay_of,
            attempts=[_attempt(one, row.body, language, whole=whole) for one in attempts[row.id]],
            reply_summary=row.reply_summary,
        )
        for row in rows
    ]


def _attempt(row: PushAttemptRow, body: str, language: Language, *, whole: bool) -> AttemptOut:
    return AttemptOut(
        n=row.n,
        at=int(row.at.timestamp()),
        ms=row.ms,
        url=row.url,
        request_headers=row.request_headers if whole else {},
        request_body=row.request_body if whole else "",
        plain_body=body if whole else "",
        status=row.status,
        response_headers=row.response_headers if whole else {},
        response_body=row.response_body if whole else "",
        plain_response=row.plain_response if whole else None,
        verdict=row.verdict,
        reason=verdicts.reason(Outcome(row.verdict, row.detail), language),
    )


def home(session: Session, appid: str) -> Home:
    """Today, yesterday and the last week; days begin at midnight in China."""
    starts = day_starts(clock.now(), _DAYS)
    counted = figures_of(session, appid, starts)
    total, week = count_followers(session, appid), []
    moves = {name: changes(session, appid, start, start + timedelta(days=1)) for name, start in starts.items()}
    for name in reversed(starts):
        week.append(Day(name, moves[name].new, moves[name].lost, total, counted[name]["messages"]))
        total -= moves[name].new - moves[name].lost
    names = list(starts)
    figures = {name: DayFigures(new=moves[name].new, lost=moves[name].lost, **counted[name]) for name in names[-2:]}
    return Home(week[0].total, figures[names[-1]], figures[names[-2]], week[::-1])
