"""Profiles: made, read, changed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypedDict

import msgspec

from teahouse.kit import clock, logins
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.ids import new_id, secret_token
from teahouse.messenger.people import regions, repository, rules
from teahouse.messenger.people.errors import PersonNotFound, WechatIdFixed, WechatIdTaken
from teahouse.messenger.people.models import Person

KIND = "phone"
"""The kind of login that a person has."""


class Profile(msgspec.Struct, frozen=True):
    """What others may know of a person. `avatar` is a file key."""

    id: str
    nickname: str
    avatar: str | None
    gender: int
    province: str
    city: str
    signature: str
    wechat_id: str | None


class Change(TypedDict, total=False):
    """What a person may change of the own profile."""

    nickname: str
    gender: int
    province: str
    city: str
    signature: str
    wechat_id: str


def create_person(
    session: Session,
    *,
    nickname: str,
    phone: str | None = None,
    gender: int = 0,
    province: str = "",
    city: str = "",
) -> Profile:
    """A new person. Raises Invalid; a phone number that is taken is a Conflict at the commit."""
    rules.check_gender(gender)
    person = Person(
        id=new_id(),
        phone=phone,
        code=secret_token(12),
        nickname=rules.clean_nickname(nickname),
        gender=gender,
        province=province[:64],
        city=city[:64],
        signature="",
        created_at=clock.now(),
    )
    session.add(person)
    session.flush()
    return profile_of(person)


class Newcomer(NamedTuple):
    """Somebody who is to be made, and since when they are there."""

    nickname: str
    gender: int
    province: str
    city: str
    at: datetime


def create_people(session: Session, newcomers: Sequence[Newcomer]) -> list[str]:
    """Many new people in one statement; their ids. Raises Invalid."""
    rows: list[dict[str, Any]] = []
    for one in newcomers:
        rules.check_gender(one.gender)
        rows.append(
            {
                "id": new_id(),
                "code": secret_token(12),
                "nickname": rules.clean_nickname(one.nickname),
                "gender": one.gender,
                "province": one.province[:64],
                "city": one.city[:64],
                "signature": "",
                "created_at": one.at,
            }
        )
    repository.add_people(session, rows)
    return [row["id"] for row in rows]


def profile(session: Session, person_id: str) -> Profile:
    """One profile. Raises PersonNotFound."""
    return profile_of(find(session, person_id))


def profiles(session: Session, ids: Collection[str]) -> dict[str, Profile]:
    """Profiles by id; unknown ids are left out."""
    return {person.id: profile_of(person) for person in repository.people(session, ids)}


def search(session: Session, text: str) -> list[Profile]:
    """Whoever has exactly this phone number or WeChat ID."""
    return [profile_of(person) for person in repository.by_login(session, text.strip().removeprefix("+86"))]


def last_device(session: Session, person_id: str) -> str:
    """How the device names itself (User-Agent) that the person used last; empty when they are nowhere signed in."""
    found = logins.devices(session, KIND, person_id)
    return found[0].name if found else ""


def person_of_code(session: Session, code: str) -> Profile | None:
    """Whose QR code carries this."""
    person = repository.by_code(session, code)
    return profile_of(person) if person else None


def find(session: Session, person_id: str) -> Person:
    """The row of a person. Raises PersonNotFound."""
    person = repository.person(session, person_id)
    if person is None:
        raise PersonNotFound
    return person


def change(session: Session, person: Person, wish: Change) -> None:
    """Change what is named in `wish`. Raises Invalid, WechatIdFixed, WechatIdTaken; then nothing has changed."""
    if "nickname" in wish:
        wish["nickname"] = rules.clean_nickname(wish["nickname"])
    if "signature" in wish:
        wish["signature"] = rules.clean_signature(wish["signature"])
    if "gender" in wish:
        rules.check_gender(wish["gender"])
    if "province" in wish or "city" in wish:
        regions.check(wish.get("province", person.province), wish.get("city", person.city))
    if "wechat_id" in wish:
        _check_wechat_id(session, person, wish["wechat_id"])
        person.wechat_key = wish["wechat_id"].lower()
    for name, value in wish.items():
        setattr(person, name, value)
    session.flush()


def _check_wechat_id(session: Session, person: Person, wechat_id: str) -> None:
    if person.wechat_id is not None:
        raise WechatIdFixed(field="wechat_id")
    rules.check_wechat_id(wechat_id)
    if repository.has_wechat_key(session, wechat_id.lower()):
        raise WechatIdTaken(field="wechat_id")


def profile_of(person: Person) -> Profile:
    """The public side of a row."""
    return Profile(
        id=person.id,
        nickname=person.nickname,
        avatar=person.avatar,
        gender=person.gender,
        province=person.province,
        city=person.city,
        signature=person.signature,
        wechat_id=person.wechat_id,
    )


def avatar_url(key: str | None) -> str | None:
    """Where a page of ours finds a picture."""
    return f"/files/{key}" if key else None


def qr_text(house: House, code: str) -> str:
    """What a person's QR code says: an address of this house, unknown to others until it is shown."""
    return f"{house.settings.base_url}/q/p/{code}"


def qr_text_of(house: House, session: Session, person_id: str) -> str:
    """The same by id. Raises PersonNotFound."""
    return qr_text(house, find(session, person_id).code)
