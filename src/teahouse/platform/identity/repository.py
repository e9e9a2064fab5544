"""Every query of web identity."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from teahouse.kit.bulk import rows_in
from teahouse.kit.db import Base, Cursor, Session, cursor_of, to_micros
from teahouse.platform.identity.models import (
    CodeRow,
    DomainRow,
    EntryRow,
    GrantRow,
    TicketRow,
    UserTokenRow,
    WebLoginRow,
    WebsiteRow,
)

_KEPT = timedelta(days=1)


def hosts(session: Session, appid: str, kind: str) -> list[str]:
    """The account's domains of a kind, in their order of letters."""
    found = session.scalars(select(DomainRow.host).where(DomainRow.appid == appid, DomainRow.kind == kind))
    return sorted(found)


def replace_hosts(session: Session, appid: str, kind: str, new: Collection[str]) -> None:
    """Only these from now on."""
    session.execute(delete(DomainRow).where(DomainRow.appid == appid, DomainRow.kind == kind))
    session.add_all(DomainRow(appid=appid, kind=kind, host=host) for host in new)


def websites(session: Session, account_appid: str) -> list[WebsiteRow]:
    """Website applications of an account, the newest first."""
    wanted = select(WebsiteRow).where(WebsiteRow.account_appid == account_appid)
    return list(session.scalars(wanted.order_by(WebsiteRow.created_at.desc(), WebsiteRow.appid)))


def website(session: Session, appid: str) -> WebsiteRow | None:
    """A website application."""
    return session.get(WebsiteRow, appid)


def count_websites(to: Session | Cursor, account_appid: str) -> int:
    """How many there are."""
    wanted = "SELECT COUNT(*) FROM identity_website WHERE account_appid = ?"
    row = cursor_of(to).row(wanted, (account_appid,))
    return int(row[0]) if row else 0


def add(session: Session, row: Base) -> None:
    """Store something new."""
    session.add(row)
    session.flush()


def reseal(session: Session, appid: str, sealed: str) -> None:
    """A website's new secret."""
    session.execute(update(WebsiteRow).where(WebsiteRow.appid == appid).values(sealed_secret=sealed))


def drop_website(session: Session, appid: str) -> None:
    """The website, and all that people granted to it."""
    granted = select(GrantRow.refresh_hash).where(GrantRow.appid == appid)
    session.execute(delete(UserTokenRow).where(UserTokenRow.refresh_hash.in_(granted)))
    for table in (GrantRow, CodeRow, WebLoginRow, WebsiteRow):
        session.execute(delete(table).where(table.appid == appid))


def unionids(to: Session | Cursor, account_appid: str, new: Mapping[str, str]) -> dict[str, str]:
    """The unionids of people; those of `new` for whoever has none yet."""
    cursor = cursor_of(to)
    cursor.many(
        "INSERT INTO identity_union (account_appid, person_id, unionid) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(account_appid, person_id, unionid) for person_id, unionid in sorted(new.items())],
    )
    keys = [(account_appid, person_id) for person_id in sorted(new)]
    known = "SELECT person_id, unionid FROM identity_union WHERE (account_appid, person_id) IN"
    return dict(rows_in(cursor, known, keys))


def enter(session: Session, person_id: str, appid: str | None, now: datetime) -> None:
    """From where a person opened the browser: an account's chat, or elsewhere."""
    cursor = cursor_of(session)
    cursor.execute("DELETE FROM identity_entry WHERE person_id = ?", (person_id,))
    if appid is not None:
        cursor.execute(
            "INSERT INTO identity_entry (person_id, appid, at) VALUES (?, ?, ?) ON CONFLICT (person_id)"
            " DO UPDATE SET appid = excluded.appid, at = excluded.at",
            (person_id, appid, to_micros(now)),
        )


def entered(session: Session, person_id: str, since: datetime) -> str | None:
    """The account from whose chat the person opened the browser, unless that is long ago."""
    wanted = select(EntryRow.appid).where(EntryRow.person_id == person_id, EntryRow.at >= since)
    return session.scalar(wanted)


def code(session: Session, code_hash: str) -> CodeRow | None:
    """A code, in whatever state."""
    return session.get(CodeRow, code_hash, populate_existing=True)


def use_code(session: Session, code_hash: str, now: datetime) -> bool:
    """Take a code; False when somebody was first, or it is too late."""
    return bool(
        cursor_of(session).execute(
            "UPDATE identity_code SET used_at = ? WHERE code_hash = ? AND used_at IS NULL AND expires_at > ?",
            (to_micros(now), code_hash, to_micros(now)),
        )
    )


def grant(session: Session, refresh_hash: str) -> GrantRow | None:
    """What was granted under a refresh token."""
    return session.get(GrantRow, refresh_hash)


def token(session: Session, token_hash: str) -> tuple[GrantRow, datetime] | None:
    """What a token stands for, and until when."""
    row = session.execute(
        select(GrantRow, UserTokenRow.expires_at)
        .join(UserTokenRow, UserTokenRow.refresh_hash == GrantRow.refresh_hash)
        .where(UserTokenRow.token_hash == token_hash)
    ).first()
    return (row[0], row[1]) if row else None


def web_login(session: Session, uuid: str) -> WebLoginRow | None:
    """A login that waits, by what the code says."""
    return session.get(WebLoginRow, uuid)


def watched_login(session: Session, watch_hash: str) -> WebLoginRow | None:
    """A login that waits, by the secret of its page."""
    return session.scalar(select(WebLoginRow).where(WebLoginRow.watch_hash == watch_hash))


def move_login(
    session: Session,
    uuid: str,
    now: datetime,
    person_id: str,
    status: str,
    sealed_code: str = "",
) -> bool:
    """Scanned by a person, then answered by the same one; False when it is too late, or another's."""
    before = "('waiting', 'scanned')" if status == "scanned" else "('scanned')"
    return bool(
        cursor_of(session).execute(
            "UPDATE identity_web_login SET status = ?, person_id = ?, sealed_code = ? WHERE uuid = ?"  # noqa: S608 - ours
            f" AND expires_at > ? AND status IN {before} AND (person_id IS NULL OR person_id = ?)",
            (status, person_id, sealed_code, uuid, to_micros(now), person_id),
        )
    )


def tickets(session: Session, appid: str, kind: str, now: datetime) -> list[TicketRow]:
    """Tickets that live, the newest first."""
    return list(
        session.scalars(
            select(TicketRow)
            .where(TicketRow.appid == appid, TicketRow.kind == kind, TicketRow.expires_at > now)
            .order_by(TicketRow.expires_at.desc())
        )
    )


def sweep(session: Session, now: datetime) -> None:
    """Forget what ended a day ago or more."""
    for table in (CodeRow, UserTokenRow, GrantRow, WebLoginRow, TicketRow):
        session.execute(delete(table).where(table.expires_at < now - _KEPT))
