"""How many messages may leave, and how fast; every count is taken by one conditional statement."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select, update

from teahouse.kit.bulk import rows_with
from teahouse.kit.db import Cursor, Session, cursor_of
from teahouse.platform.massend.models import MassSendAccountRow, MassSendDayRow, MassSendReceivedRow
from teahouse.platform.massend.records import Settings
from teahouse.platform.massend.rules import FIRST_NUMBER

_RECEIVE = """
    INSERT INTO mass_send_received (appid, person_id, month, received)
    SELECT column1, column2, column3, 1 FROM {values} WHERE TRUE ORDER BY column2
    ON CONFLICT (appid, person_id) DO UPDATE SET
        received = CASE WHEN mass_send_received.month = excluded.month THEN mass_send_received.received + 1 ELSE 1 END,
        month = excluded.month
    WHERE mass_send_received.month <> excluded.month OR mass_send_received.received < """


def settings(session: Session, appid: str) -> Settings:
    """The account's."""
    row = session.execute(
        select(MassSendAccountRow.speed, MassSendAccountRow.allowance).where(MassSendAccountRow.appid == appid)
    ).first()
    return Settings(row.speed, row.allowance) if row else Settings(0, None)


def _ensure(cursor: Cursor, appid: str) -> None:
    cursor.execute(
        "INSERT INTO mass_send_account (appid, speed, last_msg_id, allowance) VALUES (?, 0, ?, NULL)"
        " ON CONFLICT (appid) DO NOTHING",
        (appid, FIRST_NUMBER),
    )


def set_speed(session: Session, appid: str, speed: int) -> None:
    """How fast the account's messages leave from now on."""
    _ensure(cursor_of(session), appid)
    session.execute(update(MassSendAccountRow).where(MassSendAccountRow.appid == appid).values(speed=speed))


def set_allowance(session: Session, appid: str, allowance: int | None) -> None:
    """An allowance of the account's own; None for the usual one."""
    _ensure(cursor_of(session), appid)
    session.execute(update(MassSendAccountRow).where(MassSendAccountRow.appid == appid).values(allowance=allowance))


def next_number(session: Session, appid: str) -> int:
    """A new msg_id, counted by account."""
    cursor = cursor_of(session)
    _ensure(cursor, appid)
    row = cursor.row(
        "UPDATE mass_send_account SET last_msg_id = last_msg_id + 1 WHERE appid = ? RETURNING last_msg_id", (appid,)
    )
    return int(row[0]) if row else FIRST_NUMBER


def take_day(session: Session, appid: str, day: str, limit: int) -> bool:
    """One of a day's; False when they are used up."""
    cursor = cursor_of(session)
    cursor.execute(
        "INSERT INTO mass_send_day (appid, day, used) VALUES (?, ?, 0) ON CONFLICT (appid, day) DO NOTHING",
        (appid, day),
    )
    taken = "UPDATE mass_send_day SET used = used + 1 WHERE appid = ? AND day = ? AND used < ?"
    return cursor.execute(taken, (appid, day, limit)) == 1


def give_day_back(session: Session, appid: str, day: str) -> None:
    """Nothing left on that day after all."""
    cursor_of(session).execute(
        "UPDATE mass_send_day SET used = used - 1 WHERE appid = ? AND day = ? AND used > 0", (appid, day)
    )


def used_of_day(session: Session, appid: str, day: str) -> int:
    """How many of a day's were taken."""
    chosen = (MassSendDayRow.appid == appid, MassSendDayRow.day == day)
    return session.scalar(select(MassSendDayRow.used).where(*chosen)) or 0


def receive(cursor: Cursor, appid: str, people: Sequence[str], month: str, limit: int) -> set[str]:
    """Take one of the month's from each; those who had one left. The hot path: each person stands once in the list."""
    if limit < 1:
        return set()
    statement = f"{_RECEIVE}{limit:d} RETURNING person_id"
    # The last key of a batch is repeated to fill it up, and one statement may not change a row twice.
    found: set[str] = set()
    start = 0
    while start < len(people):
        size = min(256, 1 << ((len(people) - start).bit_length() - 1))
        chunk = [(appid, person, month) for person in people[start : start + size]]
        found.update(row[0] for row in rows_with(cursor, statement, chunk))
        start += size
    return found


def sated(session: Session, appid: str, people: Select[str], month: str, limit: int) -> int:
    """How many of these people have received all of a month's."""
    if limit < 1:
        return session.scalar(select(func.count()).select_from(people.subquery())) or 0
    chosen = (
        MassSendReceivedRow.appid == appid,
        MassSendReceivedRow.month == month,
        MassSendReceivedRow.received >= limit,
        MassSendReceivedRow.person_id.in_(people),
    )
    return session.scalar(select(func.count()).select_from(MassSendReceivedRow).where(*chosen)) or 0
