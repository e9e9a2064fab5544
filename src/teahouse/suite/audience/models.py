"""Followers of a brand's accounts, and everything they did."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


def _unique_where_present(column: str, scope: str) -> Index:
    present = text(f"{column} IS NOT NULL")
    columns = ("brand_id", scope, column)
    return Index(f"ix_act_{column}", *columns, unique=True, sqlite_where=present, postgresql_where=present)


class Follower(Base):
    """One person on one account, as far as the brand knows them."""

    __tablename__ = "follower"
    __table_args__ = (
        UniqueConstraint("brand_id", "account_id", "openid"),
        Index(None, "brand_id", "last_active_at", "id"),
    )

    brand_id: Mapped[Id] = mapped_column(primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    account_id: Mapped[Id]
    openid: Mapped[str]
    subscribed: Mapped[bool]
    source: Mapped[str]
    """The scene of the code they first came by; empty when unknown."""
    nickname: Mapped[str] = mapped_column(default="")
    avatar_url: Mapped[str] = mapped_column(default="")
    gender: Mapped[int] = mapped_column(default=0)
    province: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    tags: Mapped[list[Any]] = mapped_column(default=list)
    first_seen_at: Mapped[datetime]
    last_active_at: Mapped[datetime]
    last_seq: Mapped[int]
    """How many acts they have; the next one takes the next number."""
    desk_state: Mapped[str]
    """Who answers: '' the robot, 'waiting' for a person, 'open' a person."""
    desk_id: Mapped[str]
    """The desk conversation of that state."""


class Act(Base):
    """One thing that happened between a follower and the brand, in order. Messages are acts too."""

    __tablename__ = "act"
    __table_args__ = (
        # Partial, because of all acts only pushes have the one, and only what staff send has the other.
        _unique_where_present("dedupe", "account_id"),
        _unique_where_present("client_id", "follower_id"),
        Index(None, "brand_id", "at"),
    )

    brand_id: Mapped[Id] = mapped_column(primary_key=True)
    follower_id: Mapped[Id] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[Id]
    at: Mapped[datetime]
    kind: Mapped[str]
    """follow, unfollow, scan, menu, view, location, message, reply, agent_reply, handover, closed, event."""
    summary: Mapped[str]
    """One line for lists."""
    detail: Mapped[dict[str, Any]]
    """For messages {"type", "content"} as on the phone; for others what the event said."""
    dedupe: Mapped[str | None]
    """Of a push: the same for all its repeats."""
    answer: Mapped[str | None]
    """Of a push: the reply it was answered with, in plain XML, for its repeats."""
    staff_id: Mapped[str | None]
    client_id: Mapped[str | None]
    state: Mapped[str | None]
    """Of an outgoing message: sending, calling, sent, failed, unsure."""
    error: Mapped[str | None]


class Note(Base):
    """What staff wrote down about a follower."""

    __tablename__ = "follower_note"

    brand_id: Mapped[Id] = mapped_column(primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    follower_id: Mapped[Id]
    staff_id: Mapped[Id]
    text: Mapped[str]
    created_at: Mapped[datetime]
