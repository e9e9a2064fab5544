"""Crowds: people who come, speak, click and leave over the last days, made in steps."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from teahouse.kit import clock, jobs
from teahouse.kit.db import Session, cursor_of
from teahouse.kit.house import House
from teahouse.kit.ids import new_id
from teahouse.messenger.conversations import AccountDesk, Draft, account_conversation, append
from teahouse.messenger.people import Newcomer as NewPerson
from teahouse.messenger.people import create_people
from teahouse.platform.accounts import AccountNotFound, get_account
from teahouse.platform.followers import Newcomer, follow_newcomers, unfollow
from teahouse.platform.menus import NoSuchButton, Result, click, find_button
from teahouse.platform.qrcodes import code_for_scene
from teahouse.platform.sandbox import repository, rules, scripts
from teahouse.platform.sandbox.acts import plausible
from teahouse.platform.sandbox.errors import CrowdNotFound
from teahouse.platform.sandbox.models import CrowdRow
from teahouse.platform.sandbox.rules import Deed, Member
from teahouse.platform.sandbox.schemas import CrowdOrder, JobState

JOB = "sandbox.crowd"
_STEP = 200
"""People in one transaction: few enough that others get their turn to write soon."""


def order(session: Session, wish: CrowdOrder) -> JobState:
    """Begin to make a crowd. Raises AccountNotFound, NoSuchButton, Invalid."""
    get_account(session, wish.appid)
    script = scripts.script_of(session, wish)
    row = CrowdRow(
        id=new_id(),
        appid=wish.appid,
        script=scripts.kept(script),
        state="running",
        done=0,
        total=script.people,
        error=None,
        started_at=clock.now(),
    )
    session.add(row)
    session.flush()
    jobs.enqueue(session, JOB, {"crowd": row.id, "from": 0}, lane=JOB)
    return _state(row)


def state(session: Session, crowd_id: str) -> JobState:
    """How far it is. Raises CrowdNotFound."""
    row = repository.crowd(session, crowd_id)
    if row is None:
        raise CrowdNotFound
    return _state(row)


def _state(row: CrowdRow) -> JobState:
    return JobState(row.id, row.state, row.done, row.total, row.error)


def step(house: House, session: Session, payload: dict[str, Any]) -> None:
    """Job: some more people, in one transaction with the step after."""
    row = repository.crowd(session, payload["crowd"])
    if row is None or row.state != "running" or row.done != payload["from"]:
        return
    try:
        get_account(session, row.appid)
    except AccountNotFound as error:
        row.state, row.error = "failed", error.message("en")
        return
    script = scripts.read(row.script)
    begun, until = row.done, min(row.done + _STEP, row.total)
    if not repository.take_step(session, row.id, begun, until):
        return
    members = [rules.member(script, index) for index in range(begun, until)]
    result = plausible(house) if script.clicks else Result()
    people = _come(session, house, row, members)
    for person_id, member in zip(people, members, strict=True):
        _live(_Stage(session, house, row, result), person_id, member)
    if until < row.total:
        jobs.enqueue(session, JOB, {"crowd": row.id, "from": until}, lane=JOB)
    else:
        row.state = "done"


def _come(session: Session, house: House, row: CrowdRow, members: list[Member]) -> list[str]:
    """All of them follow; their ids."""
    scenes = sorted({member.scene for member in members} - {""})
    tickets = {scene: code_for_scene(session, row.appid, scene).ticket for scene in scenes}
    moments = [_ago(row.started_at, member.comes) for member in members]
    people = create_people(
        session,
        [
            NewPerson(member.nickname, member.gender, member.province, member.city, at)
            for member, at in zip(members, moments, strict=True)
        ],
    )
    newcomers = [
        Newcomer(person_id, at, tickets.get(member.scene))
        for person_id, member, at in zip(people, members, moments, strict=True)
    ]
    follow_newcomers(session, house, row.appid, newcomers)
    return people


class _Stage(NamedTuple):
    """Where a crowd is played; `result` is what buttons that scan, take pictures or locate bring."""

    session: Session
    house: House
    row: CrowdRow
    result: Result


def _live(stage: _Stage, person_id: str, member: Member) -> None:
    for deed in member.deeds:
        with clock.at(_ago(stage.row.started_at, deed.ago)):
            _do(stage, person_id, deed)
    if member.leaves is not None:
        with clock.at(_ago(stage.row.started_at, member.leaves)):
            unfollow(stage.session, stage.house, stage.row.appid, person_id)


def _ago(now: datetime, seconds: float) -> datetime:
    return now - timedelta(seconds=seconds)


def _do(stage: _Stage, person_id: str, deed: Deed) -> None:
    session, house, appid = stage.session, stage.house, stage.row.appid
    if deed.kind == "message":
        content = {"text": deed.what}
        draft = Draft(account_conversation(appid, person_id), "person", person_id, "text", content, new_id())
        append(cursor_of(session), [draft], house.get(AccountDesk))  # type: ignore[type-abstract]  # a port
        return
    place = find_button(session, appid, person_id, deed.what)
    if place is not None:  # the menu may have changed since
        with suppress(NoSuchButton):
            click(session, house, appid, person_id, place, stage.result)
