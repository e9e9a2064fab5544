"""The desk over our own HTTP: agents and sessions on mp, invitations on the phone."""

from typing import Annotated, Any

from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.errors import Invalid
from teahouse.kit.house import House
from teahouse.kit.http import delete, get, patch, post, put
from teahouse.kit.logins import Login
from teahouse.messenger.conversations import Message
from teahouse.messenger.people import avatar_url
from teahouse.platform.accounts import Account, check_operator
from teahouse.platform.service import agents, desk, invitations, repository, sessions
from teahouse.platform.service.desk import Shown
from teahouse.platform.service.errors import NoDesk, said
from teahouse.platform.service.records import Agent
from teahouse.platform.service.schemas import (
    AgentItem,
    AgentItems,
    AsAgent,
    DeskMessage,
    DeskMessages,
    DeskView,
    GuestItem,
    HandOver,
    Invitation,
    InvitationAnswer,
    InvitationWish,
    NewAgent,
    Nickname,
    Online,
    Saying,
)
from teahouse.protocol import Power, in_words, may

_AGENTS = "/api/mp/accounts/{appid:str}/agents"
_ONE = _AGENTS + "/{kf_account:str}"
_DESK = "/api/mp/accounts/{appid:str}/desk"
_GUEST = _DESK + "/{openid:str}"
_INVITATION = "/api/phone/accounts/{appid:str}/agent-invitations/{kf_account:str}"
Upload = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


@get(_AGENTS)
def read_agents(reader: Session, operator: Login, appid: str) -> AgentItems:
    """All agents."""
    return _agents(reader, check_operator(reader, operator.subject_id, appid))


@post(_AGENTS)
def add_agent(session: Session, operator: Login, appid: str, data: NewAgent) -> AgentItems:
    """A new agent."""
    account = _with_desk(session, operator, appid)
    with in_words(said):
        agents.add(session, account, f"{data.name.strip()}@{account.wechat_id}", data.nickname)
    return _agents(session, account)


@patch(_ONE)
def rename_agent(session: Session, operator: Login, appid: str, kf_account: str, data: Nickname) -> AgentItems:
    """Another nickname."""
    account = _with_desk(session, operator, appid)
    with in_words(said):
        agents.rename(session, appid, kf_account, data.nickname)
    return _agents(session, account)


@delete(_ONE, status_code=200)
def remove_agent(session: Session, house: House, operator: Login, appid: str, kf_account: str) -> AgentItems:
    """Remove an agent; whom they serve is let go."""
    account = _with_desk(session, operator, appid)
    with in_words(said):
        agents.remove(session, house, account, kf_account)
    return _agents(session, account)


@put(_ONE + "/avatar")
def set_agent_picture(
    session: Session, house: House, operator: Login, appid: str, kf_account: str, data: Upload
) -> AgentItems:
    """Another picture: multipart `file`."""
    account = _with_desk(session, operator, appid)
    file = data.get("file")
    if not isinstance(file, UploadFile):
        raise Invalid(field="file")
    with in_words(said):
        agents.set_picture(session, house, appid, kf_account, file.file.read())
    return _agents(session, account)


@put(_ONE + "/online")
def set_agent_online(session: Session, operator: Login, appid: str, kf_account: str, data: Online) -> AgentItems:
    """Come to the desk, or leave it."""
    account = _with_desk(session, operator, appid)
    with in_words(said):
        agents.set_online(session, appid, kf_account, online=data.online)
    return _agents(session, account)


@post(_ONE + "/invitation", status_code=200)
def invite_agent(session: Session, operator: Login, appid: str, kf_account: str, data: InvitationWish) -> AgentItems:
    """Ask a person to be this agent."""
    account = _with_desk(session, operator, appid)
    with in_words(said):
        invitations.invite(session, account, kf_account, data.wechat_id.strip())
    return _agents(session, account)


@get(_DESK)
def read_desk(reader: Session, operator: Login, appid: str, agent: str = "") -> DeskView:
    """Who waits, and whom the agent serves."""
    check_operator(reader, operator.subject_id, appid)
    waiting, mine = desk.look(reader, appid, agent)
    return DeskView([_guest(one) for one in waiting], [_guest(one) for one in mine])


@get(_GUEST + "/messages")
def read_desk_messages(
    reader: Session, operator: Login, appid: str, openid: str, before: int | None = None
) -> DeskMessages:
    """The conversation with a person."""
    check_operator(reader, operator.subject_id, appid)
    with in_words(said):
        found, more = desk.conversation(reader, appid, openid, before)
    return DeskMessages([_message(one) for one in found], more)


@post(_GUEST + "/accept", status_code=204)
def accept_guest(session: Session, house: House, operator: Login, appid: str, openid: str, data: AsAgent) -> None:
    """Take a person."""
    _with_desk(session, operator, appid)
    with in_words(said):
        desk.accept(session, house, appid, data.kf_account, openid)


@post(_GUEST + "/close", status_code=204)
def close_guest(session: Session, house: House, operator: Login, appid: str, openid: str, data: AsAgent) -> None:
    """Let a person go."""
    _with_desk(session, operator, appid)
    with in_words(said):
        sessions.close(session, house, appid, agents.need(session, appid, data.kf_account), openid)


@post(_GUEST + "/hand-over", status_code=204)
def hand_guest_over(session: Session, house: House, operator: Login, appid: str, openid: str, data: HandOver) -> None:
    """Hand a person to another agent."""
    _with_desk(session, operator, appid)
    with in_words(said):
        pair = (agents.need(session, appid, data.kf_account), agents.need(session, appid, data.to))
        sessions.hand_over(session, house, appid, pair, openid)


@post(_GUEST + "/say", status_code=204)
def say_to_guest(session: Session, operator: Login, appid: str, openid: str, data: Saying) -> None:
    """Write to a person."""
    _with_desk(session, operator, appid)
    with in_words(said):
        desk.say(session, appid, data.kf_account, openid, data.text)


@get(_INVITATION)
def read_invitation(reader: Session, me: Login, appid: str, kf_account: str) -> Invitation:
    """How an invitation stands for me."""
    return Invitation(invitations.state_for(reader, appid, kf_account, me.subject_id))


@put(_INVITATION)
def answer_invitation(session: Session, me: Login, appid: str, kf_account: str, data: InvitationAnswer) -> Invitation:
    """Say yes or no."""
    invitations.answer(session, appid, kf_account, me.subject_id, accept=data.accept)
    return Invitation(invitations.state_for(session, appid, kf_account, me.subject_id))


def _with_desk(session: Session, operator: Login, appid: str) -> Account:
    account = check_operator(session, operator.subject_id, appid)
    if not may(account.kind, Power.SERVICE_DESK):
        raise NoDesk
    return account


def _agents(session: Session, account: Account) -> AgentItems:
    counts = repository.counts(session, account.appid)
    found = repository.agents(session, account.appid)
    return AgentItems([_agent(one, counts) for one in found], account.wechat_id)


def _agent(one: Agent, counts: dict[str, int]) -> AgentItem:
    return AgentItem(
        kf_account=one.kf_account,
        number=one.number,
        nickname=one.nickname,
        avatar_url=avatar_url(one.avatar) or "",
        state="bound" if one.bound else one.invitation(clock.now()) or "none",  # type: ignore[arg-type]  # all known
        wechat_id=one.wechat_id,
        online=one.online,
        serving=counts.get(one.kf_account, 0),
    )


def _guest(one: Shown) -> GuestItem:
    return GuestItem(
        openid=one.session.openid,
        nickname=one.person.nickname if one.person else "",
        avatar_url=avatar_url(one.person.avatar) if one.person else None,
        since=int(one.session.since.timestamp()),
        latest_at=int(one.session.latest_at.timestamp()),
        wanted=one.session.wanted,
        note=one.session.note,
        last=_message(one.last) if one.last else None,
    )


def _message(one: Message) -> DeskMessage:
    return DeskMessage(one.seq, one.sender_kind, one.type, one.content, one.sent_at, one.recalled)


ROUTES = (
    read_agents,
    add_agent,
    rename_agent,
    remove_agent,
    set_agent_picture,
    set_agent_online,
    invite_agent,
    read_desk,
    read_desk_messages,
    accept_guest,
    close_guest,
    hand_guest_over,
    say_to_guest,
    read_invitation,
    answer_invitation,
)
