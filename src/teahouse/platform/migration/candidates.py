"""Which accounts an operator may move into one."""

from teahouse.kit.db import Session
from teahouse.kit.errors import AppError
from teahouse.platform.accounts import Account, accounts_of, check_operator, owns
from teahouse.platform.followers import follower_counts
from teahouse.platform.migration import repository, rules
from teahouse.platform.migration.errors import AlreadyMoving, NotBothOwned, UncertifiedTarget
from teahouse.platform.migration.schemas import Candidate


def obstacle(session: Session, operator_id: str, target: Account) -> str:
    """The code of what stands in the way of any move into the account; empty when nothing does."""
    if not owns(session, operator_id, target.appid):
        return NotBothOwned.code
    if repository.taking_part(session, [target.appid]):
        return AlreadyMoving.code
    return UncertifiedTarget.code if rules.lacks_certificate(target) else ""


def candidates(session: Session, operator_id: str, target: Account) -> list[Candidate]:
    """Accounts that this operator owns, that live, and that may move into this one."""
    own = [one for one in accounts_of(session, operator_id) if not one.ended_for and _may_move(one, target)]
    busy = repository.taking_part(session, [one.appid for one in own])
    free = [one for one in own if one.appid not in busy and owns(session, operator_id, one.appid)]
    fans = follower_counts(session, [one.appid for one in free])
    return [
        Candidate(one.appid, one.name, f"/files/{one.avatar}" if one.avatar else "", fans.get(one.appid, 0))
        for one in free
    ]


def _may_move(source: Account, target: Account) -> bool:
    try:
        rules.check_pair(source, target)
    except AppError:
        return False
    return True


def checked_pair(session: Session, operator_id: str, from_appid: str, appid: str) -> tuple[Account, Account]:
    """Both accounts. Raises AccountNotFound, AccountEnded, NotBothOwned."""
    target, source = check_operator(session, operator_id, appid), check_operator(session, operator_id, from_appid)
    if not all(owns(session, operator_id, one) for one in (appid, from_appid)):
        raise NotBothOwned
    return source, target
