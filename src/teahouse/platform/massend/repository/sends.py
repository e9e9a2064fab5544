"""Messages to many, their lists of targets, and videos made ready for them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Select, delete, func, select, update

from teahouse.kit.bulk import insert_rows
from teahouse.kit.db import Session, cursor_of, to_micros
from teahouse.platform.massend.models import MassSendRow, MassSendTargetRow, MassSendVideoRow
from teahouse.platform.massend.records import MassSend, Video

_COLUMNS = [getattr(MassSendRow, name) for name in MassSend.__struct_fields__]


def add(session: Session, send: MassSend, people: Sequence[str]) -> None:
    """A new one, with its list of targets if it has one."""
    session.add(MassSendRow(**{name: getattr(send, name) for name in MassSend.__struct_fields__}))
    session.flush()
    insert_rows(
        cursor_of(session),
        "INSERT INTO mass_send_target (send_id, person_id)",
        [(send.id, person) for person in people],
    )


def by_id(session: Session, send_id: str, *, hold: bool = False) -> MassSend | None:
    """One by its id; held, nobody else changes it before this transaction ends."""
    statement = select(*_COLUMNS).where(MassSendRow.id == send_id)
    return _first(session, statement.with_for_update() if hold else statement)


def by_number(session: Session, appid: str, msg_id: int) -> MassSend | None:
    """An account's by its msg_id."""
    return _first(session, select(*_COLUMNS).where(MassSendRow.appid == appid, MassSendRow.msg_id == msg_id))


def of_articles(session: Session, appid: str, media_id: str) -> MassSend | None:
    """The one that first sent these articles."""
    own = (MassSendRow.appid == appid, MassSendRow.media_id == media_id, MassSendRow.repeats.is_(False))
    return _first(session, select(*_COLUMNS).where(*own).order_by(MassSendRow.created_at.desc()).limit(1))


def targets_of_articles(session: Session, appid: str, media_ids: Sequence[str]) -> dict[str, int]:
    """To how many these articles were first sent, by media_id; those that never were are not there."""
    own = (MassSendRow.appid == appid, MassSendRow.media_id.in_(media_ids), MassSendRow.repeats.is_(False))
    rows = session.execute(select(MassSendRow.media_id, MassSendRow.sent).where(*own).order_by(MassSendRow.created_at))
    return {row.media_id: row.sent for row in rows}


def some(session: Session, appid: str, offset: int, limit: int) -> tuple[list[MassSend], int]:
    """An account's, the newest first, and how many there are."""
    newest = select(*_COLUMNS).where(MassSendRow.appid == appid).order_by(MassSendRow.created_at.desc(), MassSendRow.id)
    rows = session.execute(newest.offset(offset).limit(limit))
    total = session.scalar(select(func.count()).select_from(MassSendRow).where(MassSendRow.appid == appid))
    return [_send(row) for row in rows], total or 0


def begun_between(session: Session, appid: str, since: datetime, until: datetime) -> list[MassSend]:
    """Articles that were sent for the first time, if that began from `since` to before `until`."""
    began = (MassSendRow.started_at >= since, MassSendRow.started_at < until)
    news = (MassSendRow.appid == appid, MassSendRow.kind == "news", MassSendRow.repeats.is_(False))
    rows = session.execute(select(*_COLUMNS).where(*news, *began).order_by(MassSendRow.started_at, MassSendRow.id))
    return [_send(row) for row in rows]


def _first(session: Session, statement: Select[Any]) -> MassSend | None:
    row = session.execute(statement).first()
    return _send(row) if row else None


def _send(row: Any) -> MassSend:  # noqa: ANN401 - SQLAlchemy's
    return msgspec.convert(row._asdict(), MassSend)


def change_state(session: Session, send_id: str, old: Sequence[str], new: str, **values: object) -> bool:
    """Lead one from a state to another; False when it is in none of the first."""
    statement = update(MassSendRow).where(MassSendRow.id == send_id, MassSendRow.state.in_(old))
    return _changed(session.execute(statement.values(state=new, **values)))


def close(session: Session, send_id: str, **values: object) -> bool:
    """Write down its end; False when that was done before."""
    statement = update(MassSendRow).where(MassSendRow.id == send_id, MassSendRow.ended_at.is_(None))
    return _changed(session.execute(statement.values(**values)))


def set_content(session: Session, send_id: str, content: Mapping[str, Any]) -> None:
    """From now on this is what phones get."""
    session.execute(update(MassSendRow).where(MassSendRow.id == send_id).values(content=content))


def set_copies(session: Session, send_id: str, copies: Sequence[str]) -> None:
    """What the check of originals found, for each article."""
    session.execute(update(MassSendRow).where(MassSendRow.id == send_id).values(copies=list(copies)))


def advance(session: Session, send_id: str, place: str, *, visited: int, sent: int, failed: int) -> None:
    """So many more have had their turn."""
    session.execute(
        update(MassSendRow)
        .where(MassSendRow.id == send_id)
        .values(
            place=place,
            visited=MassSendRow.visited + visited,
            sent=MassSendRow.sent + sent,
            failed=MassSendRow.failed + failed,
        )
    )


def listed(send_id: str) -> Select[str]:
    """The people on its list, for use inside another query."""
    return select(MassSendTargetRow.person_id).where(MassSendTargetRow.send_id == send_id)


def forget_list(session: Session, send_id: str) -> None:
    """The list is needed no longer."""
    session.execute(delete(MassSendTargetRow).where(MassSendTargetRow.send_id == send_id))


def add_video(session: Session, appid: str, video: Video, now: datetime) -> None:
    """A video is ready."""
    session.add(MassSendVideoRow(appid=appid, **video._asdict(), created_at=now))
    session.flush()


def video(session: Session, appid: str, media_id: str) -> Video | None:
    """A video that was made ready."""
    row = session.get(MassSendVideoRow, (appid, media_id))
    return Video(row.media_id, row.file, row.title, row.description) if row else None


def claim(session: Session, appid: str, client_id: str, msg_id: int, now: datetime, since: datetime) -> int:
    """Whose a clientmsgid is from now on: the message's, or that of the one that claimed it since then."""
    cursor = cursor_of(session)
    cursor.execute("DELETE FROM mass_send_once WHERE at < ?", (to_micros(since),))
    row = cursor.row(
        "INSERT INTO mass_send_once (appid, client_id, msg_id, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (appid, client_id) DO UPDATE SET msg_id = mass_send_once.msg_id RETURNING msg_id",
        (appid, client_id, msg_id, to_micros(now)),
    )
    return int(row[0]) if row else msg_id


def _changed(result: object) -> bool:
    return bool(getattr(result, "rowcount", 0))
