"""Who is asking: every route of the suite begins here."""

from typing import NamedTuple

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.ids import new_id
from teahouse.kit.logins import Login
from teahouse.suite.organization import repository
from teahouse.suite.organization.errors import NoSuchBrand, NoSuchStaff, RoleTooLow
from teahouse.suite.organization.models import AuditEntry
from teahouse.suite.organization.rules import Role, check_role, includes


class Member(NamedTuple):
    """Somebody who works for the brand of the request."""

    brand_id: str
    staff_id: str
    name: str
    role: Role


def check_member(session: Session, login: Login, brand_id: str, at_least: Role) -> Member:
    """The caller as a member of the brand. Raises NoSuchBrand for a stranger, RoleTooLow."""
    membership = repository.membership(session, brand_id, login.subject_id)
    staff = repository.staff(session, login.subject_id)
    if membership is None or staff is None:
        raise NoSuchBrand
    if not includes(membership.role, at_least):
        raise RoleTooLow
    return Member(brand_id, staff.id, staff.name, check_role(membership.role))


def find_member(session: Session, brand_id: str, staff_id: str, at_least: Role) -> Member:
    """Somebody of the brand who may do something. Raises NoSuchStaff."""
    membership = repository.membership(session, brand_id, staff_id)
    staff = repository.staff(session, staff_id)
    if membership is None or staff is None or not includes(membership.role, at_least):
        raise NoSuchStaff
    return Member(brand_id, staff.id, staff.name, check_role(membership.role))


def record(session: Session, member: Member, action: str, target: str, detail: str = "") -> None:
    """Write an entry of the audit log; `action` is noun.verb, `target` a name a reader knows."""
    entry = AuditEntry(
        brand_id=member.brand_id,
        id=new_id(),
        at=clock.now(),
        staff_id=member.staff_id,
        action=action,
        target=target,
        detail=detail,
    )
    repository.add(session, entry)


def brand_name(session: Session, brand_id: str) -> str:
    """What a brand is called; empty for one that does not exist."""
    row = repository.brand(session, brand_id)
    return row.name if row else ""


def staff_names(session: Session, brand_id: str) -> dict[str, str]:
    """Names by staff id, of those who left too."""
    return repository.names(session, brand_id)
