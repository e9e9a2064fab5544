"""/api/mp: the notices of an account."""

from teahouse.kit.db import Session
from teahouse.kit.http import get, post
from teahouse.kit.logins import Login
from teahouse.platform.accounts import check_operator
from teahouse.platform.noticeboard import repository, service
from teahouse.platform.noticeboard.models import NoticeRow
from teahouse.platform.noticeboard.schemas import BoardNotice, NoticeBoard, SeenWish, Unread


@get("/api/mp/accounts/{appid:str}/noticeboard")
def read_noticeboard(reader: Session, operator: Login, appid: str, cursor: str = "") -> NoticeBoard:
    """What the platform told the account's operators."""
    check_operator(reader, operator.subject_id, appid)
    rows, following = service.page(reader, appid, cursor)
    seen = repository.seen(reader, appid, operator.subject_id)
    return NoticeBoard([_out(row, seen) for row in rows], following)


@get("/api/mp/accounts/{appid:str}/noticeboard/unread")
def count_unread(reader: Session, operator: Login, appid: str) -> Unread:
    """How many of them this operator has not seen."""
    check_operator(reader, operator.subject_id, appid)
    return Unread(repository.unread(reader, appid, repository.seen(reader, appid, operator.subject_id)))


@post("/api/mp/accounts/{appid:str}/noticeboard/seen", status_code=204)
def see_noticeboard(session: Session, operator: Login, appid: str, data: SeenWish) -> None:
    """Remember up to which notice this operator has looked."""
    check_operator(session, operator.subject_id, appid)
    repository.see(session, appid, operator.subject_id, data.id[:20])


def _out(row: NoticeRow, seen: str) -> BoardNotice:
    return BoardNotice(
        id=row.id,
        kind=row.kind,  # type: ignore[arg-type]  # one of ours
        title=row.title,
        reason=row.reason,
        due_at=None if row.due_at is None else int(row.due_at.timestamp()),
        created_at=int(row.created_at.timestamp()),
        fresh=row.id > seen,
    )


ROUTES = (read_noticeboard, count_unread, see_noticeboard)
