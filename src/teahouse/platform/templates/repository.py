"""Every query about template messages."""

from datetime import datetime
from typing import Literal

import msgspec
from sqlalchemy import delete, select

from teahouse.kit.db import Cursor, Session, cursor_of, to_micros
from teahouse.platform.templates.library import CATEGORY, FIRST_INDUSTRIES
from teahouse.platform.templates.models import TemplateAccountRow, TemplateOnceRow, TemplateRefusalRow, TemplateRow
from teahouse.platform.templates.records import Choice, Template

_COLUMNS = [getattr(TemplateRow, field.name) for field in msgspec.structs.fields(Template)]
Ending = Literal["delivered", "blocked", "failed"]


def choice(session: Session, appid: str) -> Choice:
    """The account's industries."""
    row = session.execute(
        select(
            TemplateAccountRow.industry1,
            TemplateAccountRow.industry2,
            TemplateAccountRow.changed_month,
            TemplateAccountRow.failing,
        ).where(TemplateAccountRow.appid == appid)
    ).first()
    return Choice(*FIRST_INDUSTRIES, "", False) if row is None else Choice(*row)  # noqa: FBT003


def _ensure(cursor: Cursor, appid: str) -> None:
    cursor.execute(
        "INSERT INTO template_account (appid, industry1, industry2, changed_month, templates, failing)"
        " VALUES (?, ?, ?, '', 0, ?) ON CONFLICT DO NOTHING",
        (appid, *FIRST_INDUSTRIES, False),
    )


def choose(session: Session, appid: str, industries: tuple[int, int], month: str) -> bool:
    """Choose industries; False when that was done this month already."""
    cursor = cursor_of(session)
    _ensure(cursor, appid)
    return bool(
        cursor.execute(
            "UPDATE template_account SET industry1 = ?, industry2 = ?, changed_month = ?"
            " WHERE appid = ? AND changed_month <> ?",
            (*industries, month, appid, month),
        )
    )


def drop_other_industries(session: Session, appid: str, industries: tuple[int, int]) -> None:
    """Remove templates of industries that the account has no more."""
    wanted = (*industries, CATEGORY)
    session.execute(delete(TemplateRow).where(TemplateRow.appid == appid, TemplateRow.industry.not_in(wanted)))
    _recount(session, appid)


def take_place(session: Session, appid: str, limit: int) -> bool:
    """Count one more template; False when there are `limit` already."""
    cursor = cursor_of(session)
    _ensure(cursor, appid)
    return bool(
        cursor.execute(
            "UPDATE template_account SET templates = templates + 1 WHERE appid = ? AND templates < ?", (appid, limit)
        )
    )


def _recount(session: Session, appid: str) -> None:
    cursor_of(session).execute(
        "UPDATE template_account SET templates = (SELECT COUNT(*) FROM template WHERE appid = ?) WHERE appid = ?",
        (appid, appid),
    )


def add(session: Session, template: Template) -> None:
    """Store a template."""
    session.add(TemplateRow(**msgspec.structs.asdict(template)))
    session.flush()


def all_of(session: Session, appid: str) -> list[Template]:
    """The account's templates, the oldest first."""
    order = (TemplateRow.created_at, TemplateRow.template_id)
    rows = session.execute(select(*_COLUMNS).where(TemplateRow.appid == appid).order_by(*order))
    return [msgspec.convert(row, Template, from_attributes=True) for row in rows]


def find(session: Session, appid: str, template_id: str) -> Template | None:
    """One of them."""
    row = session.execute(
        select(*_COLUMNS).where(TemplateRow.appid == appid, TemplateRow.template_id == template_id)
    ).first()
    return msgspec.convert(row, Template, from_attributes=True) if row else None


def remove(session: Session, appid: str, template_id: str) -> bool:
    """Remove one; False when there is none."""
    done = session.execute(
        delete(TemplateRow).where(TemplateRow.appid == appid, TemplateRow.template_id == template_id)
    )
    _recount(session, appid)
    return bool(getattr(done, "rowcount", 0))


def claim(session: Session, key: tuple[str, str, str], msgid: int, now: datetime) -> int:
    """The number of the message that (appid, openid, client_msg_id) stands for: `msgid`, unless one was before."""
    cursor = cursor_of(session)
    cursor.execute(
        "INSERT INTO template_once (appid, openid, client_msg_id, msgid, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (*key, msgid, to_micros(now)),
    )
    row = cursor.row("SELECT msgid FROM template_once WHERE appid = ? AND openid = ? AND client_msg_id = ?", key)
    return msgid if row is None else int(row[0])


def forget_once(session: Session, before: datetime) -> None:
    """Forget client_msg_ids that count no more."""
    session.execute(delete(TemplateOnceRow).where(TemplateOnceRow.at <= before))


def count_end(session: Session, appid: str, template_id: str, ending: Ending) -> None:
    """One more message of a template that ended so."""
    cursor_of(session).execute(
        f"UPDATE template SET {ending} = {ending} + 1 WHERE appid = ? AND template_id = ?",  # noqa: S608 - our columns
        (appid, template_id),
    )


def refuses(session: Session, appid: str, person_id: str) -> bool:
    """Whether the person wants no template messages of the account."""
    return session.get(TemplateRefusalRow, (appid, person_id)) is not None


def refuse(session: Session, appid: str, person_id: str, *, on: bool) -> None:
    """Refuse them, or take them again."""
    if on:
        session.merge(TemplateRefusalRow(appid=appid, person_id=person_id))
        return
    session.execute(
        delete(TemplateRefusalRow).where(TemplateRefusalRow.appid == appid, TemplateRefusalRow.person_id == person_id)
    )


def set_failing(session: Session, appid: str, *, on: bool) -> None:
    """Let the account's messages fail, or not."""
    cursor = cursor_of(session)
    _ensure(cursor, appid)
    cursor.execute("UPDATE template_account SET failing = ? WHERE appid = ?", (on, appid))
