"""Tables of subscription notifications and one-time subscriptions."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class NoticeAccountRow(Base):
    """How many templates an account has, and the id of its template of one-time subscriptions, once it is known."""

    __tablename__ = "notice_account"

    appid: Mapped[str] = mapped_column(primary_key=True)
    templates: Mapped[int]
    once_template_id: Mapped[str]


class NoticeTemplateRow(Base):
    """A template that an account added; `kids` as in "1,2", `type` 2 one-time or 3 long-term."""

    __tablename__ = "notice_template"
    __table_args__ = (UniqueConstraint("appid", "tid", "kids"), Index(None, "appid", "created_at"))

    appid: Mapped[str] = mapped_column(primary_key=True)
    template_id: Mapped[str] = mapped_column(primary_key=True)
    tid: Mapped[int]
    kids: Mapped[str]
    title: Mapped[str]
    type: Mapped[int]
    content: Mapped[str]
    example: Mapped[str]
    choices: Mapped[dict[str, Any]]
    scene: Mapped[str]
    accepted: Mapped[int]
    refused: Mapped[int]
    sent: Mapped[int]
    created_at: Mapped[datetime]


class NoticeConsentRow(Base):
    """What a person said about a template: `credit` messages are still due for acceptances of a one-time one.

    `allowed` is the switch in the account's settings; `kept` is the answer that stands for all times to come
    ("accept", "reject"), empty while the person is asked each time.
    """

    __tablename__ = "notice_consent"

    appid: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[Id] = mapped_column(primary_key=True)
    template_id: Mapped[str] = mapped_column(primary_key=True)
    credit: Mapped[int]
    allowed: Mapped[bool]
    kept: Mapped[str]
    asked_at: Mapped[datetime]


class OnceConsentRow(Base):
    """One-time subscriptions that a person confirmed in a scene, and that were not used yet."""

    __tablename__ = "notice_once"

    appid: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[Id] = mapped_column(primary_key=True)
    scene: Mapped[int] = mapped_column(primary_key=True)
    credit: Mapped[int]
