"""A message is shown to one follower before it goes to many (reference, 8.4). It counts nowhere."""

from teahouse.kit.db import Session, cursor_of
from teahouse.kit.errors import AppError
from teahouse.kit.house import House
from teahouse.messenger.conversations import Draft, account_conversation, append
from teahouse.messenger.people import search
from teahouse.platform.followers import Follower, follower_by_openid, follower_of_person
from teahouse.platform.massend.contents import Stage, Wanted, shown
from teahouse.platform.massend.repository import allowances
from teahouse.protocol import ApiError


def person_called(session: Session, appid: str, wechat_id: str) -> str:
    """The follower with a WeChat ID. Raises ApiError: 40132 nobody has it, 43004 they do not follow, 43019."""
    name = wechat_id.strip().lower()
    found = next((one for one in search(session, name) if (one.wechat_id or "").lower() == name), None)
    if found is None:
        raise ApiError(40132)
    follower = follower_of_person(session, appid, found.id)
    if follower is None:
        raise ApiError(43004)
    return _reachable(follower)


def person_of(session: Session, appid: str, openid: str) -> str:
    """The follower with an openid. Raises ApiError: 40003, 43004, 43019."""
    return _reachable(follower_by_openid(session, appid, openid))


def _reachable(follower: Follower) -> str:
    if not follower.subscribed:
        raise ApiError(43004)
    if follower.blacklisted:
        raise ApiError(43019)
    return follower.person_id


def preview(session: Session, house: House, appid: str, person_id: str, message: Wanted) -> int:
    """Send it to one person; its number. Raises ApiError as `shown` does."""
    content = shown(Stage(session, house, appid, preview=True), message)
    draft = Draft(account_conversation(appid, person_id), "account", appid, content.kind, content.content)
    outcome = append(cursor_of(session), [draft])[0]
    if isinstance(outcome, AppError):
        raise outcome
    return allowances.next_number(session, appid)
