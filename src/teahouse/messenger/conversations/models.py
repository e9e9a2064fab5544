"""Tables of conversations."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class Conversation(Base):
    """Holds the counter from which its messages take their numbers. The id tells who takes part, see rules.py."""

    __tablename__ = "conversation"
    __table_args__ = (Index(None, "changed"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """person or account."""
    last_seq: Mapped[int]
    changed: Mapped[int]
    """See kit/changes.py."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Member(Base):
    """What one person has made of a conversation."""

    __tablename__ = "conversation_member"

    person_id: Mapped[Id] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(primary_key=True)
    read_seq: Mapped[int]
    cleared_seq: Mapped[int]
    """Messages up to this number are gone for this member."""
    muted: Mapped[bool]
    pinned: Mapped[bool]


class StoredMessage(Base):
    """One message, once, whoever reads it. No foreign key: the number comes from the conversation's own row."""

    __tablename__ = "message"
    __table_args__ = (UniqueConstraint("sender_id", "client_id"),)

    conversation_id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    msg_id: Mapped[int]
    type: Mapped[str]
    sender_kind: Mapped[str]
    sender_id: Mapped[str]
    client_id: Mapped[str | None]
    content: Mapped[dict[str, Any]]
    sent_at: Mapped[datetime]
    recalled: Mapped[bool]
    only_for: Mapped[str | None]
    """Only this member sees it: what did not reach the other, and why."""


class WrittenHour(Base):
    """How much a person wrote to an account within an hour: kept with the messages, so that counting reads few rows."""

    __tablename__ = "message_hour"
    __table_args__ = ({"sqlite_with_rowid": False},)

    appid: Mapped[str] = mapped_column(primary_key=True)
    hour: Mapped[int] = mapped_column(primary_key=True)
    """Hours since 1970, UTC."""
    person_id: Mapped[Id] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(primary_key=True)
    messages: Mapped[int]
    """Recalled ones were written too."""


class Deletion(Base):
    """A message that a member has deleted from the own phone."""

    __tablename__ = "message_deletion"

    person_id: Mapped[Id] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)


class EventCounter(Base):
    """Where a person's remote events take their numbers."""

    __tablename__ = "person_event_counter"

    person_id: Mapped[Id] = mapped_column(primary_key=True)
    last_n: Mapped[int]


class Event(Base):
    """What a person's devices must hear and is no message."""

    __tablename__ = "person_event"
    __table_args__ = (Index(None, "person_id", "subject"),)

    person_id: Mapped[Id] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    """What it is about: a later event about the same replaces this one."""
    kind: Mapped[str]
    data: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class Epoch(Base):
    """One row: which life of the database this is. A restore begins another, and every phone syncs from scratch."""

    __tablename__ = "sync_epoch"

    id: Mapped[int] = mapped_column(primary_key=True)
    epoch: Mapped[str]


class Upload(Base):
    """A file that a person has uploaded to send it."""

    __tablename__ = "message_upload"

    key: Mapped[str] = mapped_column(primary_key=True)
    owner_id: Mapped[Id]
    kind: Mapped[str]
    content_type: Mapped[str]
    width: Mapped[int | None]
    height: Mapped[int | None]
