"""Every query of the API's door."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, select

from teahouse.kit.bulk import change_in, insert_rows, rows_with
from teahouse.kit.db import Cursor, Session, cursor_of, from_micros, to_micros
from teahouse.platform.api.models import AccessTokenRow, CallRow, QuotaRow


class TokenState(NamedTuple):
    """What is known of a token."""

    appid: str
    issued_at: datetime
    expires_at: datetime
    replaced_at: datetime | None


_TOKENS = (
    "SELECT token_hash, appid, issued_at, expires_at, replaced_at FROM {values}"
    " JOIN api_token ON api_token.token_hash = v.column1"
)


def read_tokens(cursor: Cursor, hashes: Iterable[str]) -> dict[str, TokenState]:
    """The states of tokens by hash, without those that were never issued or are long gone."""
    return {
        token_hash: TokenState(
            appid, from_micros(issued), from_micros(expires), None if replaced is None else from_micros(replaced)
        )
        for token_hash, appid, issued, expires, replaced in rows_with(cursor, _TOKENS, [(one,) for one in hashes])
    }


class Issued(NamedTuple):
    """A token that was issued; `sealed` only for stable ones."""

    token_hash: str
    appid: str
    kind: str
    sealed: str
    issued_at: datetime
    expires_at: datetime
    replaced_at: datetime | None = None


def lock_tokens(cursor: Cursor, appids: Sequence[str], kind: str) -> None:
    """Two that issue at once wait for each other; SQLite has one writer anyway."""
    if cursor.is_postgresql:
        for appid in appids:
            latest_token(cursor, appid, kind)


def latest_token(cursor: Cursor, appid: str, kind: str) -> Issued | None:
    """The newest token of a kind. Its row stays locked: two that issue at once wait for each other."""
    row = cursor.row(
        "SELECT token_hash, sealed, issued_at, expires_at FROM api_token"  # noqa: S608 - no value is put in
        " WHERE appid = ? AND kind = ? AND replaced_at IS NULL ORDER BY issued_at DESC LIMIT 1"
        f"{' FOR UPDATE' if cursor.is_postgresql else ''}",
        (appid, kind),
    )
    if row is None:
        return None
    token_hash, sealed, issued, expires = row
    return Issued(token_hash, appid, kind, sealed, from_micros(issued), from_micros(expires))


def drop_replaced(cursor: Cursor, appids: Sequence[str], kind: str) -> None:
    """Forget the tokens of a kind that were replaced; they answer 40001 from now on."""
    change_in(cursor, f"{_DROP} AND replaced_at IS NOT NULL AND appid IN", appids, kind)


def drop_tokens(cursor: Cursor, appids: Sequence[str], kind: str) -> None:
    """Forget all tokens of a kind."""
    change_in(cursor, f"{_DROP} AND appid IN", appids, kind)


def replace_tokens(cursor: Cursor, appids: Sequence[str], kind: str, now: datetime) -> None:
    """The tokens of a kind live five minutes more."""
    change_in(cursor, _REPLACE, appids, to_micros(now), kind)


_DROP = "DELETE FROM api_token WHERE kind = ?"
_REPLACE = "UPDATE api_token SET replaced_at = ? WHERE kind = ? AND replaced_at IS NULL AND appid IN"
_ISSUE = f"INSERT INTO api_token ({', '.join(Issued._fields)})"


def add_tokens(cursor: Cursor, tokens: Sequence[Issued]) -> None:
    """New tokens."""
    rows = [
        (
            *token[:4],
            to_micros(token.issued_at),
            to_micros(token.expires_at),
            token.replaced_at and to_micros(token.replaced_at),
        )
        for token in tokens
    ]
    insert_rows(cursor, _ISSUE, rows)


class Taking(NamedTuple):
    """Calls to take from a quota."""

    appid: str
    period: str
    name: str
    calls: int
    limit: int


def take_quotas(cursor: Cursor, takings: list[Taking]) -> list[int]:
    """How many calls were granted to each: as many as asked for, or what was left."""
    return [_take(cursor, taking) for taking in takings]


def take_one(to: Session | Cursor, taking: Taking) -> bool:
    """Take in the open transaction; whether it was granted."""
    return _take(cursor_of(to), taking) == taking.calls


def _take(cursor: Cursor, taking: Taking) -> int:
    taken = _taken(cursor, taking)
    if not taken and _begin_quota(cursor, taking):
        taken = _taken(cursor, taking)
    if taken:
        return taking.calls
    return _take(cursor, taking._replace(calls=1)) if taking.calls > 1 else 0


def _taken(cursor: Cursor, taking: Taking) -> bool:
    key = (taking.appid, taking.period, taking.name)
    statement = "UPDATE api_quota SET used = used + ? WHERE appid = ? AND period = ? AND name = ? AND used + ? <= ?"
    return cursor.execute(statement, (taking.calls, *key, taking.calls, taking.limit)) == 1


def _begin_quota(cursor: Cursor, taking: Taking) -> bool:
    """Whether it is the period's first call."""
    statement = "INSERT INTO api_quota (appid, period, name, used) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING"
    return cursor.execute(statement, (taking.appid, taking.period, taking.name)) == 1


def used(session: Session, appid: str, period: str, name: str) -> int:
    """How much of a quota is used."""
    return (
        session.scalar(
            select(QuotaRow.used).where(QuotaRow.appid == appid, QuotaRow.period == period, QuotaRow.name == name)
        )
        or 0
    )


def clear_quotas(session: Session, appid: str, period: str, name: str | None = None) -> None:
    """Quotas of a period begin anew: all, or one."""
    statement = delete(QuotaRow).where(QuotaRow.appid == appid, QuotaRow.period == period)
    session.execute(statement if name is None else statement.where(QuotaRow.name == name))


class Logged(NamedTuple):
    """A call for the log; the fields are those of CallRow."""

    rid: str
    number: int
    appid: str
    at: int
    """Microseconds."""
    method: str
    path: str
    query: str
    request_body: str
    status: int
    errcode: int
    response_body: str
    ms: int
    client_ip: str

    @property
    def called_at(self) -> int:
        """Unix seconds."""
        return self.at // 1_000_000


_LOG = f"INSERT INTO api_call ({', '.join(Logged._fields)})"


def add_calls(cursor: Cursor, calls: Sequence[Logged]) -> None:
    """Log calls."""
    insert_rows(cursor, _LOG, calls)


def read_call(session: Session, rid: str) -> CallRow | None:
    """One call."""
    return session.get(CallRow, rid)


class CallFilter(NamedTuple):
    """Which calls of an account."""

    q: str = ""
    errors_only: bool = False
    before: int | None = None
    after: int | None = None
    limit: int = 50


def list_calls(session: Session, appid: str, wanted: CallFilter) -> list[CallRow]:
    """Calls of an account: the newest first, or with `after` the oldest first."""
    statement = select(CallRow).where(CallRow.appid == appid)
    if wanted.errors_only:
        statement = statement.where(CallRow.errcode != 0)
    if wanted.q:
        pattern = "%" + wanted.q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        statement = statement.where(
            CallRow.path.ilike(pattern, escape="\\")
            | CallRow.request_body.ilike(pattern, escape="\\")
            | CallRow.response_body.ilike(pattern, escape="\\")
            | (CallRow.rid == wanted.q)
        )
    if wanted.before is not None:
        statement = statement.where(CallRow.number < wanted.before)
    if wanted.after is not None:
        statement = statement.where(CallRow.number > wanted.after).order_by(CallRow.number)
    else:
        statement = statement.order_by(CallRow.number.desc())
    return list(session.scalars(statement.limit(wanted.limit)))


def forget_calls(session: Session, before: datetime) -> None:
    """Forget old calls and tokens."""
    session.execute(delete(CallRow).where(CallRow.at < before))
    session.execute(delete(AccessTokenRow).where(AccessTokenRow.expires_at < before))
