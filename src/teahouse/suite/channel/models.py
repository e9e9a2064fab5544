"""Connected official accounts, and what we hold of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class ChannelAccount(Base):
    """An official account that a brand has connected, on our network or on the real WeChat."""

    __tablename__ = "channel_account"
    __table_args__ = (UniqueConstraint("brand_id", "appid"),)

    brand_id: Mapped[Id] = mapped_column(primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    push_key: Mapped[str] = mapped_column(unique=True)
    """The last part of the push URL: /wx/<push_key>."""
    name: Mapped[str]
    appid: Mapped[str]
    secret: Mapped[str]
    """Encrypted."""
    api_base: Mapped[str]
    mode: Mapped[str]
    """plain, compatible or safe."""
    token: Mapped[str]
    aes_key: Mapped[str]
    """Encrypted."""
    status: Mapped[str]
    """unchecked, ok or failing."""
    findings: Mapped[list[Any]]
    """The last check, a verdict a line."""
    last_push_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class ChannelToken(Base):
    """The account's current access_token, shared by all processes, because fetching one voids the one before."""

    __tablename__ = "channel_token"

    brand_id: Mapped[Id] = mapped_column(primary_key=True)
    account_id: Mapped[Id] = mapped_column(primary_key=True)
    token: Mapped[str]
    """Encrypted."""
    expires_at: Mapped[datetime]


class ChannelMedia(Base):
    """A file of ours that the account has as temporary media."""

    __tablename__ = "channel_media"

    brand_id: Mapped[Id] = mapped_column(primary_key=True)
    account_id: Mapped[Id] = mapped_column(primary_key=True)
    file: Mapped[str] = mapped_column(primary_key=True)
    media_id: Mapped[str]
    expires_at: Mapped[datetime]
