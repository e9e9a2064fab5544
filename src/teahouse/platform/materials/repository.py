"""Every query about media."""

from collections.abc import Sequence
from datetime import datetime

from teahouse.kit.db import Cursor, Session, cursor_of, to_micros
from teahouse.platform.materials.models import MediaRow
from teahouse.platform.materials.records import Media

_TABLE = MediaRow.__tablename__


def add(to: Session | Cursor, appid: str, media: Media, created_at: datetime, expires_at: datetime | None) -> None:
    """Store what a new media_id stands for."""
    cursor = to if isinstance(to, Cursor) else cursor_of(to)
    cursor.execute(
        f"INSERT INTO {_TABLE} (appid, media_id, type, file, width, height, seconds, created_at, expires_at)"  # noqa: S608
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (appid, *media, to_micros(created_at), None if expires_at is None else to_micros(expires_at)),
    )


def find(to: Session | Cursor, appid: str, media_ids: Sequence[str], now: datetime) -> dict[str, Media]:
    """Those of the media_ids that stand for something still."""
    if not media_ids:
        return {}
    cursor = to if isinstance(to, Cursor) else cursor_of(to)
    marks = ", ".join("?" * len(media_ids))
    rows = cursor.rows(
        f"SELECT media_id, type, file, width, height, seconds FROM {_TABLE} WHERE appid = ?"  # noqa: S608 - only marks
        f" AND (expires_at IS NULL OR expires_at > ?) AND media_id IN ({marks})",
        (appid, to_micros(now), *media_ids),
    )
    return {row[0]: Media(*row) for row in rows}
