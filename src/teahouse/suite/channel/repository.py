"""Every query about connected accounts."""

from datetime import datetime

from sqlalchemy import delete, select

from teahouse.kit.db import Cursor, Session, cursor_of, to_micros
from teahouse.suite.channel.models import ChannelAccount, ChannelMedia, ChannelToken


def accounts(session: Session, brand_id: str) -> list[ChannelAccount]:
    """All accounts of a brand, the oldest first."""
    statement = select(ChannelAccount).where(ChannelAccount.brand_id == brand_id).order_by(ChannelAccount.id)
    return list(session.scalars(statement))


def account_names(session: Session, brand_id: str) -> dict[str, str]:
    """Names of a brand's accounts by id."""
    rows = session.execute(select(ChannelAccount.id, ChannelAccount.name).where(ChannelAccount.brand_id == brand_id))
    return {row.id: row.name for row in rows}


def account(session: Session, brand_id: str, account_id: str) -> ChannelAccount | None:
    """One account of a brand."""
    return session.get(ChannelAccount, (brand_id, account_id))


def account_by_key(session: Session, push_key: str) -> ChannelAccount | None:
    """The account whose pushes come in under this key; the key itself is the scope."""
    return session.scalar(select(ChannelAccount).where(ChannelAccount.push_key == push_key))


def account_by_appid(session: Session, brand_id: str, appid: str) -> ChannelAccount | None:
    """The account of a brand with this appid."""
    return session.scalar(
        select(ChannelAccount).where(ChannelAccount.brand_id == brand_id, ChannelAccount.appid == appid)
    )


def add(session: Session, row: ChannelAccount) -> None:
    """Store a new account."""
    session.add(row)
    session.flush()


def forget_token(session: Session, brand_id: str, account_id: str) -> None:
    """Fetch a new access_token at the next call."""
    session.execute(
        delete(ChannelToken).where(ChannelToken.brand_id == brand_id, ChannelToken.account_id == account_id)
    )


def remove(session: Session, row: ChannelAccount) -> None:
    """Disconnect: the account, its token and its media. What its fans did stays."""
    for table in (ChannelToken, ChannelMedia):
        session.execute(delete(table).where(table.brand_id == row.brand_id, table.account_id == row.id))
    session.delete(row)


def token(session: Session, brand_id: str, account_id: str) -> ChannelToken | None:
    """The stored access_token of an account."""
    return session.get(ChannelToken, (brand_id, account_id))


def save_token(session: Session, row: ChannelToken) -> None:
    """Replace the access_token of an account, unless it was disconnected meanwhile."""
    cursor_of(session).execute(
        "INSERT INTO channel_token (brand_id, account_id, token, expires_at)"
        " SELECT brand_id, id, CAST(? AS TEXT), CAST(? AS BIGINT) FROM channel_account WHERE brand_id = ? AND id = ?"
        " ON CONFLICT (brand_id, account_id) DO UPDATE SET token = excluded.token, expires_at = excluded.expires_at",
        (row.token, to_micros(row.expires_at), row.brand_id, row.account_id),
    )


def media(session: Session, brand_id: str, account_id: str, file: str) -> ChannelMedia | None:
    """The media id under which the account knows a file of ours."""
    return session.get(ChannelMedia, (brand_id, account_id, file))


def fresh_media_id(cursor: Cursor, brand_id: str, account_id: str, file: str, until: datetime) -> str | None:
    """The media id of a file if it is still good at `until`."""
    row = cursor.row(
        "SELECT media_id FROM channel_media WHERE brand_id = ? AND account_id = ? AND file = ? AND expires_at > ?",
        (brand_id, account_id, file, to_micros(until)),
    )
    return None if row is None else str(row[0])


def save_media(session: Session, row: ChannelMedia) -> None:
    """Remember a media id, unless the account was disconnected meanwhile."""
    cursor_of(session).execute(
        "INSERT INTO channel_media (brand_id, account_id, file, media_id, expires_at)"
        " SELECT brand_id, id, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS BIGINT) FROM channel_account"
        " WHERE brand_id = ? AND id = ? ON CONFLICT (brand_id, account_id, file)"
        " DO UPDATE SET media_id = excluded.media_id, expires_at = excluded.expires_at",
        (row.file, row.media_id, to_micros(row.expires_at), row.brand_id, row.account_id),
    )


def mark_pushed(cursor: Cursor, pushed: set[tuple[str, str]], at: int) -> None:
    """Note when each account (brand, id) last pushed, at most once a minute."""
    cursor.many(
        "UPDATE channel_account SET last_push_at = ? WHERE brand_id = ? AND id = ?"
        " AND (last_push_at IS NULL OR last_push_at < ?)",
        [(at, brand_id, account_id, at - 60_000_000) for brand_id, account_id in sorted(pushed)],
    )
