"""Tables of the tags that accounts make; who carries them is stored with the followers."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base


class TagRow(Base):
    """One tag of one account."""

    __tablename__ = "account_tag"
    __table_args__ = (UniqueConstraint("appid", "name"),)

    appid: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    created_at: Mapped[datetime]


class TagCounterRow(Base):
    """Where an account's tags take their numbers, and how many there are."""

    __tablename__ = "account_tag_counter"

    appid: Mapped[str] = mapped_column(primary_key=True)
    last_id: Mapped[int]
    """Numbers are never given twice."""
    tags: Mapped[int]
