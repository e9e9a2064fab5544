"""Every query about tags."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from teahouse.kit.db import Session, cursor_of, to_micros
from teahouse.platform.tags.models import TagRow
from teahouse.protocol import FIRST_TAG


def take_number(session: Session, appid: str, most: int) -> int | None:
    """The number of a new tag; None when the account has `most` already."""
    cursor = cursor_of(session)
    cursor.execute(
        "INSERT INTO account_tag_counter (appid, last_id, tags) VALUES (?, ?, 0) ON CONFLICT DO NOTHING",
        (appid, FIRST_TAG - 1),
    )
    row = cursor.row(
        "UPDATE account_tag_counter SET last_id = last_id + 1, tags = tags + 1 WHERE appid = ? AND tags < ?"
        " RETURNING last_id",
        (appid, most),
    )
    return int(row[0]) if row else None


def add(session: Session, appid: str, tag_id: int, name: str, at: datetime) -> bool:
    """Store a tag; False when the account has one of that name."""
    return bool(
        cursor_of(session).execute(
            "INSERT INTO account_tag (appid, id, name, created_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (appid, name) DO NOTHING",
            (appid, tag_id, name, to_micros(at)),
        )
    )


def named(session: Session, appid: str, name: str) -> int | None:
    """The tag of that name."""
    return session.scalar(select(TagRow.id).where(TagRow.appid == appid, TagRow.name == name))


def rename(session: Session, appid: str, tag_id: int, name: str) -> None:
    """Give a tag another name, which no other has."""
    cursor_of(session).execute("UPDATE account_tag SET name = ? WHERE appid = ? AND id = ?", (name, appid, tag_id))


def remove(session: Session, appid: str, tag_id: int) -> None:
    """Delete a tag that is there."""
    cursor = cursor_of(session)
    removed = cursor.execute("DELETE FROM account_tag WHERE appid = ? AND id = ?", (appid, tag_id))
    cursor.execute("UPDATE account_tag_counter SET tags = tags - ? WHERE appid = ?", (removed, appid))


def hold(session: Session, appid: str, tag_ids: Sequence[int]) -> set[int]:
    """Those of the tags that exist; they can be neither deleted nor renamed by others until the transaction ends."""
    found = select(TagRow.id).where(TagRow.appid == appid, TagRow.id.in_(tag_ids)).order_by(TagRow.id)
    return set(session.scalars(found.with_for_update()))


def exists(session: Session, appid: str, tag_id: int) -> bool:
    """Whether there is such a tag."""
    return session.scalar(select(TagRow.id).where(TagRow.appid == appid, TagRow.id == tag_id)) is not None


def names(session: Session, appid: str) -> dict[int, str]:
    """The names of an account's tags by their numbers, the oldest first."""
    rows = session.execute(select(TagRow.id, TagRow.name).where(TagRow.appid == appid).order_by(TagRow.id))
    return dict(rows.all())
