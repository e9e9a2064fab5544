"""Tables of media."""

from datetime import datetime

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
