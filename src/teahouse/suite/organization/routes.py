"""Staff and brands over HTTP."""

from litestar import Response

from teahouse.kit import clock, logins
from teahouse.kit.db import Session
from teahouse.kit.errors import Unauthorized
from teahouse.kit.house import House
from teahouse.kit.http import NO_BODY, Http, delete, get, identify, login_cookie, patch, post
from teahouse.kit.logins import Login
from teahouse.suite.organization import repository, service
from teahouse.suite.organization.members import check_member, record, staff_names
from teahouse.suite.organization.models import Invitation, Staff
from teahouse.suite.organization.schemas import (
    AcceptIn,
    AuditOut,
    AuditPage,
    BrandIn,
    BrandOut,
    InvitationOut,
    InviteIn,
    LinkIn,
    MemberOut,
    MembersOut,
    RoleIn,
    SessionOut,
    SetUpIn,
    SetUpOut,
    SignInIn,
    StaffOut,
)

_AUDIT_PAGE = 50


async def provide_staff(request: Http, house: House) -> Login:
    """Who is signed in at the console."""
    return await identify(request, house, service.KIND)


@get("/api/setup")
def setup_state(reader: Session) -> SetUpOut:
    return SetUpOut(needed=not repository.any_staff(reader))


@post("/api/setup")
def set_up(session: Session, house: House, request: Http, data: SetUpIn) -> Response[SessionOut]:
    _limit(house, request)
    staff = service.set_up(session, data.brand_name, data.name, data.email, data.password)
    return _signed_in(session, house, request, staff, 201)


@post("/api/sign-in", status_code=200)
def sign_in(session: Session, house: House, request: Http, data: SignInIn) -> Response[SessionOut]:
    _limit(house, request)
    _limit_guesses(house, data.email.strip().lower())
    with house.db.reading() as reader:  # checking takes long: nobody is to wait for the write lock meanwhile
        staff = service.check_password(reader, data.email, data.password)
    return _signed_in(session, house, request, staff, 200)


@post("/api/sign-in/link", status_code=200)
def sign_in_by_link(session: Session, house: House, request: Http, data: LinkIn) -> Response[SessionOut]:
    _limit(house, request)
    return _signed_in(session, house, request, service.take_link(session, data.token), 200)


@post("/api/sign-out", status_code=204, responses=NO_BODY)
def sign_out(session: Session, house: House, staff: Login) -> Response[None]:
    logins.sign_out(session, service.KIND, staff.subject_id, staff.id)
    return Response(None, status_code=204, cookies=[login_cookie(house, service.KIND, "")])


@get("/api/me")
def me(reader: Session, staff: Login) -> SessionOut:
    found = repository.staff(reader, staff.subject_id)
    if found is None:
        raise Unauthorized
    return _session(reader, found, staff)


@get("/api/invitations/{token:str}")
def invitation(reader: Session, token: str) -> InvitationOut:
    found, brand = service.invitation(reader, token)
    return InvitationOut(brand.name, found.email, found.name, found.role)


@post("/api/invitations/{token:str}/accept", status_code=200)
def accept_invitation(
    session: Session, house: House, request: Http, token: str, data: AcceptIn
) -> Response[SessionOut]:
    _limit(house, request)
    found, _brand = service.invitation(session, token)
    _limit_guesses(house, found.email)  # who has an account already accepts with its password
    return _signed_in(session, house, request, service.accept(session, token, data.name, data.password), 200)


@post("/api/brands")
def create_brand(session: Session, staff: Login, data: BrandIn) -> BrandOut:
    brand = service.create_brand(session, staff.subject_id, data.name)
    member = check_member(session, staff, brand.id, "owner")
    record(session, member, "brand.created", brand.name)
    return BrandOut(brand.id, brand.name, "owner")


@get("/api/brands/{brand_id:str}/staff")
def members(reader: Session, house: House, staff: Login, brand_id: str) -> MembersOut:
    member = check_member(reader, staff, brand_id, "analyst")
    active = [MemberOut(r.id, r.name, r.email, r.role, status="active") for r in repository.members(reader, brand_id)]
    waiting = repository.invitations(reader, brand_id, clock.now())
    # The link makes whoever opens it what it invites to, so only those who invite may read it again.
    may_invite = member.role == "owner"
    return MembersOut([*active, *(_invited(house, row, with_link=may_invite) for row in waiting)])


@post("/api/brands/{brand_id:str}/staff")
def invite(session: Session, house: House, staff: Login, brand_id: str, data: InviteIn) -> MemberOut:
    member = check_member(session, staff, brand_id, "owner")
    return _invited(house, service.invite(session, member, data.email, data.name, data.role), with_link=True)


@patch("/api/brands/{brand_id:str}/staff/{staff_id:str}", status_code=204)
def change_role(session: Session, staff: Login, brand_id: str, staff_id: str, data: RoleIn) -> None:
    service.change_role(session, check_member(session, staff, brand_id, "owner"), staff_id, data.role)


@delete("/api/brands/{brand_id:str}/staff/{staff_id:str}")
def remove_member(session: Session, staff: Login, brand_id: str, staff_id: str) -> None:
    service.remove_member(session, check_member(session, staff, brand_id, "owner"), staff_id)


@get("/api/brands/{brand_id:str}/audit")
def audit(reader: Session, staff: Login, brand_id: str, cursor: str | None = None) -> AuditPage:
    check_member(reader, staff, brand_id, "owner")
    rows = repository.audit(reader, brand_id, cursor, _AUDIT_PAGE + 1)
    names = staff_names(reader, brand_id)
    items = [
        AuditOut(row.id, int(row.at.timestamp()), names.get(row.staff_id, ""), row.action, row.target, row.detail)
        for row in rows[:_AUDIT_PAGE]
    ]
    return AuditPage(items, items[-1].id if len(rows) > _AUDIT_PAGE else None)


def _limit(house: House, request: Http) -> None:
    address = request.client.host if request.client else ""
    house.limits.hit(f"sign-in:{address}", 60, 60)


def _limit_guesses(house: House, email: str) -> None:
    house.limits.hit(f"sign-in:{email}", 10, 300)


def _signed_in(session: Session, house: House, request: Http, staff: Staff, status: int) -> Response[SessionOut]:
    device = request.headers.get("user-agent", "")
    login, token = logins.sign_in(session, service.KIND, staff.id, device)
    cookie = login_cookie(house, service.KIND, token)
    return Response(_session(session, staff, login), status_code=status, cookies=[cookie])


def _session(session: Session, staff: Staff, login: Login) -> SessionOut:
    brands = [BrandOut(row.id, row.name, row.role) for row in repository.brands_of(session, staff.id)]
    return SessionOut(StaffOut(staff.id, staff.name, staff.email), brands, login.csrf)


def _invited(house: House, row: Invitation, *, with_link: bool) -> MemberOut:
    url = f"{house.settings.base_url}/console/invitation/{row.token}" if with_link else None
    return MemberOut(row.id, row.name, row.email, row.role, status="invited", invite_url=url)


ROUTES = (
    setup_state,
    set_up,
    sign_in,
    sign_in_by_link,
    sign_out,
    me,
    invitation,
    accept_invitation,
    create_brand,
    members,
    invite,
    change_role,
    remove_member,
    audit,
)
