"""Tables of people."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class Person(Base):
    """Somebody with a phone."""

    __tablename__ = "person"

    id: Mapped[Id] = mapped_column(primary_key=True)
    phone: Mapped[str | None] = mapped_column(unique=True)
    """Eleven digits; None for people the sandbox made up."""
    wechat_id: Mapped[str | None]
    wechat_key: Mapped[str | None] = mapped_column(unique=True)
    """The WeChat ID in lower case: two that differ in case only are one."""
    code: Mapped[str] = mapped_column(unique=True)
    """What the person's QR code carries."""
    nickname: Mapped[str]
    avatar: Mapped[str | None]
    gender: Mapped[int]
    province: Mapped[str]
    city: Mapped[str]
    signature: Mapped[str]
    password_hash: Mapped[str | None]
    created_at: Mapped[datetime]


class SignInCode(Base):
    """The code that was last sent to a phone number."""

    __tablename__ = "sign_in_code"

    phone: Mapped[str] = mapped_column(primary_key=True)
    code_hash: Mapped[str]
    tries: Mapped[int]
    expires_at: Mapped[datetime]


class SignInLink(Base):
    """A link of the sandbox that signs in once."""

    __tablename__ = "sign_in_link"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[Id]
    expires_at: Mapped[datetime]
