"""/api/mp: who runs an account."""

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.http import delete, get, post
from teahouse.kit.logins import Login
from teahouse.platform.accounts import crew, repository, service
from teahouse.platform.accounts.account import Account
from teahouse.platform.accounts.schemas import Crew, CrewMember, Invitation, InvitationWish, Invited

_PATH = "/api/mp/accounts/{appid:str}/operators"
_TRIES, _TRIES_SECONDS = 30, 600


@get(_PATH)
def read_crew(reader: Session, operator: Login, appid: str) -> Crew:
    """Everybody who runs it."""
    service.check_operator(reader, operator.subject_id, appid)
    return _crew(reader, operator.subject_id, appid)


@post(f"{_PATH}/invitations")
def invite_operator(session: Session, house: House, operator: Login, appid: str) -> Invitation:
    """A link for one more; the owner passes it on."""
    service.check_operator(session, operator.subject_id, appid)
    token, end = crew.invite(session, operator.subject_id, appid)
    return Invitation(f"{house.settings.base_url}/mp/#/join/{token}", end)


@delete(f"{_PATH}/{{operator_id:str}}", status_code=200)
def remove_operator(session: Session, operator: Login, appid: str, operator_id: str) -> Crew:
    """Remove one, or leave."""
    service.check_operator(session, operator.subject_id, appid)
    crew.remove(session, operator.subject_id, appid, operator_id)
    return _crew(session, operator.subject_id, appid)


@post("/api/mp/invitations/read", status_code=200)
def read_invitation(reader: Session, house: House, operator: Login, data: InvitationWish) -> Invited:
    """To which account a link leads."""
    house.limits.hit(f"mp-invitations:{operator.subject_id}", _TRIES, _TRIES_SECONDS)
    return _invited(*crew.invited(reader, data.token))


@post("/api/mp/invitations/accept", status_code=200)
def accept_invitation(session: Session, house: House, operator: Login, data: InvitationWish) -> Invited:
    """Become an operator."""
    house.limits.hit(f"mp-invitations:{operator.subject_id}", _TRIES, _TRIES_SECONDS)
    _, by = crew.invited(session, data.token)
    return _invited(crew.accept(session, operator.subject_id, data.token), by)


def _invited(account: Account, by: str) -> Invited:
    return Invited(account.appid, account.name, f"/files/{account.avatar}" if account.avatar else "", by)


def _crew(session: Session, me: str, appid: str) -> Crew:
    rows = repository.crew(session, appid)
    items = [CrewMember(row.id, row.name, row.email, owner, row.id == me) for row, owner in rows]
    return Crew(items, any(one.owner and one.me for one in items), crew.MOST)


ROUTES = (read_crew, invite_operator, remove_operator, read_invitation, accept_invitation)
