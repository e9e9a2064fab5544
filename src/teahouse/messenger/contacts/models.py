"""Tables of contacts."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class Contact(Base):
    """What `owner` holds of `person`. Friendship has two rows; each side can end its own."""

    __tablename__ = "contact"
    __table_args__ = (Index(None, "person_id"),)

    owner_id: Mapped[Id] = mapped_column(primary_key=True)
    person_id: Mapped[Id] = mapped_column(primary_key=True)
    friend: Mapped[bool]
    blocked: Mapped[bool]
    starred: Mapped[bool]
    remark: Mapped[str | None]
    created_at: Mapped[datetime]


class FriendRequest(Base):
    """One person's wish to befriend another; asking again renews it."""

    __tablename__ = "friend_request"
    __table_args__ = (UniqueConstraint("from_id", "to_id"), Index(None, "to_id"))

    id: Mapped[Id] = mapped_column(primary_key=True)
    from_id: Mapped[Id]
    to_id: Mapped[Id]
    greeting: Mapped[str]
    source: Mapped[str]
    state: Mapped[str]
    """pending, accepted, ignored."""
    withheld: Mapped[bool]
    """The receiver has blocked the sender and does not see it."""
    updated_at: Mapped[datetime]
