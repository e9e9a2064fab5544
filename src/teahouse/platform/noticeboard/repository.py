"""Every query about notices."""

from sqlalchemy import func, select

from teahouse.kit.db import Session, cursor_of
from teahouse.platform.noticeboard.models import NoticeRow, NoticeSeenRow


def add(session: Session, row: NoticeRow) -> None:
    """A new notice."""
    session.add(row)
    session.flush()


def newest(session: Session, appid: str, before: str, limit: int) -> list[NoticeRow]:
    """NoticeBoard of an account, the newest first; `before` is an id, or empty."""
    wanted = select(NoticeRow).where(NoticeRow.appid == appid).order_by(NoticeRow.id.desc()).limit(limit)
    return list(session.scalars(wanted.where(NoticeRow.id < before) if before else wanted))


def unread(session: Session, appid: str, seen: str) -> int:
    """How many are newer than that one."""
    wanted = select(func.count()).select_from(NoticeRow).where(NoticeRow.appid == appid, NoticeRow.id > seen)
    return session.scalar(wanted) or 0


def seen(session: Session, appid: str, operator_id: str) -> str:
    """The latest notice that an operator has seen; empty for none."""
    row = session.get(NoticeSeenRow, (appid, operator_id))
    return row.notice_id if row else ""


def see(session: Session, appid: str, operator_id: str, notice_id: str) -> None:
    """The operator has looked up to this one; never back."""
    cursor_of(session).execute(
        "INSERT INTO account_notice_seen (appid, operator_id, notice_id) VALUES (?, ?, ?)"
        " ON CONFLICT (appid, operator_id) DO UPDATE SET notice_id = excluded.notice_id"
        " WHERE account_notice_seen.notice_id < excluded.notice_id",
        (appid, operator_id, notice_id),
    )
