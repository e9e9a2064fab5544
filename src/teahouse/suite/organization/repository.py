"""Every query about brands and staff."""

from datetime import datetime

from sqlalchemy import Row, delete, select

from teahouse.kit.db import Session, cursor_of
from teahouse.suite.organization.models import AuditEntry, Brand, Invitation, Membership, SignInLink, Staff


def any_staff(session: Session) -> bool:
    """Whether anybody works here yet."""
    return session.scalar(select(Staff.id).limit(1)) is not None


def lock_staff(session: Session) -> None:
    """Let nobody else add staff before this transaction ends; SQLite has a single writer anyway."""
    cursor = cursor_of(session)
    if cursor.is_postgresql:
        cursor.execute("LOCK TABLE staff IN SHARE ROW EXCLUSIVE MODE")


def staff_by_email(session: Session, email: str) -> Staff | None:
    """Who signs in with an address."""
    return session.scalar(select(Staff).where(Staff.email == email))


def staff(session: Session, staff_id: str) -> Staff | None:
    """One member of staff."""
    return session.get(Staff, staff_id)


def membership(session: Session, brand_id: str, staff_id: str) -> Membership | None:
    """What somebody is at a brand."""
    return session.get(Membership, (brand_id, staff_id))


def lock_memberships(session: Session, brand_id: str) -> list[Membership]:
    """All of a brand's memberships as they are now, locked: two changes of role must not leave it without an owner."""
    statement = select(Membership).where(Membership.brand_id == brand_id).order_by(Membership.staff_id)
    return list(session.scalars(statement.with_for_update().execution_options(populate_existing=True)))


def brands_of(session: Session, staff_id: str) -> list[Row[tuple[str, str, str]]]:
    """Brand id, name and role of everything somebody works for, the oldest first."""
    statement = (
        select(Brand.id, Brand.name, Membership.role)
        .join(Membership, Membership.brand_id == Brand.id)
        .where(Membership.staff_id == staff_id)
        .order_by(Brand.id)
    )
    return list(session.execute(statement))


def brand(session: Session, brand_id: str) -> Brand | None:
    """One brand."""
    return session.get(Brand, brand_id)


def members(session: Session, brand_id: str) -> list[Row[tuple[str, str, str, str]]]:
    """Staff id, name, address and role of everybody at a brand."""
    statement = (
        select(Staff.id, Staff.name, Staff.email, Membership.role)
        .join(Membership, Membership.staff_id == Staff.id)
        .where(Membership.brand_id == brand_id)
        .order_by(Membership.joined_at, Staff.id)
    )
    return list(session.execute(statement))


def names(session: Session, brand_id: str) -> dict[str, str]:
    """Names of everybody who ever did something for a brand, by staff id."""
    ever = select(AuditEntry.staff_id).where(AuditEntry.brand_id == brand_id)
    now = select(Membership.staff_id).where(Membership.brand_id == brand_id)
    rows = session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ever.union(now))))
    return {row.id: row.name for row in rows}


def invitations(session: Session, brand_id: str, now: datetime) -> list[Invitation]:
    """Invitations that still wait."""
    statement = select(Invitation).where(Invitation.brand_id == brand_id, Invitation.expires_at > now)
    return list(session.scalars(statement.order_by(Invitation.id)))


def invitation_by_token(session: Session, token: str, now: datetime) -> Invitation | None:
    """The invitation of a link; the token is the scope."""
    return session.scalar(select(Invitation).where(Invitation.token == token, Invitation.expires_at > now))


def invitation(session: Session, brand_id: str, invitation_id: str) -> Invitation | None:
    """One invitation of a brand."""
    return session.get(Invitation, (brand_id, invitation_id))


def take_invitation(session: Session, brand_id: str, invitation_id: str) -> bool:
    """Use an invitation up; False when somebody else did, or it was withdrawn."""
    found = (Invitation.brand_id == brand_id, Invitation.id == invitation_id)
    return session.execute(delete(Invitation).where(*found).returning(Invitation.id)).scalar_one_or_none() is not None


def remove_invitations(session: Session, brand_id: str, email: str) -> None:
    """Withdraw whatever a brand sent to an address."""
    session.execute(delete(Invitation).where(Invitation.brand_id == brand_id, Invitation.email == email))


def take_link(session: Session, token_hash: str, now: datetime) -> str | None:
    """Use a sign-in link up; whose it was, or None."""
    statement = (
        delete(SignInLink)
        .where(SignInLink.token_hash == token_hash, SignInLink.expires_at > now)
        .returning(SignInLink.staff_id)
    )
    return session.execute(statement).scalar_one_or_none()


def audit(session: Session, brand_id: str, before: str | None, limit: int) -> list[AuditEntry]:
    """What was changed, the latest first; `before` is the id of the last one seen."""
    statement = select(AuditEntry).where(AuditEntry.brand_id == brand_id)
    if before is not None:
        statement = statement.where(AuditEntry.id < before)
    return list(session.scalars(statement.order_by(AuditEntry.id.desc()).limit(limit)))


def add(session: Session, row: Brand | Staff | Membership | Invitation | SignInLink | AuditEntry) -> None:
    """Store a new row."""
    session.add(row)
    session.flush()


def remove(session: Session, row: Membership | Invitation) -> None:
    """Remove a row."""
    session.delete(row)
