"""Crowds: people who come, speak and leave over the last days, made in small steps."""

from datetime import datetime, timedelta
from typing import Any

from teahouse.kit import clock, jobs
from teahouse.kit.db import Session
from teahouse.kit.errors import Invalid, Text
from teahouse.kit.house import House
from teahouse.kit.ids import new_id
from teahouse.messenger.conversations import AccountDesk, Draft, account_conversation, append
from teahouse.messenger.people import create_person
from teahouse.platform.accounts import AccountNotFound, get_account
from teahouse.platform.followers import follow, unfollow
from teahouse.platform.qrcodes import code_for_scene
from teahouse.platform.sandbox import repository, rules
from teahouse.platform.sandbox.errors import CrowdNotFound
from teahouse.platform.sandbox.models import CrowdRow
from teahouse.platform.sandbox.rules import Member, Script
from teahouse.platform.sandbox.schemas import CrowdOrder, JobState

JOB = "sandbox.crowd"
_STEP = 20
_LARGEST = 1_000_000
_LONGEST_DAYS = 3650


def order(session: Session, wish: CrowdOrder) -> JobState:
    """Begin to make a crowd. Raises AccountNotFound, Invalid."""
    get_account(session, wish.appid)
    if not 1 <= wish.people <= _LARGEST:
        raise Invalid(field="people", text=Text("人数为 1 到 1000000", "Between 1 and 1,000,000 people"))
    if not 0 < wish.days <= _LONGEST_DAYS:
        raise Invalid(field="days", text=Text("天数为 0 到 3650", "Between 0 and 3650 days"))
    row = CrowdRow(
        id=new_id(),
        appid=wish.appid,
        script={
            "people": wish.people,
            "seed": wish.seed,
            "days": wish.days,
            "scenes": wish.scenes,
            "messages": wish.messages,
        },
        state="running",
        done=0,
        total=wish.people,
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
    script = Script(**{**row.script, "scenes": tuple(row.script["scenes"]), "messages": tuple(row.script["messages"])})
    until = min(row.done + _STEP, row.total)
    tickets = {scene: code_for_scene(session, row.appid, scene).ticket for scene in script.scenes}
    for index in range(row.done, until):
        _play(session, house, row, rules.member(script, index), tickets)
    row.done = until
    if until < row.total:
        jobs.enqueue(session, JOB, {"crowd": row.id, "from": until}, lane=JOB)
    else:
        row.state = "done"


def _play(session: Session, house: House, row: CrowdRow, member: Member, tickets: dict[str, str]) -> None:
    with clock.at(_ago(row.started_at, member.comes)):
        person = create_person(
            session, nickname=member.nickname, gender=member.gender, province=member.province, city=member.city
        )
        ticket = tickets.get(member.scene)
        follow(session, house, row.appid, person.id, source="qr" if ticket else "search", ticket=ticket)
    for ago, text in member.says:
        with clock.at(_ago(row.started_at, ago)):
            _say(session, house, row.appid, person.id, text)
    if member.leaves is not None:
        with clock.at(_ago(row.started_at, member.leaves)):
            unfollow(session, house, row.appid, person.id)


def _ago(now: datetime, seconds: float) -> datetime:
    return now - timedelta(seconds=seconds)


def _say(session: Session, house: House, appid: str, person_id: str, text: str) -> None:
    draft = Draft(account_conversation(appid, person_id), "person", person_id, "text", {"text": text}, new_id())
    desk = house.get(AccountDesk)  # type: ignore[type-abstract]  # a port
    append(repository.cursor_for(session), [draft], desk)
