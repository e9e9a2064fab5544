"""Tables of moments."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class MomentRow(Base):
    """A page that a person shared."""

    __tablename__ = "moment"

    person_id: Mapped[Id] = mapped_column(primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    text: Mapped[str]
    title: Mapped[str]
    url: Mapped[str]
    image_url: Mapped[str | None]
    created_at: Mapped[datetime]
