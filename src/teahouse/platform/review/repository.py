"""Every query about cases."""

from datetime import datetime

from sqlalchemy import delete, select, update

from teahouse.kit.db import Session
from teahouse.platform.review.models import CaseRow


def case(session: Session, case_id: str) -> CaseRow | None:
    """A case."""
    return session.get(CaseRow, case_id)


def case_of(session: Session, kind: str, subject_id: str) -> CaseRow | None:
    """The case of what was submitted."""
    return session.scalar(select(CaseRow).where(CaseRow.kind == kind, CaseRow.subject_id == subject_id))


def add(session: Session, row: CaseRow) -> None:
    """A new case."""
    session.add(row)
    session.flush()


def remove_waiting(session: Session, kind: str, subject_id: str) -> bool:
    """Take back a case that waits; False when there is none."""
    chosen = (CaseRow.kind == kind, CaseRow.subject_id == subject_id, CaseRow.state == "waiting")
    removed = session.scalars(delete(CaseRow).where(*chosen).returning(CaseRow.id))
    return removed.first() is not None


def waiting(session: Session, after: str, limit: int) -> list[CaseRow]:
    """What waits, the oldest first; `after` is an id, or empty."""
    return list(
        session.scalars(
            select(CaseRow).where(CaseRow.state == "waiting", CaseRow.id > after).order_by(CaseRow.id).limit(limit)
        )
    )


def decided(session: Session, before: str, limit: int) -> list[CaseRow]:
    """What was decided, the newest case first; `before` is an id, or empty."""
    wanted = select(CaseRow).where(CaseRow.state != "waiting").order_by(CaseRow.id.desc()).limit(limit)
    return list(session.scalars(wanted.where(CaseRow.id < before) if before else wanted))


def decide(session: Session, case_id: str, state: str, reason: str, operator_id: str, now: datetime) -> bool:
    """Decide a case that waits; False when somebody was faster."""
    statement = (
        update(CaseRow)
        .where(CaseRow.id == case_id, CaseRow.state == "waiting")
        .values(state=state, reason=reason, decided_by=operator_id, decided_at=now)
        .returning(CaseRow.id)
        .execution_options(synchronize_session=False)
    )
    return session.scalar(statement) is not None
