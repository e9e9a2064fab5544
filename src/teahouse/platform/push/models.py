"""Tables of pushes: what was to be told to an account's server, and every attempt."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class PushRow(Base):
    """One push. `body` is the plain document; each attempt signs and encrypts it anew."""

    __tablename__ = "push"
    __table_args__ = (Index(None, "appid", "number"),)

    id: Mapped[Id] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    """Counts up with time."""
    appid: Mapped[str]
    person_id: Mapped[str]
    """Who caused it; empty when nobody did."""
    openid: Mapped[str]
    conversation_id: Mapped[str]
    msg_id: Mapped[int | None]
    kind: Mapped[str]
    """MsgType of a message, Event of an event."""
    is_event: Mapped[bool]
    summary: Mapped[str]
    body: Mapped[str]
    state: Mapped[str]
    """pending, ok or failed."""
    verdict: Mapped[str]
    detail: Mapped[str]
    reply_summary: Mapped[str]
    replay_of: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(index=True)
    finished_at: Mapped[datetime | None]
    ms: Mapped[int]


class PushAttemptRow(Base):
    """One attempt, whole. `at` in microseconds."""

    __tablename__ = "push_attempt"

    push_id: Mapped[Id] = mapped_column(ForeignKey("push.id", ondelete="CASCADE"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    ms: Mapped[int]
    url: Mapped[str]
    request_headers: Mapped[dict[str, Any]]
    request_body: Mapped[str]
    status: Mapped[int | None]
    response_headers: Mapped[dict[str, Any]]
    response_body: Mapped[str]
    plain_response: Mapped[str | None]
    verdict: Mapped[str]
    detail: Mapped[str]
