"""Every query about people."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, or_, select

from teahouse.kit.db import Cursor, Session, to_micros
from teahouse.messenger.people.models import Person, SignInCode, SignInLink


def person(session: Session, person_id: str) -> Person | None:
    """One person."""
    return session.get(Person, person_id)


def add_people(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Store new people, by the names of their columns."""
    session.execute(insert(Person), list(rows))


def people(session: Session, ids: Collection[str]) -> list[Person]:
    """Those of the ids that exist."""
    return list(session.scalars(select(Person).where(Person.id.in_(ids)))) if ids else []


def by_phone(session: Session, phone: str) -> Person | None:
    """Whose phone number it is."""
    return session.scalar(select(Person).where(Person.phone == phone))


def by_code(session: Session, code: str) -> Person | None:
    """Whose QR code it is."""
    return session.scalar(select(Person).where(Person.code == code))


def by_login(session: Session, login: str) -> list[Person]:
    """Whose phone number or WeChat ID it is, exactly. Nobody's digits are a WeChat ID."""
    return list(session.scalars(select(Person).where(or_(Person.phone == login, Person.wechat_key == login.lower()))))


def named(text: str) -> Select[str]:
    """The ids of everybody whose nickname has this text in it, for use inside another query."""
    return select(Person.id).where(Person.nickname.icontains(text, autoescape=True))


def living(*, gender: int | None = None, province: str = "", city: str = "") -> Select[str]:
    """The ids of everybody of a gender, of a province, of a city in it, for use inside another query."""
    found = select(Person.id)
    if gender is not None:
        found = found.where(Person.gender == gender)
    if province:
        found = found.where(Person.province == province)
    return found.where(Person.city == city) if city else found


def provinces(session: Session, ids: Select[str]) -> dict[str, int]:
    """How many of these people live in each province; empty for those who do not say."""
    rows = session.execute(select(Person.province, func.count()).where(Person.id.in_(ids)).group_by(Person.province))
    counts: dict[str, int] = dict(rows.all())
    return counts


def newest(session: Session, limit: int) -> list[Person]:
    """The people who came last, the first of them first."""
    found = session.scalars(select(Person).order_by(Person.id.desc()).limit(limit))
    return list(found)[::-1]


def has_wechat_key(session: Session, key: str) -> bool:
    """Whether a WeChat ID (in lower case) is taken."""
    return session.scalar(select(Person.id).where(Person.wechat_key == key)) is not None


def store_code(cursor: Cursor, codes: list[tuple[str, str, datetime]]) -> list[None]:
    """Work for the writer: (phone, hash, expiry); replaces the code before it."""
    cursor.many(
        "INSERT INTO sign_in_code (phone, code_hash, tries, expires_at) VALUES (?, ?, 0, ?)"
        " ON CONFLICT (phone) DO UPDATE"
        " SET code_hash = excluded.code_hash, tries = 0, expires_at = excluded.expires_at",
        [(phone, code_hash, to_micros(expires_at)) for phone, code_hash, expires_at in codes],
    )
    return [None] * len(codes)


def take_try(cursor: Cursor, wanted: list[tuple[str, int, datetime]]) -> list[str | None]:
    """Work for the writer: (phone, tries allowed, now) -> the hash to compare with, the try counted already."""
    answers: list[str | None] = []
    for phone, tries, now in wanted:
        row = cursor.row(
            "UPDATE sign_in_code SET tries = tries + 1 WHERE phone = ? AND tries < ? AND expires_at > ?"
            " RETURNING code_hash",
            (phone, tries, to_micros(now)),
        )
        answers.append(row[0] if row else None)
    return answers


def use_code(session: Session, phone: str, code_hash: str) -> bool:
    """Take the code away; False when another request was faster."""
    gone = session.execute(
        delete(SignInCode)
        .where(SignInCode.phone == phone, SignInCode.code_hash == code_hash)
        .returning(SignInCode.phone)
    )
    return gone.first() is not None


def use_link(session: Session, token_hash: str, now: datetime) -> str | None:
    """Take the link away; whose it was."""
    return session.scalar(
        delete(SignInLink)
        .where(SignInLink.token_hash == token_hash, SignInLink.expires_at > now)
        .returning(SignInLink.person_id)
    )
