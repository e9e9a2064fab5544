"""Tables of registrations, and of who answers for an account."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class RegistrationRow(Base):
    """An unfinished registration; an operator has one at a time."""

    __tablename__ = "account_registration"

    operator_id: Mapped[Id] = mapped_column(primary_key=True)
    type: Mapped[str]
    holder: Mapped[str]
    name: Mapped[str]
    introduction: Mapped[str]
    avatar: Mapped[str | None]
    """Key of a stored file."""
    begun_at: Mapped[datetime] = mapped_column(index=True)


class HolderRow(Base):
    """Who answers for a registered account. Accounts of the sandbox have none."""

    __tablename__ = "account_holder"

    appid: Mapped[str] = mapped_column(primary_key=True)
    sealed_name: Mapped[str]
    sealed_number: Mapped[str]
    sealed_phone: Mapped[str]
    number_digest: Mapped[str]
    phone_digest: Mapped[str]
    warned_for: Mapped[datetime | None]
    """The latest sign-in after which its operators were warned."""


class IdentityRow(Base):
    """How many accounts stand on an ID number or a phone number."""

    __tablename__ = "account_identity"

    kind: Mapped[str] = mapped_column(primary_key=True)
    """number or phone."""
    digest: Mapped[str] = mapped_column(primary_key=True)
    accounts: Mapped[int]
