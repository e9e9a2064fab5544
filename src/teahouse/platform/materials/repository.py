"""Every query about media and the library."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, delete, select

from teahouse.kit.db import Cursor, Session, cursor_of, to_micros
from teahouse.platform.materials.models import MaterialCountRow, MaterialRow, MediaRow
from teahouse.platform.materials.records import Material, Media

_TABLE = MediaRow.__tablename__


def add(to: Session | Cursor, appid: str, media: Media, created_at: datetime, expires_at: datetime | None) -> None:
    """Store what a new media_id stands for."""
    cursor = cursor_of(to)
    cursor.execute(
        f"INSERT INTO {_TABLE} (appid, media_id, type, file, width, height, seconds, created_at, expires_at)"  # noqa: S608
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (appid, *media, to_micros(created_at), None if expires_at is None else to_micros(expires_at)),
    )


def find(to: Session | Cursor, appid: str, media_ids: Sequence[str], now: datetime) -> dict[str, Media]:
    """Those of the media_ids that stand for something still."""
    if not media_ids:
        return {}
    cursor = cursor_of(to)
    marks = ", ".join("?" * len(media_ids))
    rows = cursor.rows(
        f"SELECT media_id, type, file, width, height, seconds FROM {_TABLE} WHERE appid = ?"  # noqa: S608 - only marks
        f" AND (expires_at IS NULL OR expires_at > ?) AND media_id IN ({marks})",
        (appid, to_micros(now), *media_ids),
    )
    return {row[0]: Media(*row) for row in rows}


def take_place(session: Session, appid: str, kind: str, limit: int) -> bool:
    """Count one more file of a type; False when there are `limit` already."""
    cursor = cursor_of(session)
    cursor.execute(
        "INSERT INTO account_material_count (appid, type, used) VALUES (?, ?, 0) ON CONFLICT DO NOTHING", (appid, kind)
    )
    return bool(
        cursor.execute(
            "UPDATE account_material_count SET used = used + 1 WHERE appid = ? AND type = ? AND used < ?",
            (appid, kind, limit),
        )
    )


def counts(session: Session, appid: str) -> dict[str, int]:
    """How many files of each type there are; types without any are left out."""
    rows = session.execute(select(MaterialCountRow.type, MaterialCountRow.used).where(MaterialCountRow.appid == appid))
    return {row.type: row.used for row in rows}


def add_material(session: Session, appid: str, material: Material) -> None:
    """Put a file into the library."""
    add(session, appid, material.media, material.created_at, None)
    session.add(
        MaterialRow(
            appid=appid,
            media_id=material.media_id,
            type=material.media.type,
            name=material.name,
            introduction=material.introduction,
            created_at=material.created_at,
        )
    )
    session.flush()


def material(session: Session, appid: str, media_id: str) -> Material | None:
    """One file of the library."""
    row = session.execute(
        _materials(appid).where(MaterialRow.media_id == media_id),
    ).first()
    return _material(row) if row else None


def materials(session: Session, appid: str, kind: str, offset: int, limit: int) -> list[Material]:
    """Files of a type, the newest first."""
    rows = session.execute(
        _materials(appid)
        .where(MaterialRow.type == kind)
        .order_by(MaterialRow.created_at.desc(), MaterialRow.media_id)
        .offset(offset)
        .limit(limit)
    )
    return [_material(row) for row in rows]


def pictures(session: Session, appid: str, media_ids: Sequence[str]) -> dict[str, str]:
    """Keys of the files of those of the media_ids that are pictures in the library."""
    found = session.execute(
        select(MediaRow.media_id, MediaRow.file)
        .join(MaterialRow, and_(MediaRow.appid == MaterialRow.appid, MediaRow.media_id == MaterialRow.media_id))
        .where(MediaRow.appid == appid, MediaRow.media_id.in_(media_ids), MaterialRow.type.in_(("image", "thumb")))
    )
    return {row.media_id: row.file for row in found}


def remove_material(session: Session, appid: str, media_id: str) -> bool:
    """Take a file out of the library; False when it is not there."""
    kind = session.scalar(
        delete(MaterialRow)
        .where(MaterialRow.appid == appid, MaterialRow.media_id == media_id)
        .returning(MaterialRow.type)
    )
    if kind is None:
        return False
    cursor = cursor_of(session)
    cursor.execute("DELETE FROM account_media WHERE appid = ? AND media_id = ?", (appid, media_id))
    cursor.execute("UPDATE account_material_count SET used = used - 1 WHERE appid = ? AND type = ?", (appid, kind))
    return True


def _materials(appid: str) -> Select[Any]:
    same = and_(MediaRow.appid == MaterialRow.appid, MediaRow.media_id == MaterialRow.media_id)
    columns = [getattr(MediaRow, name) for name in Media._fields]
    return (
        select(*columns, MaterialRow.name, MaterialRow.introduction, MaterialRow.created_at)
        .join(MediaRow, same)
        .where(MaterialRow.appid == appid)
    )


def _material(row: Sequence[Any]) -> Material:
    size = len(Media._fields)
    return Material(Media(*row[:size]), *row[size:])
