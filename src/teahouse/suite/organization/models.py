"""Brands, the people who work for them, and what they did."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class Brand(Base):
    """A brand: the tenant that every other table of the suite belongs to."""

    __tablename__ = "brand"

    id: Mapped[Id] = mapped_column(primary_key=True)
    name: Mapped[str]
    created_at: Mapped[datetime]


class Staff(Base):
    """A person who signs in at the console; an agency's people work for many brands."""

    __tablename__ = "staff"

    id: Mapped[Id] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    """In lower case."""
    name: Mapped[str]
    password_hash: Mapped[str]
    created_at: Mapped[datetime]


class Membership(Base):
    """What a member of staff may do at a brand."""

    __tablename__ = "membership"

    brand_id: Mapped[Id] = mapped_column(primary_key=True)
    staff_id: Mapped[Id] = mapped_column(primary_key=True, index=True)
    role: Mapped[str]
    joined_at: Mapped[datetime]


class Invitation(Base):
    """A link by which somebody joins a brand; used once."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("brand_id", "email"),)

    brand_id: Mapped[Id] = mapped_column(primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]
    invited_by: Mapped[Id]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class SignInLink(Base):
    """A one-time link that signs a member of staff in."""

    __tablename__ = "staff_sign_in_link"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    staff_id: Mapped[Id]
    expires_at: Mapped[datetime]


class AuditEntry(Base):
    """Something that a member of staff changed."""

    __tablename__ = "audit_entry"

    brand_id: Mapped[Id] = mapped_column(primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    staff_id: Mapped[Id]
    action: Mapped[str]
    """noun.verb, as staff.invited."""
    target: Mapped[str]
    detail: Mapped[str]
