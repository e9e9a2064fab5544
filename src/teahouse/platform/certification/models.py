"""The table of certifications."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class CertificationRow(Base):
    """An account's latest application. `expires_at` is of the rights it has, perhaps by an earlier one."""

    __tablename__ = "account_certification"

    appid: Mapped[str] = mapped_column(primary_key=True)
    application: Mapped[Id] = mapped_column(unique=True)
    """What reviewers decide on."""
    organization: Mapped[str]
    licence_number: Mapped[str]
    contact: Mapped[str]
    phone: Mapped[str]
    picture: Mapped[str]
    """Key of a stored file; empty where nobody had to show one."""
    state: Mapped[str]
    """See rules.State."""
    reason: Mapped[str]
    """Of a refusal."""
    applied_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
