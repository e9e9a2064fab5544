"""Tables of short links."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base


class ShortLinkRow(Base):
    """An address or a text behind a short key; `kind` is "url" or "data"."""

    __tablename__ = "account_short_link"

    key: Mapped[str] = mapped_column(primary_key=True)
    appid: Mapped[str]
    kind: Mapped[str]
    value: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
