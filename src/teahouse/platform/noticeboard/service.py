"""NoticeBoard: told, listed, seen."""

from datetime import datetime

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.ids import new_id
from teahouse.platform.noticeboard import repository
from teahouse.platform.noticeboard.models import NoticeRow

PAGE = 20


def tell(
    session: Session, appid: str, kind: str, *, title: str = "", reason: str = "", due_at: datetime | None = None
) -> None:
    """Tell the operators of an account, in the transaction of what happened."""
    row = NoticeRow(
        id=new_id(), appid=appid, kind=kind, title=title, reason=reason, due_at=due_at, created_at=clock.now()
    )
    repository.add(session, row)


def page(session: Session, appid: str, before: str) -> tuple[list[NoticeRow], str | None]:
    """Some notices, and from where the next ones follow."""
    rows = repository.newest(session, appid, before, PAGE + 1)
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None
