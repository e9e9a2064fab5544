"""Tables of the platform's notices."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class NoticeRow(Base):
    """Something the operators of an account are to know. Its words are made where it is shown."""

    __tablename__ = "account_notice"
    __table_args__ = (Index(None, "appid", "id"),)

    id: Mapped[Id] = mapped_column(primary_key=True)
    appid: Mapped[str]
    kind: Mapped[str]
    title: Mapped[str]
    """What it is about."""
    reason: Mapped[str]
    due_at: Mapped[datetime | None]
    """The day that a warning names."""
    created_at: Mapped[datetime]


class NoticeSeenRow(Base):
    """Up to which notice an operator of an account has looked."""

    __tablename__ = "account_notice_seen"

    appid: Mapped[str] = mapped_column(primary_key=True)
    operator_id: Mapped[Id] = mapped_column(primary_key=True)
    notice_id: Mapped[Id]
