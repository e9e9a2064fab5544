"""Every query of the sandbox."""

from datetime import timedelta

from sqlalchemy import update

from teahouse.kit import migrations
from teahouse.kit.db import Session
from teahouse.platform.sandbox.models import CrowdRow, SandboxClockRow

_CLOCK = 1


def read_shift(session: Session) -> timedelta | None:
    """How far the clock was moved; None when it never was."""
    row = session.get(SandboxClockRow, _CLOCK)
    return None if row is None else timedelta(milliseconds=row.shift_ms)


def write_shift(session: Session, shift: timedelta) -> None:
    """Keep how far the clock is moved."""
    session.merge(SandboxClockRow(id=_CLOCK, shift_ms=shift // timedelta(milliseconds=1)))


def crowd(session: Session, crowd_id: str) -> CrowdRow | None:
    """A crowd."""
    return session.get(CrowdRow, crowd_id)


def take_step(session: Session, crowd_id: str, done: int, until: int) -> bool:
    """Go on from `done` to `until`; False when somebody else did, or does."""
    changed = session.execute(
        update(CrowdRow)
        .where(CrowdRow.id == crowd_id, CrowdRow.done == done, CrowdRow.state == "running")
        .values(done=until)
        .execution_options(synchronize_session="fetch")
    )
    return bool(getattr(changed, "rowcount", 0))


def empty(session: Session) -> None:
    """Every row of the network goes; tables stay."""
    for table in reversed(migrations.metadata_of("network").sorted_tables):
        session.execute(table.delete())
