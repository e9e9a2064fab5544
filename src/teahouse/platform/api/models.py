"""Tables of the public API: tokens, quotas, the log of calls."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base


class AccessTokenRow(Base):
    """A token that was issued; only its hash is kept, but a stable one is sealed, so that it can be told again."""

    __tablename__ = "api_token"
    __table_args__ = (Index(None, "appid", "kind"),)

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    appid: Mapped[str]
    kind: Mapped[str]
    """normal (GET token) or stable."""
    sealed: Mapped[str]
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]
    """When a newer one of its kind was issued; it lives five minutes more."""


class QuotaRow(Base):
    """How much of a quota is used up in a period."""

    __tablename__ = "api_quota"

    appid: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    """A day or month of China: 2026-11-22, 2026-11."""
    name: Mapped[str] = mapped_column(primary_key=True)
    """The path, or what else is counted."""
    used: Mapped[int]


class CallRow(Base):
    """One call of the API, for the inspector and rid/get."""

    __tablename__ = "api_call"
    __table_args__ = (Index(None, "appid", "number"),)

    rid: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    """Counts up with time."""
    appid: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    method: Mapped[str]
    path: Mapped[str]
    query: Mapped[str]
    request_body: Mapped[str]
    status: Mapped[int]
    errcode: Mapped[int]
    response_body: Mapped[str]
    ms: Mapped[int]
    client_ip: Mapped[str]

    @property
    def called_at(self) -> int:
        """Unix seconds."""
        return int(self.at.timestamp())
