"""Tables of codes with a scene."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base


class QrCodeRow(Base):
    """One code with a scene; found by its ticket (the account) or by its address (who scans it)."""

    __tablename__ = "account_qr_code"
    __table_args__ = (UniqueConstraint("appid", "permanent_key"), Index(None, "appid", "created_at", "ticket"))

    appid: Mapped[str] = mapped_column(primary_key=True)
    ticket: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    """What stands in its address."""
    action_name: Mapped[str]
    scene: Mapped[str]
    """As in the EventKey."""
    number: Mapped[int]
    """The scene as a number; 0 when it is text."""
    permanent_key: Mapped[str | None]
    """A permanent code exists once for each scene; NULL for temporary ones."""
    expires_at: Mapped[datetime | None]
    scans: Mapped[int]
    follows: Mapped[int]
    created_at: Mapped[datetime]


class QrCountRow(Base):
    """How many permanent codes an account has."""

    __tablename__ = "account_qr_count"

    appid: Mapped[str] = mapped_column(primary_key=True)
    permanent: Mapped[int]
