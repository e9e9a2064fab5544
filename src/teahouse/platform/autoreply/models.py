"""Tables of automatic replies."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class AutoReplyRow(Base):
    """What the platform answers on an occasion."""

    __tablename__ = "account_autoreply"

    appid: Mapped[str] = mapped_column(primary_key=True)
    occasion: Mapped[str] = mapped_column(primary_key=True)
    """follow, or message: when no keyword is in it."""
    reply: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime]


class AutoReplyRuleRow(Base):
    """What the platform answers to keywords."""

    __tablename__ = "account_autoreply_rule"

    appid: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    """Counts up with time: of rules that match alike the newest wins."""
    name: Mapped[str]
    mode: Mapped[str]
    """reply_all or random_one."""
    keywords: Mapped[list[Any]]
    replies: Mapped[list[Any]]
    created_at: Mapped[datetime]
