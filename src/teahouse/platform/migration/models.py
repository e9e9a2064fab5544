"""Tables of accounts that move into others."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class MigrationRow(Base):
    """One account moves, or moved, into another."""

    __tablename__ = "account_migration"
    __table_args__ = (Index(None, "appid", "id"),)

    id: Mapped[Id] = mapped_column(primary_key=True)
    appid: Mapped[str]
    """Where to."""
    from_appid: Mapped[str]
    from_name: Mapped[str]
    state: Mapped[str]
    """See rules.State."""
    reason: Mapped[str]
    """Of a refusal."""
    tags: Mapped[dict[str, Any]]
    """The tags of the new account by the numbers of the old one's."""
    lost_tags: Mapped[int]
    """For so many tags there was no room."""
    total: Mapped[int]
    """Followers and people on the blacklist, when the move began."""
    seen: Mapped[int]
    """So many of them have moved."""
    came: Mapped[int]
    """So many are new followers."""
    after: Mapped[str]
    """The last person that has moved."""
    applied_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]


class MigrationPartRow(Base):
    """An account takes part in one move at a time; one that has moved takes part for ever."""

    __tablename__ = "account_migration_part"

    appid: Mapped[str] = mapped_column(primary_key=True)
    migration_id: Mapped[Id]


class MovedOpenidRow(Base):
    """What somebody who moved was called, and is called now."""

    __tablename__ = "account_moved_openid"

    from_appid: Mapped[str] = mapped_column(primary_key=True)
    openid: Mapped[str] = mapped_column(primary_key=True)
    new_openid: Mapped[str]
