"""Every query about figures that statistics keep themselves."""

from datetime import datetime

from sqlalchemy import select

from teahouse.kit.db import Cursor, Session, to_micros
from teahouse.platform.statistics.models import PushHourRow
from teahouse.platform.statistics.rules import PushHour

_HOUR = 3_600_000_000


def count_push(cursor: Cursor, appid: str, at: datetime, *, failed: bool, ms: int) -> None:
    """One push more within its hour."""
    cursor.execute(
        "INSERT INTO account_push_hour (appid, hour, pushes, failed, total_ms, longest_ms) VALUES (?, ?, 1, ?, ?, ?)"
        " ON CONFLICT (appid, hour) DO UPDATE SET pushes = account_push_hour.pushes + 1,"
        " failed = account_push_hour.failed + excluded.failed,"
        " total_ms = account_push_hour.total_ms + excluded.total_ms,"
        " longest_ms = CASE WHEN excluded.longest_ms > account_push_hour.longest_ms THEN excluded.longest_ms"
        " ELSE account_push_hour.longest_ms END",
        (appid, to_micros(at) // _HOUR, int(failed), ms, ms),
    )


def push_hours(session: Session, appid: str, since: datetime, until: datetime) -> list[PushHour]:
    """The pushes of hours from `since` to before `until`, both whole hours."""
    rows = session.scalars(
        select(PushHourRow)
        .where(
            PushHourRow.appid == appid,
            PushHourRow.hour >= to_micros(since) // _HOUR,
            PushHourRow.hour < to_micros(until) // _HOUR,
        )
        .order_by(PushHourRow.hour)
    )
    return [PushHour(row.hour, row.pushes, row.failed, row.total_ms, row.longest_ms) for row in rows]
