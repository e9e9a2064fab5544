"""Brands, staff and their invitations."""

import hashlib
from datetime import timedelta

from teahouse.kit import clock
from teahouse.kit.crypto import hash_password, verify_password
from teahouse.kit.db import Session, hint
from teahouse.kit.ids import new_id, secret_token
from teahouse.kit.logins import TOPIC, sign_out_everywhere
from teahouse.suite.organization import repository, rules
from teahouse.suite.organization.errors import (
    AddressInUse,
    EmailTaken,
    InvitationGone,
    LastOwner,
    LinkGone,
    NoSuchStaff,
    SetUpAlready,
    WrongPassword,
)
from teahouse.suite.organization.members import Member, record
from teahouse.suite.organization.models import Brand, Invitation, Membership, SignInLink, Staff

KIND = "console"
"""The kind of login of staff."""

_INVITATION_LIFETIME = timedelta(days=7)
_LINK_LIFETIME = timedelta(days=1)


def set_up(session: Session, brand_name: str, name: str, email: str, password: str) -> Staff:
    """The first brand and its owner. Raises SetUpAlready, Invalid."""
    repository.lock_staff(session)
    if repository.any_staff(session):
        raise SetUpAlready
    staff = _new_staff(session, name, email, password)
    create_brand(session, staff.id, brand_name, field="brand_name")
    return staff


def create_brand(session: Session, staff_id: str, name: str, *, field: str = "name") -> Brand:
    """A brand that the caller owns; `field` of the form holds its name. Raises Invalid."""
    brand = Brand(id=new_id(), name=rules.clean_name(name, field), created_at=clock.now())
    repository.add(session, brand)
    _join(session, brand.id, staff_id, "owner")
    return brand


def check_password(session: Session, email: str, password: str) -> Staff:
    """Who signs in. Raises WrongPassword."""
    staff = repository.staff_by_email(session, email.strip().lower())
    if not verify_password(staff.password_hash if staff else None, password) or staff is None:
        raise WrongPassword
    return staff


def make_link(session: Session, staff_id: str) -> str:
    """A one-time token that signs somebody in; for `teahouse demo`."""
    token = secret_token()
    link = SignInLink(token_hash=_hash(token), staff_id=staff_id, expires_at=clock.now() + _LINK_LIFETIME)
    repository.add(session, link)
    return token


def take_link(session: Session, token: str) -> Staff:
    """Who the link signs in; it is used up. Raises LinkGone."""
    staff_id = repository.take_link(session, _hash(token), clock.now())
    staff = repository.staff(session, staff_id) if staff_id else None
    if staff is None:
        raise LinkGone
    return staff


def invite(session: Session, member: Member, email: str, name: str, role: str) -> Invitation:
    """Invite somebody, or again; an earlier link ends. Raises Invalid, EmailTaken."""
    address = rules.clean_email(email)
    known = repository.staff_by_email(session, address)
    if known is not None and repository.membership(session, member.brand_id, known.id) is not None:
        raise EmailTaken(field="email")
    repository.remove_invitations(session, member.brand_id, address)
    now = clock.now()
    invitation = Invitation(
        brand_id=member.brand_id,
        id=new_id(),
        token=secret_token(),
        email=address,
        name=rules.clean_name(name),
        role=rules.check_role(role),
        invited_by=member.staff_id,
        created_at=now,
        expires_at=now + _INVITATION_LIFETIME,
    )
    repository.add(session, invitation)
    record(session, member, "staff.invited", address, role)
    return invitation


def invitation(session: Session, token: str) -> tuple[Invitation, Brand]:
    """What a link invites to. Raises InvitationGone."""
    found = repository.invitation_by_token(session, token, clock.now())
    brand = repository.brand(session, found.brand_id) if found else None
    if found is None or brand is None:
        raise InvitationGone
    return found, brand


def accept(session: Session, token: str, name: str, password: str) -> Staff:
    """Join by a link; who has an account already accepts with its password. Raises InvitationGone, AddressInUse."""
    found, brand = invitation(session, token)
    if not repository.take_invitation(session, brand.id, found.id):
        raise InvitationGone
    staff = repository.staff_by_email(session, found.email)
    if staff is None:
        staff = _new_staff(session, name, found.email, password)
    elif not verify_password(staff.password_hash, password):
        raise AddressInUse(field="password")
    if repository.membership(session, brand.id, staff.id) is None:
        _join(session, brand.id, staff.id, rules.check_role(found.role))
    record(session, Member(brand.id, staff.id, staff.name, "analyst"), "staff.joined", staff.name, found.role)
    return staff


def change_role(session: Session, member: Member, staff_id: str, role: str) -> None:
    """Give somebody another role. Raises NoSuchStaff, LastOwner, Invalid."""
    wanted = rules.check_role(role)
    membership = _one_of(repository.lock_memberships(session, member.brand_id), staff_id, leaves=wanted != "owner")
    before, membership.role = membership.role, wanted
    hint(session, TOPIC, {"subject": staff_id})  # what is open is checked again
    record(session, member, "staff.role_changed", _name(session, staff_id), f"{before} → {wanted}")


def remove_member(session: Session, member: Member, staff_id: str) -> None:
    """Take somebody off the brand and end their logins, or withdraw an invitation. Raises NoSuchStaff, LastOwner."""
    waiting = repository.invitation(session, member.brand_id, staff_id)
    if waiting is not None:
        record(session, member, "staff.invitation_withdrawn", waiting.email)
        repository.remove(session, waiting)
        return
    membership = _one_of(repository.lock_memberships(session, member.brand_id), staff_id, leaves=True)
    record(session, member, "staff.removed", _name(session, staff_id), membership.role)
    repository.remove(session, membership)
    sign_out_everywhere(session, KIND, staff_id)


def _one_of(memberships: list[Membership], staff_id: str, *, leaves: bool) -> Membership:
    found = next((row for row in memberships if row.staff_id == staff_id), None)
    if found is None:
        raise NoSuchStaff
    owners = [row for row in memberships if row.role == "owner"]
    if leaves and owners == [found]:
        raise LastOwner
    return found


def _new_staff(session: Session, name: str, email: str, password: str) -> Staff:
    rules.check_password(password)
    staff = Staff(
        id=new_id(),
        email=rules.clean_email(email),
        name=rules.clean_name(name),
        password_hash=hash_password(password),
        created_at=clock.now(),
    )
    repository.add(session, staff)
    return staff


def _join(session: Session, brand_id: str, staff_id: str, role: rules.Role) -> None:
    repository.add(session, Membership(brand_id=brand_id, staff_id=staff_id, role=role, joined_at=clock.now()))


def _name(session: Session, staff_id: str) -> str:
    staff = repository.staff(session, staff_id)
    return staff.name if staff else staff_id


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
