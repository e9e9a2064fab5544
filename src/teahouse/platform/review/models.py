"""The table of cases. A row is also the record of who decided what, when and why: it is never changed again."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class CaseRow(Base):
    """Something that waits for a reviewer, or has been decided."""

    __tablename__ = "review_case"
    __table_args__ = (UniqueConstraint("kind", "subject_id"), Index(None, "state", "id"))

    id: Mapped[Id] = mapped_column(primary_key=True)
    kind: Mapped[str]
    subject_id: Mapped[str]
    """Of the feature that asked."""
    appid: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    words: Mapped[list[Any]]
    """The forbidden words that were found, each once, as the list has them."""
    picture: Mapped[str | None]
    """Key of a stored file."""
    state: Mapped[str]
    """waiting, passed or refused."""
    reason: Mapped[str]
    decided_by: Mapped[str]
    """An operator; empty while it waits."""
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
