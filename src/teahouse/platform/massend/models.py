"""Tables of mass sends."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class MassSendRow(Base):
    """One message to many. It walks through its targets by their ids; `place` is the last whose turn has come.

    The place moves in the transaction that delivers, so that each target has exactly one turn, whatever crashes.
    """

    __tablename__ = "mass_send"
    __table_args__ = (UniqueConstraint("appid", "msg_id"), Index(None, "appid", "created_at", "id"))

    id: Mapped[Id] = mapped_column(primary_key=True)
    appid: Mapped[str]
    msg_id: Mapped[int]
    origin: Mapped[str]
    """api or mp."""
    state: Mapped[str]
    """reviewing, waiting, sending, done, failed, recalled or cancelled."""
    kind: Mapped[str]
    """Of the message on the phone: news, text, image, voice or video."""
    title: Mapped[str]
    content: Mapped[dict[str, Any]]
    """What the phone gets."""
    media_id: Mapped[str]
    """Of the articles; empty for other messages."""
    msg_data_id: Mapped[int | None]
    repeats: Mapped[bool]
    """The articles were sent before; they are not this message's to give back or to take away."""
    is_to_all: Mapped[bool]
    tag_id: Mapped[int | None]
    gender: Mapped[int | None]
    province: Mapped[str]
    city: Mapped[str]
    listed: Mapped[bool]
    """Its targets are rows of mass_send_target."""
    ignore_reprint: Mapped[bool]
    day: Mapped[str]
    """From which day of a subscription account's allowance it was taken; empty when none was."""
    place: Mapped[str]
    total: Mapped[int]
    visited: Mapped[int]
    """How many have had their turn; those who left before it are not counted."""
    sent: Mapped[int]
    failed: Mapped[int]
    status: Mapped[str]
    """As the event at its end says it."""
    reason: Mapped[str]
    """What a reviewer said."""
    copies: Mapped[list[Any]]
    """Of each article the address of the one that it copies, or an empty text."""
    due_at: Mapped[datetime]
    scheduled: Mapped[bool]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class MassSendTargetRow(Base):
    """A person on the list of a mass send, until it has ended."""

    __tablename__ = "mass_send_target"

    send_id: Mapped[Id] = mapped_column(primary_key=True)
    person_id: Mapped[Id] = mapped_column(primary_key=True)


class MassSendOnceRow(Base):
    """A clientmsgid that was used: the same again within a day is the same message."""

    __tablename__ = "mass_send_once"

    appid: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(primary_key=True)
    msg_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(index=True)


class MassSendAccountRow(Base):
    """An account's speed, its last number, and its own allowance in place of the usual one."""

    __tablename__ = "mass_send_account"

    appid: Mapped[str] = mapped_column(primary_key=True)
    speed: Mapped[int]
    last_msg_id: Mapped[int]
    allowance: Mapped[int | None]


class MassSendDayRow(Base):
    """How many mass sends an account has used of a day's allowance."""

    __tablename__ = "mass_send_day"

    appid: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[str] = mapped_column(primary_key=True)
    used: Mapped[int]


class MassSendReceivedRow(Base):
    """How many mass sends of an account somebody has received in the last month in which there was one."""

    __tablename__ = "mass_send_received"

    appid: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[Id] = mapped_column(primary_key=True)
    month: Mapped[str]
    received: Mapped[int]


class MassSendVideoRow(Base):
    """A video with its words, made ready for mass sends by uploadvideo."""

    __tablename__ = "mass_send_video"

    appid: Mapped[str] = mapped_column(primary_key=True)
    media_id: Mapped[str] = mapped_column(primary_key=True)
    file: Mapped[str]
    title: Mapped[str]
    description: Mapped[str]
    created_at: Mapped[datetime]
