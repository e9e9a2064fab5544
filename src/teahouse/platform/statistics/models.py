"""Tables of statistics: only what its raw events would not outlive."""

from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base


class PushHourRow(Base):
    """The pushes of an account that began within one hour; they themselves are forgotten after a month."""

    __tablename__ = "account_push_hour"

    appid: Mapped[str] = mapped_column(primary_key=True)
    hour: Mapped[int] = mapped_column(primary_key=True)
    """Hours since 1970, UTC."""
    pushes: Mapped[int]
    failed: Mapped[int]
    total_ms: Mapped[int]
    longest_ms: Mapped[int]
