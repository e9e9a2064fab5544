"""Agents: made, changed, removed (reference, 7.3)."""

from teahouse.kit.db import Session, hint
from teahouse.kit.house import House
from teahouse.kit.uploads import NotAPicture, TooLarge, check_picture
from teahouse.platform.accounts import Account
from teahouse.platform.service import repository, rules, sessions
from teahouse.platform.service.records import Agent
from teahouse.platform.service.sessions import topic
from teahouse.protocol import ApiError

_MAX_PICTURE = 5 * 1024 * 1024


def need(session: Session, appid: str, kf_account: object) -> Agent:
    """The agent. Raises ApiError 65401."""
    found = repository.agent(session, appid, kf_account) if isinstance(kf_account, str) else None
    if found is None:
        raise ApiError(65401)
    return found


def add(session: Session, account: Account, kf_account: object, nickname: object) -> Agent:
    """A new agent. Raises ApiError: 65404, 65403, 65406 there is one already, 65405 there are 100."""
    name = rules.checked_kf_account(kf_account, account.wechat_id)
    nickname = rules.checked_nickname(nickname)
    if repository.agent(session, account.appid, name) is not None:
        raise ApiError(65406)
    number = repository.take_number(session, account.appid, rules.MAX_AGENTS)
    if number is None:
        raise ApiError(65405)
    agent = Agent(
        appid=account.appid,
        kf_account=name,
        number=number,
        nickname=nickname,
        avatar=None,
        person_id="",
        wechat_id="",
        invited_id="",
        invited_until=None,
        rejected=False,
        online=False,
    )
    repository.add_agent(session, agent)
    hint(session, topic(account.appid), {"type": "desk"})
    return agent


def rename(session: Session, appid: str, kf_account: object, nickname: object) -> None:
    """Another nickname. Raises ApiError: 65401, 65403."""
    agent = need(session, appid, kf_account)
    repository.change_agent(session, appid, agent.kf_account, nickname=rules.checked_nickname(nickname))
    hint(session, topic(appid), {"type": "desk"})


def set_picture(session: Session, house: House, appid: str, kf_account: object, data: bytes) -> None:
    """Another picture. Raises ApiError: 65401, 40009 too large, 61457 no JPG or PNG."""
    agent = need(session, appid, kf_account)
    try:
        picture = check_picture(data, max_bytes=_MAX_PICTURE)
    except TooLarge:
        raise ApiError(40009) from None
    except NotAPicture:
        raise ApiError(61457) from None
    if picture.content_type not in {"image/jpeg", "image/png"}:
        raise ApiError(61457)
    key = house.files.put(picture.data, picture.content_type)
    repository.change_agent(session, appid, agent.kf_account, avatar=key)
    hint(session, topic(appid), {"type": "desk"})


def remove(session: Session, house: House, account: Account, kf_account: object) -> None:
    """Remove an agent; whom they serve is let go first. Raises ApiError 65401."""
    agent = need(session, account.appid, kf_account)
    for one in repository.sessions_of(session, account.appid, agent.kf_account):
        sessions.close(session, house, account.appid, agent, one.openid)
    repository.remove_agent(session, account.appid, agent.kf_account)
    hint(session, topic(account.appid), {"type": "desk"})


def set_online(session: Session, appid: str, kf_account: object, *, online: bool) -> None:
    """An agent comes to the desk or leaves it. Raises ApiError: 65401, 65402 nobody is this agent."""
    agent = need(session, appid, kf_account)
    if online and not agent.bound:
        raise ApiError(65402)
    repository.change_agent(session, appid, agent.kf_account, online=online)
    hint(session, topic(appid), {"type": "desk"})
