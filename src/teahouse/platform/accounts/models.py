"""Tables of official accounts and of those who run them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, false, true
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class AccountRow(Base):
    """An official account. Secrets are sealed by the vault."""

    __tablename__ = "account"

    appid: Mapped[str] = mapped_column(primary_key=True)
    original_id: Mapped[str] = mapped_column(unique=True)
    wechat_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    type: Mapped[str]
    verified: Mapped[bool]
    """Certified: has the rights."""
    named: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Its name is certified too: shows the check mark."""
    holder: Mapped[str] = mapped_column(default="organization", server_default="organization")
    """organization or person."""
    ended_for: Mapped[str] = mapped_column(default="", server_default="")
    """idle, rules or moved; empty while it lives."""
    ended_at: Mapped[datetime | None]
    seats: Mapped[int] = mapped_column(default=0, server_default="0")
    """Operators beside the owner."""
    introduction: Mapped[str]
    avatar: Mapped[str | None]
    """Key of a stored file."""
    sealed_secret: Mapped[str]
    server_url: Mapped[str]
    mode: Mapped[str]
    server_enabled: Mapped[bool]
    """Developer mode."""
    autoreply_enabled: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Edit mode: the platform answers by itself. Never together with a server."""
    sealed_token: Mapped[str]
    sealed_aes_key: Mapped[str]
    created_at: Mapped[datetime]


class OperatorRow(Base):
    """Somebody who runs accounts."""

    __tablename__ = "operator"

    id: Mapped[Id] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    """In lower case."""
    name: Mapped[str]
    password: Mapped[str]
    person_id: Mapped[Id | None] = mapped_column(unique=True)
    """Who signs in with the phone."""
    seen_at: Mapped[datetime | None]
    """The latest sign-in."""
    created_at: Mapped[datetime]


class AccountOperatorRow(Base):
    """Who runs which account."""

    __tablename__ = "account_operator"

    appid: Mapped[str] = mapped_column(ForeignKey("account.appid"), primary_key=True)
    operator_id: Mapped[Id] = mapped_column(ForeignKey("operator.id"), primary_key=True, index=True)
    owner: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Invites and removes the others."""
    created_at: Mapped[datetime]


class OperatorLinkRow(Base):
    """A link that signs an operator in once; for the sandbox."""

    __tablename__ = "operator_link"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    operator_id: Mapped[Id] = mapped_column(ForeignKey("operator.id"))
    expires_at: Mapped[datetime]


class OperatorCodeRow(Base):
    """A code on mp that waits for a phone. `uuid` stands in the code, `watch_hash` is the page's own."""

    __tablename__ = "operator_code"
    __table_args__ = (Index(None, "expires_at"),)

    uuid: Mapped[str] = mapped_column(primary_key=True)
    watch_hash: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[str]
    """sign_in or bind."""
    operator_id: Mapped[Id | None]
    """Whom it binds to a phone."""
    status: Mapped[str]
    """waiting, scanned, confirmed, refused."""
    person_id: Mapped[Id | None]
    """Who scanned it."""
    expires_at: Mapped[datetime]


class OperatorInvitationRow(Base):
    """A link by which somebody becomes an operator of an account, once."""

    __tablename__ = "operator_invitation"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    appid: Mapped[str] = mapped_column(ForeignKey("account.appid"))
    invited_by: Mapped[Id]
    expires_at: Mapped[datetime]


class AccountFaultsRow(Base):
    """Faults that the sandbox has switched on for an account."""

    __tablename__ = "account_faults"

    appid: Mapped[str] = mapped_column(ForeignKey("account.appid"), primary_key=True)
    timeout: Mapped[bool]
    status: Mapped[int | None]
    double_push: Mapped[bool]
    expire_token: Mapped[bool]
    drop: Mapped[bool] = mapped_column("drop_push")
    out_of_order: Mapped[bool] = mapped_column(server_default=false())
    quota: Mapped[bool] = mapped_column(server_default=false())
    wrong_media: Mapped[bool] = mapped_column(server_default=false())
    until: Mapped[datetime | None]
    changed_at: Mapped[datetime]


class AccountDayRow(Base):
    """What happened to an account on one day in China."""

    __tablename__ = "account_day"

    appid: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[str] = mapped_column(primary_key=True)
    messages: Mapped[int]
    pushes: Mapped[int]
    failed_pushes: Mapped[int]
    calls: Mapped[int]
