"""Conversations in the hands of people."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class DeskConversation(Base):
    """One stretch of a follower's acts that a person answers, from the hand-over to the close."""

    __tablename__ = "desk_conversation"
    __table_args__ = (
        Index(None, "brand_id", "state", "updated_at", "id"),
        Index(None, "brand_id", "follower_id"),
        Index(None, "brand_id", "queued_at"),
    )

    brand_id: Mapped[Id] = mapped_column(primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    follower_id: Mapped[Id]
    account_id: Mapped[Id]
    state: Mapped[str]
    """waiting, open, closed."""
    agent_id: Mapped[str] = mapped_column(default="")
    reason: Mapped[str]
    read_seq: Mapped[int]
    """Up to which act the agents have read."""
    unread: Mapped[int]
    """How many messages of the follower came after it."""
    draft: Mapped[str] = mapped_column(default="")
    queued_at: Mapped[datetime]
    """When the follower was handed over."""
    waiting_since: Mapped[datetime | None]
    """The first message that no person has answered; None when all are answered."""
    opened_at: Mapped[datetime | None]
    first_answer_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    updated_at: Mapped[datetime]
    last_at: Mapped[datetime]
    last_from: Mapped[str]
    """Of the last message: fan, robot or agent; its type and one line of it follow."""
    last_type: Mapped[str]
    last_text: Mapped[str]


class QuickReply(Base):
    """A text that agents send often."""

    __tablename__ = "quick_reply"

    brand_id: Mapped[Id] = mapped_column(primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    staff_id: Mapped[str]
    """Whose it is; empty: everybody's."""
    group: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    uses: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
