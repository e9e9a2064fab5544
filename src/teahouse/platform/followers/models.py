"""Tables of followers."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class FollowerRow(Base):
    """One person as one account knows them; stays when they leave, because the openid stays.

    The windows of reference 7.1 are columns of this row, so that one conditional UPDATE opens or takes from them.
    `*_until` are microseconds since 1970, 0 when never opened.
    """

    __tablename__ = "account_follower"
    __table_args__ = (
        UniqueConstraint("appid", "openid"),
        Index(None, "appid", "subscribed", "subscribed_at", "openid"),
        Index(None, "person_id", "subscribed"),
        Index(None, "openid"),
        Index(None, "appid", "blacklisted_at"),
        Index(None, "appid", "wrote_at", "openid"),
    )

    appid: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[Id] = mapped_column(primary_key=True)
    openid: Mapped[str]
    subscribed: Mapped[bool] = mapped_column(default=False)
    subscribed_at: Mapped[datetime | None]
    scene: Mapped[str] = mapped_column(default="")
    qr_scene: Mapped[int] = mapped_column(default=0)
    qr_scene_str: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    blacklisted_at: Mapped[datetime | None]
    """When the account put them on its blacklist; stays when they leave."""
    last_active_at: Mapped[datetime | None]
    wrote_at: Mapped[datetime | None]
    """When they last sent a message; stays when they leave."""
    exchanged_until: Mapped[int] = mapped_column(default=0)
    """Until when the hint "typing" may be shown: 30 s after the last message, in either direction."""
    typing_until: Mapped[int] = mapped_column(default=0)
    message_until: Mapped[int] = mapped_column(default=0)
    message_left: Mapped[int] = mapped_column(default=0)
    menu_until: Mapped[int] = mapped_column(default=0)
    menu_left: Mapped[int] = mapped_column(default=0)
    follow_until: Mapped[int] = mapped_column(default=0)
    follow_left: Mapped[int] = mapped_column(default=0)
    scan_until: Mapped[int] = mapped_column(default=0)
    scan_left: Mapped[int] = mapped_column(default=0)


class FollowChangeRow(Base):
    """Somebody came or left: the raw events that the statistics are counted from."""

    __tablename__ = "account_follow_change"
    __table_args__ = (Index(None, "appid", "at"),)

    appid: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[Id] = mapped_column(primary_key=True)
    person_id: Mapped[Id]
    followed: Mapped[bool]
    """True: came; False: left."""
    scene: Mapped[str]
    at: Mapped[datetime]


class FollowerTagRow(Base):
    """A follower carries a tag: one of the account's own, or the star. Goes when they leave."""

    __tablename__ = "account_follower_tag"
    __table_args__ = (Index(None, "appid", "openid"),)

    appid: Mapped[str] = mapped_column(primary_key=True)
    tag_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    openid: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
