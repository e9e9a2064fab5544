"""Every query about registrations and holders."""

from datetime import datetime

from sqlalchemy import delete, select, update

from teahouse.kit.db import Session, cursor_of
from teahouse.platform.registration.models import HolderRow, RegistrationRow


def registration(session: Session, operator_id: str) -> RegistrationRow | None:
    """An operator's unfinished registration."""
    return session.get(RegistrationRow, operator_id, populate_existing=True)


def save(session: Session, row: RegistrationRow) -> None:
    """Begin, or change what was begun: when it began stays."""
    known = registration(session, row.operator_id)
    if known is not None:
        row.begun_at, row.avatar = known.begun_at, row.avatar or known.avatar
    session.merge(row)
    session.flush()


def drop(session: Session, operator_id: str) -> bool:
    """End a registration; False when there is none any more."""
    statement = delete(RegistrationRow).where(RegistrationRow.operator_id == operator_id)
    return session.scalar(statement.returning(RegistrationRow.operator_id)) is not None


def begun_before(session: Session, moment: datetime) -> list[RegistrationRow]:
    """Unfinished registrations that began then or before."""
    return list(session.scalars(select(RegistrationRow).where(RegistrationRow.begun_at <= moment)))


def take_place(session: Session, kind: str, digest: str, most: int) -> bool:
    """Count one more account on a number; False when it has as many as it may."""
    cursor = cursor_of(session)
    cursor.execute(
        "INSERT INTO account_identity (kind, digest, accounts) VALUES (?, ?, 0) ON CONFLICT DO NOTHING", (kind, digest)
    )
    return bool(
        cursor.execute(
            "UPDATE account_identity SET accounts = accounts + 1 WHERE kind = ? AND digest = ? AND accounts < ?",
            (kind, digest, most),
        )
    )


def give_place(session: Session, kind: str, digest: str) -> None:
    """One account less stands on a number."""
    cursor_of(session).execute(
        "UPDATE account_identity SET accounts = accounts - 1 WHERE kind = ? AND digest = ? AND accounts > 0",
        (kind, digest),
    )


def add_holder(session: Session, row: HolderRow) -> None:
    """Who answers for a new account."""
    session.add(row)
    session.flush()


def holder(session: Session, appid: str) -> HolderRow | None:
    """Who answers for an account."""
    return session.get(HolderRow, appid)


def drop_holder(session: Session, appid: str) -> None:
    """Forget who answered for an account."""
    session.execute(delete(HolderRow).where(HolderRow.appid == appid))


def holders(session: Session, after: str, limit: int) -> list[HolderRow]:
    """Registered accounts, in the order of their appids."""
    return list(
        session.scalars(select(HolderRow).where(HolderRow.appid > after).order_by(HolderRow.appid).limit(limit))
    )


def warned(session: Session, appid: str, seen: datetime) -> None:
    """Its operators were warned after that absence began."""
    session.execute(update(HolderRow).where(HolderRow.appid == appid).values(warned_for=seen))
