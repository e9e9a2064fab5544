"""Every query about moments."""

from sqlalchemy import delete, select

from teahouse.kit.db import Session
from teahouse.messenger.moments.models import MomentRow


def add(session: Session, row: MomentRow) -> None:
    """Store a new one."""
    session.add(row)
    session.flush()


def newest(session: Session, person_id: str, before: str, limit: int) -> list[MomentRow]:
    """A person's moments, the newest first, behind an id."""
    wanted = select(MomentRow).where(MomentRow.person_id == person_id)
    if before:
        wanted = wanted.where(MomentRow.id < before)
    return list(session.scalars(wanted.order_by(MomentRow.id.desc()).limit(limit)))


def drop(session: Session, person_id: str, moment_id: str) -> None:
    """Remove one of a person's; nothing happens when there is none."""
    session.execute(delete(MomentRow).where(MomentRow.person_id == person_id, MomentRow.id == moment_id))
