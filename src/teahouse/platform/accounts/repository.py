"""Every query on accounts and operators."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import and_, delete, or_, select, update

from teahouse.kit import clock
from teahouse.kit.bulk import insert_rows, rows_with
from teahouse.kit.db import Cursor, Session, cursor_of, from_micros, to_micros
from teahouse.platform.accounts.account import Account
from teahouse.platform.accounts.models import (
    AccountDayRow,
    AccountFaultsRow,
    AccountOperatorRow,
    AccountRow,
    OperatorCodeRow,
    OperatorInvitationRow,
    OperatorLinkRow,
    OperatorRow,
)

_COLUMNS = (
    "appid, original_id, wechat_id, name, type, verified, named, holder, ended_for, introduction, avatar, server_url,"
    " mode, server_enabled, autoreply_enabled, sealed_token, sealed_aes_key, created_at"
)

_FOUND = f"SELECT {_COLUMNS} FROM {{{{values}}}} JOIN account ON account.{{}} = v.column1"  # noqa: S608 - of a constant

FREED = "freed:"
"""What stands before the id of an operator whose e-mail address is free again: no address has a colon there."""
Figure = Literal["messages", "pushes", "failed_pushes", "calls"]
FIGURES: tuple[Figure, ...] = ("messages", "pushes", "failed_pushes", "calls")


def find_accounts(to: Session | Cursor, column: str, values: Iterable[str]) -> list[Account]:
    """Accounts by one of their unique columns."""
    keys = [(value,) for value in dict.fromkeys(values)]
    found = rows_with(cursor_of(to), _FOUND.format(column), keys)
    return [_account(row) for row in dict.fromkeys(found)]


def accounts_of(session: Session, operator_id: str) -> list[Account]:
    """The accounts that an operator runs, the oldest first."""
    appids = session.scalars(
        select(AccountOperatorRow.appid)
        .where(AccountOperatorRow.operator_id == operator_id)
        .order_by(AccountOperatorRow.created_at, AccountOperatorRow.appid)
    )
    keys = list(appids)
    found = {account.appid: account for account in find_accounts(session, "appid", keys)}
    return [found[key] for key in keys]


def all_accounts(session: Session) -> list[Account]:
    """Every account; for the sandbox."""
    return find_accounts(session, "appid", session.scalars(select(AccountRow.appid).order_by(AccountRow.created_at)))


def search_accounts(session: Session, text: str, limit: int) -> list[Account]:
    """Living accounts whose name has this text, or whose WeChat ID or original id it is: those that it names before
    the others, then those with the check mark.
    """
    named = or_(AccountRow.wechat_id == text, AccountRow.original_id == text)
    found = session.scalars(
        select(AccountRow.appid)
        .where(or_(AccountRow.name.icontains(text, autoescape=True), named), AccountRow.ended_for == "")
        .order_by(named.desc(), and_(AccountRow.verified, AccountRow.named).desc(), AccountRow.created_at)
        .limit(limit)
    )
    keys = list(found)
    known = {account.appid: account for account in find_accounts(session, "appid", keys)}
    return [known[key] for key in keys]


def _account(row: tuple[Any, ...]) -> Account:
    *names, introduction, avatar, server_url, mode, enabled, autoreply, token, aes_key, created_at = row
    appid, original_id, wechat_id, name, kind, verified, named, holder, ended_for = names
    return Account(
        appid=appid,
        original_id=original_id,
        wechat_id=wechat_id,
        name=name,
        type=kind,
        verified=bool(verified),
        named=bool(named),
        holder=holder,
        ended_for=ended_for,
        introduction=introduction,
        avatar=avatar,
        server_url=server_url,
        mode=mode,
        server_enabled=bool(enabled),
        autoreply_enabled=bool(autoreply),
        sealed_token=token,
        sealed_aes_key=aes_key,
        created_at=created_at // 1_000_000,
    )


def runs(session: Session, operator_id: str, appid: str) -> bool:
    """Whether an operator runs an account."""
    return session.get(AccountOperatorRow, (appid, operator_id)) is not None


_LIVE_SECRETS = (
    "SELECT appid, sealed_secret FROM {values} JOIN account ON account.appid = v.column1 WHERE account.ended_for = ''"
)


def live_secrets(to: Session | Cursor, appids: Iterable[str]) -> dict[str, str]:
    """The sealed AppSecrets of those accounts that have not ended."""
    return dict(rows_with(cursor_of(to), _LIVE_SECRETS, [(appid,) for appid in dict.fromkeys(appids)]))


def sealed_secret(to: Session | Cursor, appid: str) -> str | None:
    """The account's sealed AppSecret."""
    cursor = cursor_of(to)
    row = cursor.row("SELECT sealed_secret FROM account WHERE appid = ?", (appid,))
    return str(row[0]) if row else None


def add_account(session: Session, row: AccountRow, operator_id: str | None) -> None:
    """A new account, and who runs it."""
    session.add(row)
    session.flush()
    if operator_id is not None:
        session.add(AccountOperatorRow(appid=row.appid, operator_id=operator_id, created_at=clock.now()))
    session.flush()


def add_operator_to(session: Session, appid: str, operator_id: str) -> None:
    """One more operator of an account."""
    session.add(AccountOperatorRow(appid=appid, operator_id=operator_id, created_at=clock.now()))


def change_account(session: Session, appid: str, **values: object) -> None:
    """Set some columns."""
    session.execute(update(AccountRow).where(AccountRow.appid == appid).values(**values))


def end_account(session: Session, appid: str, ending: str, now: datetime) -> bool:
    """End an account that lives: nothing is pushed or answered any more."""
    statement = (
        update(AccountRow)
        .where(AccountRow.appid == appid, AccountRow.ended_for == "")
        .values(ended_for=ending, ended_at=now, server_enabled=False, autoreply_enabled=False)
        .returning(AccountRow.appid)
        .execution_options(synchronize_session=False)
    )
    return session.scalar(statement) is not None


def ended(cursor: Cursor, appids: Iterable[str]) -> set[str]:
    """Those of these accounts that have ended."""
    keys = sorted(set(appids))
    if not keys:
        return set()
    marks = ", ".join("?" * len(keys))
    statement = f"SELECT appid FROM account WHERE ended_for <> '' AND appid IN ({marks})"  # noqa: S608 - only marks
    return {row[0] for row in cursor.rows(statement, keys)}


def operators_of(session: Session, appids: Iterable[str]) -> dict[str, list[str]]:
    """Who runs each of these accounts."""
    rows = session.execute(
        select(AccountOperatorRow.appid, AccountOperatorRow.operator_id)
        .where(AccountOperatorRow.appid.in_(set(appids)))
        .order_by(AccountOperatorRow.created_at, AccountOperatorRow.operator_id)
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.appid, []).append(row.operator_id)
    return found


def occupied(session: Session, operator_id: str) -> bool:
    """Whether the operator runs an account that lives, or one that was ended for breaking the rules."""
    return (
        session.scalar(
            select(AccountRow.appid)
            .join(AccountOperatorRow, AccountOperatorRow.appid == AccountRow.appid)
            .where(AccountOperatorRow.operator_id == operator_id, AccountRow.ended_for != "idle")
            .limit(1)
        )
        is not None
    )


def without_account(session: Session, before: datetime) -> list[OperatorRow]:
    """Operators who run nothing and registered before that."""
    runs_one = select(AccountOperatorRow.appid).where(AccountOperatorRow.operator_id == OperatorRow.id).exists()
    return list(
        session.scalars(
            select(OperatorRow)
            .where(OperatorRow.created_at <= before, ~runs_one, ~OperatorRow.email.startswith(FREED, autoescape=True))
            .order_by(OperatorRow.id)
        )
    )


def change_operator(session: Session, operator_id: str, **values: object) -> None:
    """Set some columns."""
    session.execute(update(OperatorRow).where(OperatorRow.id == operator_id).values(**values))


def drop_links(session: Session, operator_id: str) -> None:
    """Links that sign this operator in do so no longer."""
    session.execute(delete(OperatorLinkRow).where(OperatorLinkRow.operator_id == operator_id))


def operator_of_person(session: Session, person_id: str) -> OperatorRow | None:
    """The operator who is bound to a person's phone."""
    return session.scalar(select(OperatorRow).where(OperatorRow.person_id == person_id))


def bind_person(session: Session, operator_id: str, person_id: str) -> bool:
    """Bind a phone; False when its person is another operator's."""
    return bool(
        cursor_of(session).execute(
            "UPDATE operator SET person_id = ? WHERE id = ?"
            " AND NOT EXISTS (SELECT 1 FROM operator AS other WHERE other.person_id = ? AND other.id <> ?)",
            (person_id, operator_id, person_id, operator_id),
        )
    )


def add_code(session: Session, row: OperatorCodeRow, kept_from: datetime) -> None:
    """A code that waits; those that ended before `kept_from` are forgotten."""
    session.execute(delete(OperatorCodeRow).where(OperatorCodeRow.expires_at < kept_from))
    session.add(row)
    session.flush()


def code(session: Session, uuid: str) -> OperatorCodeRow | None:
    """A code, by what it says."""
    return session.get(OperatorCodeRow, uuid, populate_existing=True)


def watched_code(session: Session, watch_hash: str) -> OperatorCodeRow | None:
    """A code, by the secret of its page."""
    return session.scalar(select(OperatorCodeRow).where(OperatorCodeRow.watch_hash == watch_hash))


def move_code(session: Session, uuid: str, person_id: str, status: str, now: datetime) -> bool:
    """Scanned by a person, then answered by the same one; False when it is too late, or another's."""
    before = ("waiting", "scanned") if status == "scanned" else ("scanned",)
    mine = or_(OperatorCodeRow.person_id.is_(None), OperatorCodeRow.person_id == person_id)
    statement = (
        update(OperatorCodeRow)
        .where(OperatorCodeRow.uuid == uuid, OperatorCodeRow.expires_at > now, OperatorCodeRow.status.in_(before), mine)
        .values(status=status, person_id=person_id)
        .returning(OperatorCodeRow.uuid)
        .execution_options(synchronize_session=False)
    )
    return session.scalar(statement) is not None


def take_confirmed(session: Session, watch_hash: str, now: datetime) -> str | None:
    """Spend a confirmed code for signing in; whose phone confirmed it, or None."""
    return session.scalar(
        delete(OperatorCodeRow)
        .where(
            OperatorCodeRow.watch_hash == watch_hash,
            OperatorCodeRow.purpose == "sign_in",
            OperatorCodeRow.status == "confirmed",
            OperatorCodeRow.expires_at > now,
        )
        .returning(OperatorCodeRow.person_id)
    )


def crew(session: Session, appid: str) -> list[tuple[OperatorRow, bool]]:
    """Who runs an account, and whether they own it; owners first."""
    rows = session.execute(
        select(OperatorRow, AccountOperatorRow.owner)
        .join(AccountOperatorRow, AccountOperatorRow.operator_id == OperatorRow.id)
        .where(AccountOperatorRow.appid == appid)
        .order_by(AccountOperatorRow.owner.desc(), AccountOperatorRow.created_at, OperatorRow.id)
    )
    return [(row[0], row[1]) for row in rows]


def owns(session: Session, operator_id: str, appid: str) -> bool:
    """Whether an operator owns an account."""
    row = session.get(AccountOperatorRow, (appid, operator_id))
    return row is not None and row.owner


def add_invitation(session: Session, row: OperatorInvitationRow) -> None:
    """A new invitation."""
    session.add(row)
    session.flush()


def invitation(session: Session, token_hash: str) -> OperatorInvitationRow | None:
    """An invitation that lives."""
    row = session.get(OperatorInvitationRow, token_hash)
    return row if row is not None and row.expires_at > clock.now() else None


def take_invitation(session: Session, token_hash: str) -> str | None:
    """Spend an invitation; to which account, or None when it was spent or too old."""
    return session.scalar(
        delete(OperatorInvitationRow)
        .where(OperatorInvitationRow.token_hash == token_hash, OperatorInvitationRow.expires_at > clock.now())
        .returning(OperatorInvitationRow.appid)
    )


def take_seat(session: Session, appid: str, operator_id: str, most: int) -> bool:
    """One more operator beside the owner; False when there are as many as there may be."""
    if not cursor_of(session).execute(
        "UPDATE account SET seats = seats + 1 WHERE appid = ? AND seats < ?", (appid, most)
    ):
        return False
    session.add(AccountOperatorRow(appid=appid, operator_id=operator_id, owner=False, created_at=clock.now()))
    session.flush()
    return True


def leave_seat(session: Session, appid: str, operator_id: str) -> bool:
    """One operator less; False when it is the owner, or nobody."""
    statement = delete(AccountOperatorRow).where(
        AccountOperatorRow.appid == appid,
        AccountOperatorRow.operator_id == operator_id,
        AccountOperatorRow.owner.is_(False),
    )
    if session.scalar(statement.returning(AccountOperatorRow.operator_id)) is None:
        return False
    cursor_of(session).execute("UPDATE account SET seats = seats - 1 WHERE appid = ? AND seats > 0", (appid,))
    return True


def operator_by_email(session: Session, email: str) -> OperatorRow | None:
    """The operator of an e-mail address in lower case."""
    return session.scalar(select(OperatorRow).where(OperatorRow.email == email))


def operator(session: Session, operator_id: str) -> OperatorRow | None:
    """An operator."""
    return session.get(OperatorRow, operator_id)


def first_operator(session: Session) -> str | None:
    """Who registered first."""
    return session.scalar(select(OperatorRow.id).order_by(OperatorRow.created_at, OperatorRow.id).limit(1))


def operators(session: Session, operator_ids: Iterable[str]) -> list[OperatorRow]:
    """Some operators."""
    return list(session.scalars(select(OperatorRow).where(OperatorRow.id.in_(set(operator_ids)))))


def operator_names(session: Session, operator_ids: Iterable[str]) -> dict[str, str]:
    """The names of some operators, by id."""
    rows = session.execute(select(OperatorRow.id, OperatorRow.name).where(OperatorRow.id.in_(set(operator_ids))))
    return {row.id: row.name for row in rows}


def take_link(session: Session, token_hash: str) -> str | None:
    """Spend a sign-in link; whose it was, or None when it was spent or too old."""
    return session.scalar(
        delete(OperatorLinkRow)
        .where(OperatorLinkRow.token_hash == token_hash, OperatorLinkRow.expires_at > clock.now())
        .returning(OperatorLinkRow.operator_id)
    )


_FAULTS = (
    "SELECT appid, timeout, status, double_push, expire_token, drop_push, out_of_order, quota, wrong_media, until,"
    " changed_at FROM {values} JOIN account_faults ON account_faults.appid = v.column1"
)


def read_faults(to: Session | Cursor, appids: Iterable[str]) -> list[AccountFaultsRow]:
    """The faults of accounts that have not ended."""
    rows, now = rows_with(cursor_of(to), _FAULTS, [(appid,) for appid in dict.fromkeys(appids)]), clock.micros()
    found = [_faults(row) for row in dict.fromkeys(rows)]
    return [faults for faults in found if faults.until is None or to_micros(faults.until) > now]


def _faults(row: tuple[Any, ...]) -> AccountFaultsRow:
    appid, timeout, status, double_push, expire_token, drop, out_of_order, quota, wrong_media, until, changed_at = row
    return AccountFaultsRow(
        appid=appid,
        timeout=bool(timeout),
        status=status,
        double_push=bool(double_push),
        expire_token=bool(expire_token),
        drop=bool(drop),
        out_of_order=bool(out_of_order),
        quota=bool(quota),
        wrong_media=bool(wrong_media),
        until=None if until is None else from_micros(until),
        changed_at=from_micros(changed_at),
    )


def write_faults(session: Session, row: AccountFaultsRow) -> None:
    """Replace the faults of an account."""
    session.merge(row)


def token_fault_since(to: Session | Cursor, appid: str) -> datetime | None:
    """Since when tokens are to have expired, if that fault is on."""
    return next((faults.changed_at for faults in read_faults(to, [appid]) if faults.expire_token), None)


_COUNT = f"INSERT INTO account_day (appid, day, {', '.join(FIGURES)})"
_COUNT_ON = (
    f" ON CONFLICT (appid, day) DO UPDATE SET {', '.join(f'{f} = account_day.{f} + excluded.{f}' for f in FIGURES)}"
)


def add_counts(cursor: Cursor, counts: Mapping[tuple[str, str, str], int]) -> None:
    """Add to the figures of days; keys are (appid, day, figure)."""
    days = sorted({(appid, day) for appid, day, _ in counts})
    rows = [(*key, *[counts.get((*key, figure), 0) for figure in FIGURES]) for key in days]
    insert_rows(cursor, _COUNT, rows, _COUNT_ON)


def days(session: Session, appid: str, since: str) -> dict[str, AccountDayRow]:
    """The figures of an account from a day on."""
    rows = session.scalars(select(AccountDayRow).where(AccountDayRow.appid == appid, AccountDayRow.day >= since))
    return {row.day: row for row in rows}
