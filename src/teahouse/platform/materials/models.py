"""Tables of media and of the library."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base


class MediaRow(Base):
    """A picture, voice, video or thumb that an account may use by its media_id."""

    __tablename__ = "account_media"

    appid: Mapped[str] = mapped_column(primary_key=True)
    media_id: Mapped[str] = mapped_column(primary_key=True)
    type: Mapped[str]
    file: Mapped[str]
    """Key of the stored file."""
    width: Mapped[int]
    height: Mapped[int]
    seconds: Mapped[int]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    """None: kept until it is deleted."""


class MaterialRow(Base):
    """A file in the library of an account. Its media is in `account_media`, without an end."""

    __tablename__ = "account_material"
    __table_args__ = (Index(None, "appid", "type", "created_at", "media_id"),)

    appid: Mapped[str] = mapped_column(primary_key=True)
    media_id: Mapped[str] = mapped_column(primary_key=True)
    type: Mapped[str]
    name: Mapped[str]
    """Of the uploaded file; of a video its title."""
    introduction: Mapped[str]
    """Of videos."""
    created_at: Mapped[datetime]


class MaterialCountRow(Base):
    """How many files of a type an account's library holds."""

    __tablename__ = "account_material_count"

    appid: Mapped[str] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(primary_key=True)
    used: Mapped[int]
