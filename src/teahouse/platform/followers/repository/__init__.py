"""Every query about followers; those about tags and the blacklist are in marks.py."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, insert, literal, or_, select, update

from teahouse.kit.bulk import rows_in
from teahouse.kit.db import Cursor, Session, UtcTime, from_micros, to_micros
from teahouse.kit.ids import new_id
from teahouse.platform.followers.models import FollowChangeRow, FollowerRow
from teahouse.platform.followers.records import Changes, FollowChange, Follower
from teahouse.platform.followers.repository import marks
from teahouse.platform.followers.rules import EXCHANGE_SECONDS, TYPING_SECONDS, WINDOWS, Act, group_of
from teahouse.protocol import BLACKLIST

_SECOND = 1_000_000


class Search(NamedTuple):
    """What an operator looks for: text in remarks or `people` whose names have it; those in one group (see rules)."""

    text: str = ""
    people: Select[str] | None = None
    group: int | None = None


def add_missing(cursor: Cursor, rows: Iterable[tuple[str, str, str]]) -> None:
    """Rows (appid, person, openid) for people the account has not met; those it has met stay as they are."""
    cursor.many(
        "INSERT INTO account_follower (appid, person_id, openid, subscribed, scene, qr_scene, qr_scene_str, remark,"
        " exchanged_until, typing_until, message_until, message_left, menu_until, menu_left, follow_until,"
        " follow_left, scan_until, scan_left)"
        " VALUES (?, ?, ?, FALSE, '', 0, '', '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING",
        list(rows),
    )


def openids(cursor: Cursor, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The openids of (appid, person) as far as they are made."""
    found = rows_in(cursor, "SELECT appid, person_id, openid FROM account_follower WHERE (appid, person_id) IN", pairs)
    return {(appid, person): openid for appid, person, openid in found}


def following(cursor: Cursor, pairs: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of (appid, person) that follow."""
    found = rows_in(
        cursor, "SELECT appid, person_id FROM account_follower WHERE subscribed AND (appid, person_id) IN", pairs
    )
    return {(appid, person) for appid, person in found}


def of_person(session: Session, appid: str, person_id: str) -> Follower | None:
    """The follower who is that person, also one who left or was only seen."""
    chosen = select(FollowerRow).where(FollowerRow.appid == appid, FollowerRow.person_id == person_id)
    return _one(session, appid, chosen)


_COLUMNS = (
    "appid, openid, person_id, subscribed, subscribed_at, scene, qr_scene, qr_scene_str, remark, blacklisted_at,"
    " last_active_at, wrote_at"
)


def of_openid(cursor: Cursor, appid: str, openid: str) -> Follower | None:
    """The same by openid."""
    row = cursor.row(
        f"SELECT {_COLUMNS} FROM account_follower WHERE appid = ? AND openid = ?",  # noqa: S608 - names are ours
        (appid, openid),
    )
    return None if row is None else _of_columns(row, marks.tags_of_one(cursor, appid, openid))


def _of_columns(row: tuple[Any, ...], tags: tuple[int, ...]) -> Follower:
    *known, subscribed, subscribed_at, scene, qr_scene, qr_scene_str, remark, blacklisted_at, active_at, wrote_at = row
    appid, openid, person_id = known
    blacklisted = blacklisted_at is not None
    return Follower(
        appid=appid,
        openid=openid,
        person_id=person_id,
        subscribed=bool(subscribed),
        subscribed_at=_time(subscribed_at),
        scene=scene,
        qr_scene=qr_scene,
        qr_scene_str=qr_scene_str,
        remark=remark,
        groupid=group_of(tags, blacklisted=blacklisted),
        tagids=tags,
        blacklisted=blacklisted,
        last_active_at=_time(active_at),
        wrote_at=_time(wrote_at),
    )


def _time(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)


def of_openids(session: Session, appid: str, wanted: Sequence[str]) -> dict[str, Follower]:
    """Many by openid."""
    statement = select(FollowerRow).where(FollowerRow.appid == appid, FollowerRow.openid.in_(wanted))
    return {one.openid: one for one in _read(session, appid, statement)}


def _one(session: Session, appid: str, statement: Select[FollowerRow]) -> Follower | None:
    return next(iter(_read(session, appid, statement)), None)


def _read(session: Session, appid: str, statement: Select[FollowerRow]) -> list[Follower]:
    # Windows are opened and taken by statements the session does not see.
    rows = session.scalars(statement.execution_options(populate_existing=True)).all()
    tags = marks.tags_of(session, appid, [row.openid for row in rows])
    return [_follower(row, tags.get(row.openid, ())) for row in rows]


def _follower(row: FollowerRow, tags: tuple[int, ...]) -> Follower:
    blacklisted = row.blacklisted_at is not None
    return Follower(
        appid=row.appid,
        openid=row.openid,
        person_id=row.person_id,
        subscribed=row.subscribed,
        subscribed_at=row.subscribed_at,
        scene=row.scene,
        qr_scene=row.qr_scene,
        qr_scene_str=row.qr_scene_str,
        remark=row.remark,
        groupid=group_of(tags, blacklisted=blacklisted),
        tagids=tags,
        blacklisted=blacklisted,
        last_active_at=row.last_active_at,
        wrote_at=row.wrote_at,
    )


def begin(session: Session, appid: str, person_id: str, at: datetime, scene: str) -> bool:
    """Make a person a follower; False when they are one already."""
    changed = session.execute(
        update(FollowerRow)
        .where(FollowerRow.appid == appid, FollowerRow.person_id == person_id, FollowerRow.subscribed.is_(False))
        .values(subscribed=True, subscribed_at=at, scene=scene, qr_scene=0, qr_scene_str="", last_active_at=at)
        .execution_options(synchronize_session=False)
    )
    return _touched(session, changed, appid, person_id, at, scene, followed=True)


def begin_new(session: Session, appid: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """People the account has never met become followers: rows of account_follower, by the names of their columns."""
    session.execute(insert(FollowerRow), [{"appid": appid, "subscribed": True, **row} for row in rows])
    changes = [
        {"appid": appid, "id": new_id(), "followed": True}
        | {"person_id": row["person_id"], "scene": row["scene"], "at": row["subscribed_at"]}
        for row in rows
    ]
    session.execute(insert(FollowChangeRow), changes)


def remember_scene(session: Session, appid: str, person_id: str, number: int, text: str) -> None:
    """Through which code a follower came."""
    session.execute(
        update(FollowerRow)
        .where(FollowerRow.appid == appid, FollowerRow.person_id == person_id)
        .values(qr_scene=number, qr_scene_str=text)
        .execution_options(synchronize_session=False)
    )


def end(session: Session, appid: str, person_id: str, at: datetime) -> bool:
    """A follower leaves, and with them their remark, tags and windows; False when they do not follow.

    Who is on the blacklist stays there.
    """
    closed = {f"{act}_{part}": 0 for act in WINDOWS for part in ("until", "left")}
    changed = session.execute(
        update(FollowerRow)
        .where(FollowerRow.appid == appid, FollowerRow.person_id == person_id, FollowerRow.subscribed.is_(True))
        .values(subscribed=False, remark="", exchanged_until=0, typing_until=0, **closed)
        .execution_options(synchronize_session=False)
    )
    marks.clear_person(session, appid, person_id)
    return _touched(session, changed, appid, person_id, at, "", followed=False)


def _touched(  # noqa: PLR0913 - the columns of a change
    session: Session, changed: object, appid: str, person_id: str, at: datetime, scene: str, *, followed: bool
) -> bool:
    if not getattr(changed, "rowcount", 0):
        return False
    session.add(FollowChangeRow(appid=appid, id=new_id(), person_id=person_id, followed=followed, scene=scene, at=at))
    return True


def set_remark(session: Session, appid: str, openid: str, remark: str) -> bool:
    """Give a follower a remark; False when there is no such follower."""
    changed = session.execute(
        update(FollowerRow)
        .where(FollowerRow.appid == appid, FollowerRow.openid == openid, FollowerRow.subscribed.is_(True))
        .values(remark=remark)
        .execution_options(synchronize_session=False)
    )
    return bool(getattr(changed, "rowcount", 0))


def openids_after(session: Session, appid: str, openid: str, limit: int) -> list[str]:
    """Openids of followers in a stable order, from behind the given one."""
    column = FollowerRow.openid
    statement = _followers(select(column), appid).where(column > openid).order_by(column).limit(limit)
    return list(session.scalars(statement))


def newest(
    session: Session,
    appid: str,
    search: Search | None,
    *,
    before: tuple[int, str] | None = None,
    limit: int,
) -> list[Follower]:
    """Followers, the newest first, behind a place (microseconds, openid) in that order."""
    statement = _matching(select(FollowerRow), appid, search)
    followed = _followed_at(search)
    if before is not None:
        at, openid = from_micros(before[0]), before[1]
        later = and_(followed == at, FollowerRow.openid > openid)
        statement = statement.where(or_(followed < at, later))
    return _read(session, appid, statement.order_by(followed.desc(), FollowerRow.openid).limit(limit))


def _followed_at(search: Search | None) -> ColumnElement[Any]:
    at = FollowerRow.subscribed_at.expression
    return func.coalesce(at, literal(from_micros(0), UtcTime)) if _has_strangers(search) else at


def _has_strangers(search: Search | None) -> bool:
    return search is not None and search.group == BLACKLIST


def follower_counts(session: Session, appids: Sequence[str]) -> dict[str, int]:
    """How many follow each of these accounts; those without any are left out."""
    rows = session.execute(
        select(FollowerRow.appid, func.count())
        .where(FollowerRow.appid.in_(appids), FollowerRow.subscribed)
        .group_by(FollowerRow.appid)
    )
    return {row[0]: row[1] for row in rows}


def total(session: Session, appid: str, search: Search | None = None) -> int:
    """How many follow, or how many people a search finds."""
    return session.scalar(_matching(select(func.count()).select_from(FollowerRow), appid, search)) or 0


def _followers(statement: Select[Any], appid: str) -> Select[Any]:
    return statement.where(FollowerRow.appid == appid, FollowerRow.subscribed.is_(True))


def _matching(statement: Select[Any], appid: str, search: Search | None) -> Select[Any]:
    """Followers; the blacklist has people who do not follow as well."""
    if search is None:
        return _followers(statement, appid)
    if _has_strangers(search):
        statement = statement.where(FollowerRow.appid == appid, FollowerRow.blacklisted_at.is_not(None))
    else:
        statement = _followers(statement, appid)
        if search.group is not None:
            statement = statement.where(marks.in_group(appid, search.group))
    if search.people is None:
        return statement
    remarked = FollowerRow.remark.icontains(search.text, autoescape=True)
    return statement.where(or_(remarked, FollowerRow.person_id.in_(search.people)))


def followed_by(session: Session, person_id: str) -> list[str]:
    """The accounts that a person follows, by the time they began to."""
    return list(
        session.scalars(
            select(FollowerRow.appid)
            .where(FollowerRow.person_id == person_id, FollowerRow.subscribed.is_(True))
            .order_by(FollowerRow.subscribed_at, FollowerRow.appid)
        )
    )


def changes(session: Session, appid: str, since: datetime, until: datetime) -> Changes:
    """How many came and left from `since` to before `until`."""
    rows = session.execute(
        select(FollowChangeRow.followed, func.count())
        .where(FollowChangeRow.appid == appid, FollowChangeRow.at >= since, FollowChangeRow.at < until)
        .group_by(FollowChangeRow.followed)
    )
    counts: dict[bool, int] = dict(rows.all())
    return Changes(new=counts.get(True, 0), lost=counts.get(False, 0))


def follow_changes(session: Session, appid: str, since: datetime, until: datetime) -> list[FollowChange]:
    """Who came and left from `since` to before `until`, in order."""
    rows = session.scalars(
        select(FollowChangeRow)
        .where(FollowChangeRow.appid == appid, FollowChangeRow.at >= since, FollowChangeRow.at < until)
        .order_by(FollowChangeRow.at, FollowChangeRow.id)
    )
    return [FollowChange(row.person_id, row.followed, row.scene, row.at) for row in rows]


def follower_ids(appid: str) -> Select[str]:
    """The people who follow, for use inside another query."""
    return select(FollowerRow.person_id).where(FollowerRow.appid == appid, FollowerRow.subscribed.is_(True))


def open_window(cursor: Cursor, pairs: Iterable[tuple[str, str]], act: Act, now: datetime) -> None:
    """People (appid, person) did something: their windows of that kind begin anew."""
    window, at = WINDOWS[act], to_micros(now)
    exchanged = at + EXCHANGE_SECONDS * _SECOND if act == "message" else 0
    wrote = f" wrote_at = {at:d}," if act == "message" else ""
    cursor.many(
        f"UPDATE account_follower SET {act}_until = ?, {act}_left = ?,{wrote} last_active_at = ?,"  # noqa: S608 - act is ours
        " exchanged_until = CASE WHEN exchanged_until < ? THEN ? ELSE exchanged_until END"
        " WHERE appid = ? AND person_id = ? AND subscribed",
        [
            (at + window.seconds * _SECOND, window.messages, at, exchanged, exchanged, appid, person_id)
            for appid, person_id in pairs
        ],
    )


def take_window(cursor: Cursor, appid: str, openid: str, now: datetime) -> str | None:
    """Take one message from an open window; the person's id, or None when none is open.

    One statement, so that callers at the same moment never take the same one. The message ends the hint "typing".
    """
    at = to_micros(now)
    row = cursor.row(_take_window(), (at + EXCHANGE_SECONDS * _SECOND, *[at] * _NOWS, appid, openid, *[at] * _OPEN))
    return str(row[0]) if row else None


_OPEN = len(WINDOWS)
_NOWS = _OPEN * (_OPEN + 1) // 2


@cache
def _take_window() -> str:
    # Each window gives one if it is open and none before it is.
    is_open = [f"({act}_until > ? AND {act}_left > 0)" for act in WINDOWS]
    taken = []
    for place, act in enumerate(WINDOWS):
        earlier = "".join(f" AND NOT {one}" for one in is_open[:place])
        taken.append(f"{act}_left = {act}_left - CASE WHEN {is_open[place]}{earlier} THEN 1 ELSE 0 END")
    return (
        f"UPDATE account_follower SET exchanged_until = ?, typing_until = 0, {', '.join(taken)}"  # noqa: S608 - names are ours
        f" WHERE appid = ? AND openid = ? AND subscribed AND blacklisted_at IS NULL"
        f" AND ({' OR '.join(is_open)}) RETURNING person_id"
    )


def windows(session: Session, appid: str, openid: str, now: datetime) -> list[tuple[int, datetime]]:
    """The windows that are open: how many messages are left in each, and until when."""
    columns = [getattr(FollowerRow, f"{act}_{part}") for act in WINDOWS for part in ("left", "until")]
    chosen = (FollowerRow.appid == appid, FollowerRow.openid == openid, FollowerRow.subscribed.is_(True))
    row = session.execute(select(*columns).where(*chosen)).first() or ()
    pairs = zip(row[::2], row[1::2], strict=True)
    return [(left, from_micros(until)) for left, until in pairs if until > to_micros(now)]


class Standing(NamedTuple):
    """Where a person stands with an account: whether they follow, whether a window is open but used up."""

    person_id: str
    subscribed: bool
    blacklisted: bool
    used_up: bool
    typing: bool
    exchanged: bool


def standing(cursor: Cursor, appid: str, openid: str, now: datetime) -> Standing | None:
    """None for an openid the account never got."""
    at = to_micros(now)
    opened = " OR ".join(f"{act}_until > ?" for act in WINDOWS)
    row = cursor.row(
        f"SELECT person_id, subscribed, blacklisted_at IS NOT NULL, ({opened}), typing_until > ?, exchanged_until > ?"  # noqa: S608 - names are ours
        " FROM account_follower WHERE appid = ? AND openid = ?",
        (*[at] * (_OPEN + 2), appid, openid),
    )
    return Standing(row[0], *(bool(value) for value in row[1:])) if row else None


def note_exchange(cursor: Cursor, appid: str, person_id: str, now: datetime) -> None:
    """The account answered outside the windows: "typing" may be shown again, and ends now."""
    cursor.execute(
        "UPDATE account_follower SET exchanged_until = ?, typing_until = 0 WHERE appid = ? AND person_id = ?",
        (to_micros(now) + EXCHANGE_SECONDS * _SECOND, appid, person_id),
    )


def begin_typing(cursor: Cursor, appid: str, openid: str, now: datetime) -> str | None:
    """Show the hint, if it is not shown and a message was exchanged lately; the person's id, or None."""
    at = to_micros(now)
    row = cursor.row(
        "UPDATE account_follower SET typing_until = ? WHERE appid = ? AND openid = ? AND subscribed"
        " AND blacklisted_at IS NULL AND typing_until <= ? AND exchanged_until > ? RETURNING person_id",
        (at + TYPING_SECONDS * _SECOND, appid, openid, at, at),
    )
    return str(row[0]) if row else None


def end_typing(cursor: Cursor, appid: str, openid: str) -> None:
    """Show it no longer."""
    cursor.execute("UPDATE account_follower SET typing_until = 0 WHERE appid = ? AND openid = ?", (appid, openid))
