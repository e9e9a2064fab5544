"""Every query about subscription notifications."""

from collections.abc import Collection
from datetime import datetime

import msgspec
from sqlalchemy import select

from teahouse.kit.db import Cursor, Session, cursor_of, to_micros
from teahouse.platform.notices.models import NoticeConsentRow, NoticeTemplateRow
from teahouse.platform.notices.records import Consent, NoticeTemplate, Said

_COLUMNS = [getattr(NoticeTemplateRow, field.name) for field in msgspec.structs.fields(NoticeTemplate)]


def _ensure(cursor: Cursor, appid: str) -> None:
    cursor.execute(
        "INSERT INTO notice_account (appid, templates, once_template_id) VALUES (?, 0, '') ON CONFLICT DO NOTHING",
        (appid,),
    )


def once_template_id(session: Session, appid: str, new: str) -> str:
    """The id of the account's template of one-time subscriptions, `new` if it has none yet."""
    cursor = cursor_of(session)
    _ensure(cursor, appid)
    cursor.execute(
        "UPDATE notice_account SET once_template_id = ? WHERE appid = ? AND once_template_id = ''", (new, appid)
    )
    row = cursor.row("SELECT once_template_id FROM notice_account WHERE appid = ?", (appid,))
    return new if row is None else str(row[0])


def take_place(session: Session, appid: str, limit: int) -> bool:
    """Count one more template; False when there are `limit` already."""
    cursor = cursor_of(session)
    _ensure(cursor, appid)
    return bool(
        cursor.execute(
            "UPDATE notice_account SET templates = templates + 1 WHERE appid = ? AND templates < ?", (appid, limit)
        )
    )


def add(session: Session, template: NoticeTemplate) -> bool:
    """Store a template; False when the account has one of the same title and keywords."""
    cursor = cursor_of(session)
    values = msgspec.structs.asdict(template)
    values |= {"choices": msgspec.json.encode(template.choices).decode(), "created_at": to_micros(template.created_at)}
    names, marks = ", ".join(values), ", ".join("?" for _ in values)
    return bool(
        cursor.execute(
            f"INSERT INTO notice_template ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING",  # noqa: S608 - our columns
            tuple(values.values()),
        )
    )


def all_of(session: Session, appid: str) -> list[NoticeTemplate]:
    """The account's templates, the oldest first."""
    order = (NoticeTemplateRow.created_at, NoticeTemplateRow.template_id)
    rows = session.execute(select(*_COLUMNS).where(NoticeTemplateRow.appid == appid).order_by(*order))
    return [msgspec.convert(row, NoticeTemplate, from_attributes=True) for row in rows]


def some(session: Session, appid: str, template_ids: Collection[str]) -> dict[str, NoticeTemplate]:
    """Those of these that there are, by id."""
    rows = session.execute(
        select(*_COLUMNS).where(NoticeTemplateRow.appid == appid, NoticeTemplateRow.template_id.in_(template_ids))
    )
    return {row.template_id: msgspec.convert(row, NoticeTemplate, from_attributes=True) for row in rows}


def remove(session: Session, appid: str, template_id: str) -> bool:
    """Remove a template and what people said about it; False when there is none."""
    cursor, key = cursor_of(session), (appid, template_id)
    done = cursor.execute("DELETE FROM notice_template WHERE appid = ? AND template_id = ?", key)
    cursor.execute("DELETE FROM notice_consent WHERE appid = ? AND template_id = ?", key)
    cursor.execute("UPDATE notice_account SET templates = templates - ? WHERE appid = ?", (int(done), appid))
    return bool(done)


def count(session: Session, appid: str, template_id: str, accepted: int, refused: int, sent: int) -> None:
    """More answers and messages of a template."""
    cursor_of(session).execute(
        "UPDATE notice_template SET accepted = accepted + ?, refused = refused + ?, sent = sent + ?"
        " WHERE appid = ? AND template_id = ?",
        (accepted, refused, sent, appid, template_id),
    )


def consents(session: Session, appid: str, person_id: str) -> dict[str, Consent]:
    """What the person said about the account's templates, in the order in which they were first asked."""
    row = NoticeConsentRow
    rows = session.execute(
        select(row.template_id, row.credit, row.allowed, row.kept)
        .where(row.appid == appid, row.person_id == person_id)
        .order_by(row.asked_at, row.template_id)
    )
    return {found.template_id: msgspec.convert(found, Consent, from_attributes=True) for found in rows}


def note_answer(
    session: Session,
    key: tuple[str, str, str],
    said: Said,
    now: datetime,
    *,
    long_term: bool,
    keep: bool,
) -> None:
    """What the person (appid, person, template) said when asked: an acceptance is worth one message."""
    accepts = said == "accept"
    cursor_of(session).execute(
        "INSERT INTO notice_consent (appid, person_id, template_id, credit, allowed, kept, asked_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (appid, person_id, template_id) DO UPDATE SET"
        " credit = notice_consent.credit + excluded.credit,"
        " allowed = CASE WHEN ? THEN excluded.allowed ELSE notice_consent.allowed END,"
        " kept = CASE WHEN excluded.kept = '' THEN notice_consent.kept ELSE excluded.kept END",
        (*key, int(accepts), accepts or not long_term, said if keep else "", to_micros(now), accepts or long_term),
    )


def switch(session: Session, key: tuple[str, str, str], *, on: bool) -> bool:
    """The switch in the settings; False when it stood so already, or the person was never asked."""
    return bool(
        cursor_of(session).execute(
            "UPDATE notice_consent SET allowed = ?, kept = ?"
            " WHERE appid = ? AND person_id = ? AND template_id = ? AND allowed <> ?",
            (on, "" if on else "reject", *key, on),
        )
    )


def spend(session: Session, key: tuple[str, str, str], *, long_term: bool) -> bool:
    """Use an acceptance up; False when (appid, person, template) has none, or refuses."""
    return bool(
        cursor_of(session).execute(
            "UPDATE notice_consent SET credit = credit - ? WHERE appid = ? AND person_id = ? AND template_id = ?"
            " AND allowed = ? AND credit >= ?",
            (int(not long_term), *key, True, int(not long_term)),
        )
    )


def confirm_once(session: Session, appid: str, person_id: str, scene: int) -> None:
    """One more message may be sent in a scene."""
    cursor_of(session).execute(
        "INSERT INTO notice_once (appid, person_id, scene, credit) VALUES (?, ?, ?, 1)"
        " ON CONFLICT (appid, person_id, scene) DO UPDATE SET credit = notice_once.credit + 1",
        (appid, person_id, scene),
    )


def spend_once(session: Session, appid: str, person_id: str, scene: int) -> bool:
    """Use a confirmation up; False when there is none."""
    return bool(
        cursor_of(session).execute(
            "UPDATE notice_once SET credit = credit - 1 WHERE appid = ? AND person_id = ? AND scene = ? AND credit > 0",
            (appid, person_id, scene),
        )
    )
