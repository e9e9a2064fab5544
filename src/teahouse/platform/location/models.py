"""Tables of who may know where whom is."""

from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit.db import Base, Id


class LocationSwitchRow(Base):
    """When an account is told where its followers are. Without a row: never."""

    __tablename__ = "account_location_switch"

    appid: Mapped[str] = mapped_column(primary_key=True)
    mode: Mapped[str]
    """See rules.Mode."""


class LocationConsentRow(Base):
    """What somebody said when an account wanted to know where they are. Without a row: they were not asked."""

    __tablename__ = "account_location_consent"

    appid: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[Id] = mapped_column(primary_key=True)
    allowed: Mapped[bool]
