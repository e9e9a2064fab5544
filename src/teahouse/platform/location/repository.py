"""Every query about who may know where whom is."""

from teahouse.kit.db import Session, cursor_of
from teahouse.platform.location.models import LocationConsentRow, LocationSwitchRow


def mode(session: Session, appid: str) -> str:
    """How the account's switch stands."""
    row = session.get(LocationSwitchRow, appid, populate_existing=True)
    return row.mode if row else "off"


def set_mode(session: Session, appid: str, wanted: str) -> None:
    """Turn the switch."""
    cursor_of(session).execute(
        "INSERT INTO account_location_switch (appid, mode) VALUES (?, ?)"
        " ON CONFLICT (appid) DO UPDATE SET mode = excluded.mode",
        (appid, wanted),
    )


def allowed(session: Session, appid: str, person_id: str) -> bool | None:
    """What the person said; None when they were not asked."""
    row = session.get(LocationConsentRow, (appid, person_id), populate_existing=True)
    return row.allowed if row else None


def set_allowed(session: Session, appid: str, person_id: str, *, wanted: bool) -> None:
    """The latest answer is it."""
    cursor_of(session).execute(
        "INSERT INTO account_location_consent (appid, person_id, allowed) VALUES (?, ?, ?)"
        " ON CONFLICT (appid, person_id) DO UPDATE SET allowed = excluded.allowed",
        (appid, person_id, wanted),
    )
