"""Who becomes an agent is asked on the phone first (reference, 7.3)."""

from typing import Literal

from teahouse.kit import clock
from teahouse.kit.db import Session, cursor_of, hint
from teahouse.messenger.conversations import Draft, account_conversation, append
from teahouse.messenger.people import Profile, search
from teahouse.platform.accounts import Account
from teahouse.platform.service import repository, rules
from teahouse.platform.service.agents import need
from teahouse.platform.service.errors import NoInvitation
from teahouse.platform.service.sessions import topic
from teahouse.protocol import ApiError

State = Literal["waiting", "accepted", "rejected", "expired", "gone"]


def invite(session: Session, account: Account, kf_account: object, wechat_id: object) -> None:
    """Ask a person to be this agent.

    Raises ApiError: 65401; 65412 somebody is; 65409 nobody has that WeChat ID; 65407 the person is an agent of this
    account; 65410 or of five others; 65408 the person was asked already; 65411 another one was.
    """
    agent, now = need(session, account.appid, kf_account), clock.now()
    if agent.bound:
        raise ApiError(65412)
    person = _person(session, wechat_id)
    bound = repository.bindings(session, person.id)
    if account.appid in bound:
        raise ApiError(65407)
    if len(bound) >= rules.MAX_BINDINGS:
        raise ApiError(65410)
    if agent.invitation(now) == "waiting":
        raise ApiError(65408 if agent.invited_id == person.id else 65411)
    repository.change_agent(
        session,
        account.appid,
        agent.kf_account,
        invited_id=person.id,
        wechat_id=person.wechat_id or str(wechat_id),
        invited_until=now + rules.INVITATION,
        rejected=False,
    )
    content = {"kf_account": agent.kf_account, "nickname": agent.nickname, "appid": account.appid}
    draft = Draft(account_conversation(account.appid, person.id), "account", account.appid, "kf_invitation", content)
    append(cursor_of(session), [draft])
    hint(session, topic(account.appid), {"type": "desk"})


def _person(session: Session, wechat_id: object) -> Profile:
    found = search(session, wechat_id) if isinstance(wechat_id, str) and wechat_id.strip() else []
    if not found:
        raise ApiError(65409)
    return found[0]


def answer(session: Session, appid: str, kf_account: str, person_id: str, *, accept: bool) -> None:
    """The person says yes or no. Raises NoInvitation when none of theirs waits, or they are an agent here already."""
    act = repository.bind_agent if accept else repository.reject
    taken = accept and appid in repository.bindings(session, person_id)
    if taken or not act(session, appid, kf_account, person_id, clock.now()):
        raise NoInvitation
    hint(session, topic(appid), {"type": "desk"})


def state_for(session: Session, appid: str, kf_account: str, person_id: str) -> State:
    """How an invitation stands for a person; gone when it is not theirs."""
    agent = repository.agent(session, appid, kf_account)
    if agent is None:
        return "gone"
    if agent.person_id == person_id:
        return "accepted"
    if agent.invited_id != person_id:
        return "gone"
    known: dict[str, State] = {"waiting": "waiting", "rejected": "rejected", "expired": "expired"}
    return known.get(agent.invitation(clock.now()), "gone")
