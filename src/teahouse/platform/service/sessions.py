"""Sessions between people and agents: waiting, served, handed over, closed (reference, 7.4 and 3.3)."""

from collections.abc import Callable
from typing import Any, NamedTuple

from teahouse.kit import clock
from teahouse.kit.db import Cursor, Session, cursor_of, hint
from teahouse.kit.house import House
from teahouse.platform.accounts import get_account
from teahouse.platform.followers import Pusher, follower_by_openid, following
from teahouse.platform.service import repository
from teahouse.platform.service.records import Agent, Guest, KfSession, Oper
from teahouse.protocol import (
    ApiError,
    Event,
    KfCloseSessionEvent,
    KfCreateSessionEvent,
    KfSwitchSessionEvent,
)


class Spoken(NamedTuple):
    """What a person wrote to an account, in one line."""

    appid: str
    person_id: str
    openid: str
    text: str


def guest_of(session: Session, appid: str, openid: object) -> Guest:
    """The person behind an openid. Raises ApiError 40003, also for who does not follow."""
    follower = follower_by_openid(session, appid, openid if isinstance(openid, str) else "")
    if not follower.subscribed:
        raise ApiError(40003)
    return Guest(appid, follower.person_id, follower.openid)


def waiting(session: Session, appid: str) -> list[KfSession]:
    """Who waits, by arrival. Who has left the account meanwhile waits for nothing."""
    found = repository.sessions_of(session, appid, "")
    here = following(cursor_of(session), [(appid, one.person_id) for one in found]) if found else set()
    return [one for one in found if (appid, one.person_id) in here]


def create(session: Session, house: House, appid: str, agent: Agent, openid: object, note: str = "") -> None:
    """An agent takes a person; again by the same agent is no news.

    Raises ApiError: 65402 nobody is this agent, 65415 offline, 40003, 65414 another agent serves the person.
    """
    if not agent.bound:
        raise ApiError(65402)
    if not agent.online:
        raise ApiError(65415)
    guest = guest_of(session, appid, openid)
    cursor = cursor_of(session)
    if not repository.serve(cursor, guest, agent.kf_account, note, clock.now()):
        if repository.workers(cursor, [(appid, guest.person_id)]).get((appid, guest.person_id)) != agent.kf_account:
            raise ApiError(65414)
        return
    _note(cursor, guest, agent.kf_account, Oper.STARTED, note)
    _push(session, house, guest, created(cursor, guest, agent.kf_account))


def close(session: Session, house: House, appid: str, agent: Agent, openid: object, note: str = "") -> None:
    """An agent lets a person go. Raises ApiError: 40003, 65413 nobody serves them, 65414 another agent does."""
    follower = follower_by_openid(session, appid, openid if isinstance(openid, str) else "")
    guest = Guest(appid, follower.person_id, follower.openid)
    cursor = cursor_of(session)
    if not repository.end(cursor, guest, agent.kf_account):
        _served_by_another(cursor, guest)
    _note(cursor, guest, agent.kf_account, Oper.CLOSED, note)
    _push(session, house, guest, _event(cursor, guest, KfCloseSessionEvent, kf_account=agent.kf_account))


def hand_over(session: Session, house: House, appid: str, agents: tuple[Agent, Agent], openid: str) -> None:
    """From the first agent to the second. Raises ApiError: 65402, 65415, 40003, 65413, 65414."""
    giver, taker = agents
    if not taker.bound:
        raise ApiError(65402)
    if not taker.online:
        raise ApiError(65415)
    guest = guest_of(session, appid, openid)
    cursor = cursor_of(session)
    if not repository.switch(cursor, guest, giver.kf_account, taker.kf_account):
        _served_by_another(cursor, guest)
    if giver.kf_account == taker.kf_account:
        return
    _note(cursor, guest, taker.kf_account, Oper.HANDED_OVER, "")
    names = {"from_kf_account": giver.kf_account, "to_kf_account": taker.kf_account}
    _push(session, house, guest, _event(cursor, guest, KfSwitchSessionEvent, **names))


def _served_by_another(cursor: Cursor, guest: Guest) -> None:
    worker = repository.workers(cursor, [(guest.appid, guest.person_id)]).get((guest.appid, guest.person_id))
    raise ApiError(65414 if worker else 65413)


def transfer(cursor: Cursor, said: Spoken, kf_account: str) -> Event | None:
    """The account's server hands a person to the desk: to the agent named, if bound and online, else they wait.

    The event to push when an agent has them now. Once more is no news.
    """
    guest, now = Guest(said.appid, said.person_id, said.openid), clock.now()
    standing = repository.standing(cursor, said.appid, kf_account) if kf_account else None
    if standing and repository.serve(cursor, guest, kf_account, "", now):
        _note(cursor, guest, kf_account, Oper.TAKEN, "")
        _note(cursor, guest, kf_account, Oper.HEARD, said.text)
        return created(cursor, guest, kf_account)
    if repository.queue(cursor, guest, "" if standing is None else kf_account, now):
        _note(cursor, guest, "", Oper.WAITING, "")
        _note(cursor, guest, "", Oper.RECEIVED, said.text)
    return None


def created(cursor: Cursor, guest: Guest, kf_account: str) -> Event:
    """The event that an agent has a person."""
    return _event(cursor, guest, KfCreateSessionEvent, kf_account=kf_account)


def heard(cursor: Cursor, spoken: list[Spoken]) -> set[tuple[str, str]]:
    """People wrote. Those (appid, person) whose messages go to their agent, and not to the account's server."""
    if not spoken:
        return set()
    workers = repository.workers(cursor, list(dict.fromkeys((one.appid, one.person_id) for one in spoken)))
    at_desk = [one for one in spoken if (one.appid, one.person_id) in workers]
    if at_desk:
        now = clock.now()
        repository.touch(cursor, list(dict.fromkeys((one.appid, one.person_id) for one in at_desk)), now)
        repository.note_records(cursor, [_line(one, workers[one.appid, one.person_id]) for one in at_desk], now)
        for appid in {one.appid for one in at_desk}:
            _tell(cursor, appid)
    return {pair for pair, worker in workers.items() if worker}


def _line(one: Spoken, worker: str) -> tuple[Guest, str, Oper, str]:
    guest = Guest(one.appid, one.person_id, one.openid)
    return guest, worker, Oper.HEARD if worker else Oper.RECEIVED, one.text


def _note(cursor: Cursor, guest: Guest, worker: str, code: Oper, text: str) -> None:
    repository.note_records(cursor, [(guest, worker, code, text)], clock.now())
    _tell(cursor, guest.appid)


def topic(appid: str) -> str:
    """Where open desks hear that something changed."""
    return f"desk:{appid}"


def _tell(cursor: Cursor, appid: str) -> None:
    hint(cursor, topic(appid), {"type": "desk"})


def _event(cursor: Cursor, guest: Guest, kind: Callable[..., Event], **fields: Any) -> Event:  # noqa: ANN401
    return kind(
        to_user_name=get_account(cursor, guest.appid).original_id,
        from_user_name=guest.openid,
        create_time=clock.timestamp(),
        **fields,
    )


def _push(session: Session, house: House, guest: Guest, event: Event) -> None:
    house.get(Pusher).push_event(session, guest.appid, guest.person_id, event)  # type: ignore[type-abstract]  # a port
