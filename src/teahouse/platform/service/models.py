"""Tables of the service desk: agents, sessions, what was said."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class AgentRow(Base):
    """An agent of an account. `person_id` is empty until somebody accepted the invitation."""

    __tablename__ = "kf_agent"
    __table_args__ = (UniqueConstraint("appid", "number"),)

    appid: Mapped[str] = mapped_column(primary_key=True)
    kf_account: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    """kf_id on the wire, counted from 1001."""
    nickname: Mapped[str]
    avatar: Mapped[str | None]
    """Key of a stored file."""
    person_id: Mapped[str] = mapped_column(index=True)
    wechat_id: Mapped[str]
    """Of whom is bound, or invited."""
    invited_id: Mapped[str]
    invited_until: Mapped[datetime | None]
    rejected: Mapped[bool]
    online: Mapped[bool]


class AgentCountRow(Base):
    """How many agents an account has, and the number of the last one made."""

    __tablename__ = "kf_count"

    appid: Mapped[str] = mapped_column(primary_key=True)
    agents: Mapped[int]
    last_number: Mapped[int]


class KfSessionRow(Base):
    """A person who waits (`kf_account` is empty) or is served: one row for each, so that nobody is served twice."""

    __tablename__ = "kf_session"
    __table_args__ = (Index(None, "appid", "kf_account", "since"),)

    appid: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[Id] = mapped_column(primary_key=True)
    openid: Mapped[str]
    kf_account: Mapped[str]
    wanted: Mapped[str]
    """The agent that the account's server named; empty for any."""
    note: Mapped[str]
    since: Mapped[datetime]
    latest_at: Mapped[datetime]


class KfRecordRow(Base):
    """Something that happened at the desk; `opercode` as in reference 7.5."""

    __tablename__ = "kf_record"
    __table_args__ = (Index(None, "appid", "at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    appid: Mapped[str]
    openid: Mapped[str]
    worker: Mapped[str]
    opercode: Mapped[int]
    text: Mapped[str]
    at: Mapped[datetime]
