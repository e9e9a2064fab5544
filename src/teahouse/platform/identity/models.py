"""Tables of web identity: domains, website applications, codes and tokens of OAuth, tickets of the JS-SDK."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class DomainRow(Base):
    """A domain that an account registered; `kind` is "oauth" (redirects) or "js" (pages with the JS-SDK)."""

    __tablename__ = "identity_domain"

    appid: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    host: Mapped[str] = mapped_column(primary_key=True)


class WebsiteRow(Base):
    """A website application, registered by an account; both are one open-platform account and share unionids."""

    __tablename__ = "identity_website"
    __table_args__ = (Index(None, "account_appid"),)

    appid: Mapped[str] = mapped_column(primary_key=True)
    account_appid: Mapped[str]
    name: Mapped[str]
    host: Mapped[str]
    sealed_secret: Mapped[str]
    created_at: Mapped[datetime]


class UnionRow(Base):
    """A person as all applications of one open-platform account know them."""

    __tablename__ = "identity_union"

    account_appid: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[Id] = mapped_column(primary_key=True)
    unionid: Mapped[str]


class CodeRow(Base):
    """A code that stands for a person's consent, until it is exchanged."""

    __tablename__ = "identity_code"
    __table_args__ = (Index(None, "expires_at"),)

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    appid: Mapped[str]
    person_id: Mapped[Id]
    scope: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class GrantRow(Base):
    """What a person granted to an application, found by the refresh token."""

    __tablename__ = "identity_grant"
    __table_args__ = (Index(None, "expires_at"),)

    refresh_hash: Mapped[str] = mapped_column(primary_key=True)
    appid: Mapped[str]
    person_id: Mapped[Id]
    openid: Mapped[str]
    scope: Mapped[str]
    expires_at: Mapped[datetime]


class UserTokenRow(Base):
    """An access token of one person for one application."""

    __tablename__ = "identity_token"
    __table_args__ = (Index(None, "expires_at"),)

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    refresh_hash: Mapped[str]
    expires_at: Mapped[datetime]


class EntryRow(Base):
    """The account from whose chat a person opened the phone's browser last; no row when it was from elsewhere."""

    __tablename__ = "identity_entry"

    person_id: Mapped[Id] = mapped_column(primary_key=True)
    appid: Mapped[str]
    at: Mapped[datetime]


class WebLoginRow(Base):
    """A code on a website that waits for a phone. `uuid` stands in the code, `watch_hash` is the page's own."""

    __tablename__ = "identity_web_login"
    __table_args__ = (Index(None, "expires_at"),)

    uuid: Mapped[str] = mapped_column(primary_key=True)
    watch_hash: Mapped[str] = mapped_column(unique=True)
    appid: Mapped[str]
    redirect_uri: Mapped[str]
    state: Mapped[str | None]
    status: Mapped[str]
    """waiting, scanned, confirmed, refused."""
    person_id: Mapped[Id | None]
    sealed_code: Mapped[str]
    expires_at: Mapped[datetime]


class TicketRow(Base):
    """A ticket of the JS-SDK; `kind` is "jsapi" or "wx_card"."""

    __tablename__ = "identity_ticket"
    __table_args__ = (Index(None, "appid", "kind", "expires_at"),)

    id: Mapped[Id] = mapped_column(primary_key=True)
    appid: Mapped[str]
    kind: Mapped[str]
    sealed: Mapped[str]
    expires_at: Mapped[datetime]
