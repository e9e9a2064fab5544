"""Tables of template messages."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class TemplateAccountRow(Base):
    """An account's two industries, and how many templates it has. Accounts that never chose have no row."""

    __tablename__ = "template_account"

    appid: Mapped[str] = mapped_column(primary_key=True)
    industry1: Mapped[int]
    industry2: Mapped[int]
    changed_month: Mapped[str]
    """The month in China of the last choice, 2026-11; empty when there was none."""
    templates: Mapped[int]
    failing: Mapped[bool]
    """The sandbox lets every message end with "failed: system failed"."""


class TemplateRow(Base):
    """A template that an account added. `industry` is 0 for one of a category."""

    __tablename__ = "template"
    __table_args__ = (Index(None, "appid", "created_at"),)

    appid: Mapped[str] = mapped_column(primary_key=True)
    template_id: Mapped[str] = mapped_column(primary_key=True)
    short_id: Mapped[str]
    title: Mapped[str]
    industry: Mapped[int]
    content: Mapped[str]
    example: Mapped[str]
    delivered: Mapped[int]
    blocked: Mapped[int]
    failed: Mapped[int]
    created_at: Mapped[datetime]


class TemplateOnceRow(Base):
    """A client_msg_id that was used: the same again within ten minutes is the same message."""

    __tablename__ = "template_once"

    appid: Mapped[str] = mapped_column(primary_key=True)
    openid: Mapped[str] = mapped_column(primary_key=True)
    client_msg_id: Mapped[str] = mapped_column(primary_key=True)
    msgid: Mapped[int]
    at: Mapped[datetime] = mapped_column(index=True)


class TemplateRefusalRow(Base):
    """A person who wants no template messages of an account."""

    __tablename__ = "template_refusal"

    appid: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[Id] = mapped_column(primary_key=True)
