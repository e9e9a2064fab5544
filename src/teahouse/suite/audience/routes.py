"""Followers over HTTP."""

from datetime import datetime
from typing import Annotated, Any

from litestar.params import QueryParameter

from teahouse.kit.db import Session, to_micros
from teahouse.kit.http import delete, get, patch, post
from teahouse.kit.logins import Login
from teahouse.suite.audience import repository, service
from teahouse.suite.audience.models import Act, Follower, Note
from teahouse.suite.audience.repository import Wanted
from teahouse.suite.audience.rules import display_name, moment_of, number_of
from teahouse.suite.audience.schemas import (
    ActOut,
    ActsOut,
    FollowerOut,
    FollowersOut,
    NoteIn,
    NoteOut,
    ProfileOut,
    RemarkIn,
)
from teahouse.suite.organization import check_member, record, staff_names

_PAGE = 50
_BASE = "/api/brands/{brand_id:str}/followers"
_STATES = {"subscribed": True, "unsubscribed": False}


@get(_BASE)
def followers(
    reader: Session,
    staff: Login,
    brand_id: str,
    q: str = "",
    account_id: str = "",
    standing: Annotated[str, QueryParameter(name="state")] = "",
    cursor: str | None = None,
) -> FollowersOut:
    check_member(reader, staff, brand_id, "analyst")
    wanted = Wanted(q.strip(), account_id, _STATES.get(standing))
    rows = repository.followers(reader, brand_id, wanted, _place(cursor), _PAGE + 1)
    shown = rows[:_PAGE]
    following = f"{to_micros(shown[-1].last_active_at)}.{shown[-1].id}" if len(rows) > _PAGE else None
    total = repository.count(reader, brand_id, wanted)
    return FollowersOut([FollowerOut(**_basics(row)) for row in shown], following, total)


@get(_BASE + "/{follower_id:str}")
def profile(reader: Session, staff: Login, brand_id: str, follower_id: str) -> ProfileOut:
    check_member(reader, staff, brand_id, "analyst")
    return _profile(reader, service.one(reader, brand_id, follower_id))


@patch(_BASE + "/{follower_id:str}")
def set_remark(session: Session, staff: Login, brand_id: str, follower_id: str, data: RemarkIn) -> ProfileOut:
    member = check_member(session, staff, brand_id, "agent")
    row = service.set_remark(session, brand_id, follower_id, data.remark)
    record(session, member, "follower.remarked", row.openid, row.remark)
    return _profile(session, row)


@post(_BASE + "/{follower_id:str}/notes")
def add_note(session: Session, staff: Login, brand_id: str, follower_id: str, data: NoteIn) -> NoteOut:
    member = check_member(session, staff, brand_id, "agent")
    row = service.add_note(session, brand_id, follower_id, member.staff_id, data.text)
    return _note(row, {member.staff_id: member.name})


@delete(_BASE + "/{follower_id:str}/notes/{note_id:str}")
def remove_note(session: Session, staff: Login, brand_id: str, follower_id: str, note_id: str) -> None:
    member = check_member(session, staff, brand_id, "agent")
    service.remove_note(session, brand_id, follower_id, note_id)
    record(session, member, "note.removed", follower_id)


@get(_BASE + "/{follower_id:str}/acts")
def acts(
    reader: Session, staff: Login, brand_id: str, follower_id: str, kind: str = "", cursor: str | None = None
) -> ActsOut:
    check_member(reader, staff, brand_id, "analyst")
    service.one(reader, brand_id, follower_id)
    before = number_of(cursor) if cursor is not None else None
    rows = repository.acts(reader, brand_id, follower_id, before=before, kind=kind, limit=_PAGE + 1)
    names = staff_names(reader, brand_id)
    shown = rows[:_PAGE]
    return ActsOut([_act(row, names) for row in shown], str(shown[-1].seq) if len(rows) > _PAGE else None)


def _place(cursor: str | None) -> tuple[datetime, str] | None:
    if cursor is None:
        return None
    at, _, follower_id = cursor.partition(".")
    return moment_of(at), follower_id


def _basics(row: Follower) -> dict[str, Any]:
    return {
        "id": row.id,
        "account_id": row.account_id,
        "openid": row.openid,
        "nickname": display_name(row.remark, row.nickname, row.openid),
        "avatar_url": row.avatar_url or None,
        "subscribed": row.subscribed,
        "source": row.source,
        "first_seen_at": int(row.first_seen_at.timestamp()),
        "last_active_at": int(row.last_active_at.timestamp()),
        "acts": row.last_seq,
        "tags": row.tags,
    }


def _profile(session: Session, row: Follower) -> ProfileOut:
    names = staff_names(session, row.brand_id)
    return ProfileOut(
        **_basics(row),
        gender=row.gender,
        province=row.province,
        city=row.city,
        remark=row.remark,
        notes=[_note(note, names) for note in repository.notes(session, row.brand_id, row.id)],
    )


def _note(row: Note, names: dict[str, str]) -> NoteOut:
    return NoteOut(row.id, int(row.created_at.timestamp()), names.get(row.staff_id, ""), row.text)


def _act(row: Act, names: dict[str, str]) -> ActOut:
    name = names.get(row.staff_id) if row.staff_id else None
    return ActOut(f"{row.seq}", int(row.at.timestamp()), row.kind, row.summary, row.detail, name)


ROUTES = (followers, profile, set_remark, add_note, remove_note, acts)
