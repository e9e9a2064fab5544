"""Tables of menus."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base


class MenuRow(Base):
    """The menu of an account that everybody sees."""

    __tablename__ = "account_menu"

    appid: Mapped[str] = mapped_column(primary_key=True)
    menuid: Mapped[int]
    """A new one for each menu; stands in the events of its buttons."""
    buttons: Mapped[list[Any]]
    source: Mapped[str]
    """api or mp: who made it."""
    updated_at: Mapped[datetime]


class ConditionalMenuRow(Base):
    """A menu that only those see whom its rule matches."""

    __tablename__ = "account_conditional_menu"

    appid: Mapped[str] = mapped_column(primary_key=True)
    menuid: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    """Counts up with time: the newest that matches wins."""
    buttons: Mapped[list[Any]]
    rule: Mapped[dict[str, Any]]
    source: Mapped[str]
    """api or mp: who made it."""
    created_at: Mapped[datetime]
