"""Tables of the sandbox."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class SandboxClockRow(Base):
    """How far the house's time is moved; one row."""

    __tablename__ = "sandbox_clock"

    id: Mapped[int] = mapped_column(primary_key=True)
    shift_ms: Mapped[int]


class CrowdRow(Base):
    """A crowd that is being made, or was."""

    __tablename__ = "sandbox_crowd"

    id: Mapped[Id] = mapped_column(primary_key=True)
    appid: Mapped[str]
    script: Mapped[dict[str, Any]]
    state: Mapped[str]
    """running, done or failed."""
    done: Mapped[int]
    total: Mapped[int]
    error: Mapped[str | None]
    started_at: Mapped[datetime]
