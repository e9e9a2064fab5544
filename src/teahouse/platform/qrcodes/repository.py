"""Every query about codes."""

from datetime import datetime

import msgspec
from sqlalchemy import and_, or_, select

from teahouse.kit.db import Session, cursor_of, from_micros, to_micros
from teahouse.platform.qrcodes.models import QrCodeRow
from teahouse.platform.qrcodes.records import QrCode

_FIELDS = [field.name for field in msgspec.structs.fields(QrCode)]
_COLUMNS = [getattr(QrCodeRow, name) for name in _FIELDS]


def add(session: Session, code: QrCode, permanent_key: str | None) -> bool:
    """Store a new code; False when the account has a permanent one for that scene."""
    expires_at = None if code.expires_at is None else to_micros(code.expires_at)
    return bool(
        cursor_of(session).execute(
            "INSERT INTO account_qr_code (appid, ticket, code, action_name, scene, number, permanent_key, expires_at,"
            " scans, follows, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?) ON CONFLICT (appid, permanent_key)"
            " DO NOTHING",
            (
                code.appid,
                code.ticket,
                code.code,
                code.action_name,
                code.scene,
                code.number,
                permanent_key,
                expires_at,
                to_micros(code.created_at),
            ),
        )
    )


def take_place(session: Session, appid: str, limit: int) -> bool:
    """Count one more permanent code; False when there are `limit` already."""
    cursor = cursor_of(session)
    cursor.execute("INSERT INTO account_qr_count (appid, permanent) VALUES (?, 0) ON CONFLICT DO NOTHING", (appid,))
    return bool(
        cursor.execute(
            "UPDATE account_qr_count SET permanent = permanent + 1 WHERE appid = ? AND permanent < ?", (appid, limit)
        )
    )


def permanent(session: Session, appid: str, key: str) -> QrCode:
    """The account's permanent code for a scene."""
    rows = session.execute(select(*_COLUMNS).where(QrCodeRow.appid == appid, QrCodeRow.permanent_key == key))
    return _code(rows.one())


def by_code(session: Session, code: str) -> QrCode | None:
    """The code of an address."""
    row = session.execute(select(*_COLUMNS).where(QrCodeRow.code == code)).first()
    return _code(row) if row else None


def by_ticket(session: Session, ticket: str) -> QrCode | None:
    """The code of a ticket, whosever it is."""
    row = session.execute(select(*_COLUMNS).where(QrCodeRow.ticket == ticket)).first()
    return _code(row) if row else None


def living(session: Session, appid: str, scene: str, now: datetime) -> QrCode | None:
    """The newest code of a scene that can be scanned."""
    row = session.execute(
        select(*_COLUMNS)
        .where(
            QrCodeRow.appid == appid,
            QrCodeRow.scene == scene,
            or_(QrCodeRow.expires_at.is_(None), QrCodeRow.expires_at > now),
        )
        .order_by(QrCodeRow.created_at.desc())
        .limit(1)
    ).first()
    return _code(row) if row else None


def newest(session: Session, appid: str, before: tuple[int, str] | None, limit: int) -> list[QrCode]:
    """Codes of an account, the newest first, behind a place (microseconds, ticket) in that order."""
    statement = select(*_COLUMNS).where(QrCodeRow.appid == appid)
    if before is not None:
        at, ticket = from_micros(before[0]), before[1]
        same = and_(QrCodeRow.created_at == at, QrCodeRow.ticket > ticket)
        statement = statement.where(or_(QrCodeRow.created_at < at, same))
    rows = session.execute(statement.order_by(QrCodeRow.created_at.desc(), QrCodeRow.ticket).limit(limit))
    return [_code(row) for row in rows]


def count_scan(session: Session, appid: str, ticket: str, now: datetime) -> bool:
    """One more scan; False when the code has expired."""
    return _count(session, "scans", appid, ticket, now)


def count_follow(session: Session, appid: str, ticket: str, now: datetime, times: int = 1) -> bool:
    """So many more follows; False when there is no such code, or it has expired."""
    return _count(session, "follows", appid, ticket, now, times)


def _count(session: Session, column: str, appid: str, ticket: str, now: datetime, times: int = 1) -> bool:
    return bool(
        cursor_of(session).execute(
            f"UPDATE account_qr_code SET {column} = {column} + ?"  # noqa: S608 - the column is ours
            " WHERE appid = ? AND ticket = ? AND (expires_at IS NULL OR expires_at > ?)",
            (times, appid, ticket, to_micros(now)),
        )
    )


def _code(row: object) -> QrCode:
    return msgspec.convert(row, QrCode, from_attributes=True)
