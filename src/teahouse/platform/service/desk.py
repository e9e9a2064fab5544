"""The desk on mp: an operator answers as an agent."""

from typing import NamedTuple

from teahouse.kit import clock
from teahouse.kit.db import Session, cursor_of, hint
from teahouse.kit.house import House
from teahouse.messenger.conversations import Draft, Message, account_conversation, append, messages
from teahouse.messenger.people import Profile, profiles
from teahouse.platform.followers import follower_by_openid
from teahouse.platform.service import repository, sessions
from teahouse.platform.service.agents import need
from teahouse.platform.service.records import KfSession, Oper
from teahouse.platform.service.sessions import topic
from teahouse.protocol import ApiError, CustomText

_PAGE = 50
_MOST_WAITING = 100


class Shown(NamedTuple):
    """A person at the desk, with who they are and their newest message."""

    session: KfSession
    person: Profile | None
    last: Message | None


def look(session: Session, appid: str, kf_account: str) -> tuple[list[Shown], list[Shown]]:
    """Who waits, and whom the agent serves."""
    waiting = sessions.waiting(session, appid)[:_MOST_WAITING]
    mine = repository.sessions_of(session, appid, kf_account) if kf_account else []
    people = profiles(session, [one.person_id for one in (*waiting, *mine)])

    def shown(one: KfSession) -> Shown:
        last = messages(session, account_conversation(appid, one.person_id), limit=1)
        return Shown(one, people.get(one.person_id), last[-1] if last else None)

    return [shown(one) for one in waiting], [shown(one) for one in mine]


def conversation(session: Session, appid: str, openid: str, before: int | None) -> tuple[list[Message], bool]:
    """The last messages with a person, and whether there are older ones. Raises ApiError 40003."""
    follower = follower_by_openid(session, appid, openid)
    found = messages(session, account_conversation(appid, follower.person_id), before=before, limit=_PAGE + 1)
    return found[-_PAGE:], len(found) > _PAGE


def accept(session: Session, house: House, appid: str, kf_account: str, openid: str) -> None:
    """Take somebody who waits. Raises ApiError as sessions.create does, and 65401."""
    sessions.create(session, house, appid, need(session, appid, kf_account), openid)


def say(session: Session, appid: str, kf_account: str, openid: str, text: str) -> None:
    """Write to the person one serves. Raises ApiError: 65401, 40003, 65413, 65414, 44004 blank, 45002 too long."""
    CustomText(content=text).check()
    agent, guest = need(session, appid, kf_account), sessions.guest_of(session, appid, openid)
    found = repository.session_of(session, appid, guest.person_id)
    if found is None or found.kf_account != agent.kf_account:
        raise ApiError(65414 if found and found.kf_account else 65413)
    content = {"text": text, "agent": agent.face}
    cursor = cursor_of(session)
    append(cursor, [Draft(account_conversation(appid, guest.person_id), "account", appid, "text", content)])
    repository.note_records(cursor, [(guest, agent.kf_account, Oper.SAID, text)], clock.now())
    hint(session, topic(appid), {"type": "desk"})
