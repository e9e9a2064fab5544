"""/api/mp: sign-in and the account itself."""

import io
from typing import Annotated, Any

import segno
from litestar import Response
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body

from teahouse.kit import clock, logins
from teahouse.kit.db import Session
from teahouse.kit.errors import Unauthorized
from teahouse.kit.house import House
from teahouse.kit.http import NO_BODY, Http, get, login_cookie, patch, post, put
from teahouse.kit.logins import Login
from teahouse.kit.uploads import check_picture
from teahouse.platform.accounts import codes, operators, repository, service
from teahouse.platform.accounts.account import Account
from teahouse.platform.accounts.errors import SandboxOnly
from teahouse.platform.accounts.operators import KIND
from teahouse.platform.accounts.schemas import (
    AccountBrief,
    AccountSettings,
    LinkSignIn,
    MpMe,
    NewAccount,
    NewSecret,
    OperatorOut,
    ProfileChange,
    Registration,
    ServerSettings,
    SignIn,
    WatchWish,
)

_TRIES, _TRIES_SECONDS = 10, 600
_MAX_AVATAR = 2 * 1024 * 1024
Upload = Annotated[dict[str, UploadFile], Body(media_type=RequestEncodingType.MULTI_PART)]


@post("/api/mp/register")
def register(session: Session, house: House, request: Http, data: Registration) -> Response[MpMe]:
    """A new operator, signed in."""
    _limit(house, request, "register")
    operator_id = operators.register_operator(session, email=data.email, password=data.password, name=data.name)
    return _signed_in(session, house, *logins.sign_in(session, KIND, operator_id, _device(request)), status=201)


@post("/api/mp/sign-in")
def sign_in(session: Session, house: House, request: Http, data: SignIn) -> Response[MpMe]:
    """By e-mail address and password."""
    _limit(house, request, data.email.strip().lower())
    with house.db.reading() as reader:  # checking takes long: nobody is to wait for the write lock meanwhile
        operator_id = operators.operator_of_password(reader, data.email, data.password)
    return _signed_in(session, house, *logins.sign_in(session, KIND, operator_id, _device(request)))


@post("/api/mp/sign-in/sandbox")
def sign_in_by_link(session: Session, house: House, request: Http, data: LinkSignIn) -> Response[MpMe]:
    """By a link that the sandbox printed."""
    _limit(house, request, "link")
    return _signed_in(session, house, *operators.sign_in_by_link(session, data.token, _device(request)))


@post("/api/mp/sign-in/code", status_code=200)
def sign_in_by_code(session: Session, house: House, request: Http, data: WatchWish) -> Response[MpMe]:
    """By a code that a bound phone has confirmed; asked by the page that showed it."""
    _limit(house, request, "code")
    operator_id = codes.confirmed_operator(session, data.watch)
    return _signed_in(session, house, *logins.sign_in(session, KIND, operator_id, _device(request)))


@post("/api/mp/sign-out", status_code=204, responses=NO_BODY)
def sign_out(session: Session, house: House, operator: Login) -> Response[None]:
    """End this login."""
    logins.sign_out(session, KIND, operator.subject_id, operator.id)
    return Response(None, status_code=204, cookies=[login_cookie(house, KIND, "")])


@get("/api/mp/me")
def me(reader: Session, house: House, operator: Login) -> MpMe:
    """Who is signed in."""
    return _me(reader, house, operator)


@post("/api/mp/accounts")
def create(session: Session, house: House, operator: Login, data: NewAccount) -> AccountSettings:
    """A sandbox account in one click."""
    if not house.settings.sandbox:
        raise SandboxOnly
    account, secret = service.create_account(
        session, house.vault, name=data.name, type=data.type, verified=data.verified, owner_id=operator.subject_id
    )
    settings = _settings(session, house, account)
    settings.secret = secret
    return settings


@get("/api/mp/accounts/{appid:str}")
def settings(reader: Session, house: House, operator: Login, appid: str) -> AccountSettings:
    """All settings of an account."""
    return _settings(reader, house, service.check_operator(reader, operator.subject_id, appid))


@patch("/api/mp/accounts/{appid:str}")
def change(session: Session, house: House, operator: Login, appid: str, data: ProfileChange) -> AccountSettings:
    """Name and introduction."""
    service.check_operator(session, operator.subject_id, appid)
    account = service.change_profile(session, appid, name=data.name, introduction=data.introduction)
    return _settings(session, house, account)


@put("/api/mp/accounts/{appid:str}/avatar")
def set_avatar(session: Session, house: House, operator: Login, appid: str, data: Upload) -> AccountSettings:
    """The account's picture: multipart `file`."""
    service.check_operator(session, operator.subject_id, appid)
    picture = check_picture(_file(data), max_bytes=_MAX_AVATAR)
    key = house.files.put(picture.data, picture.content_type)
    return _settings(session, house, service.change_profile(session, appid, avatar=key))


@post("/api/mp/accounts/{appid:str}/secret", status_code=200)
def new_secret(session: Session, house: House, operator: Login, appid: str) -> NewSecret:
    """A new AppSecret; the old one stops working at once."""
    service.check_operator(session, operator.subject_id, appid)
    return NewSecret(service.reset_secret(session, house.vault, appid))


@get("/api/mp/accounts/{appid:str}/qr.png", media_type="image/png")
def qr_picture(reader: Session, house: House, appid: str) -> Response[bytes]:
    """The account's code as a picture; for everybody, as it is printed on posters."""
    account = service.get_account(reader, appid)
    out = io.BytesIO()
    segno.make(f"{house.settings.base_url}/q/a/{account.appid}", error="m").save(out, kind="png", scale=10, border=2)
    return Response(out.getvalue(), media_type="image/png", headers={"Cache-Control": "public, max-age=3600"})


def _file(data: dict[str, UploadFile]) -> bytes:
    upload = data.get("file")
    return upload.file.read() if isinstance(upload, UploadFile) else b""


def _limit(house: House, request: Http, who: str) -> None:
    client = request.client.host if request.client else ""
    house.limits.hit(f"mp-sign-in:{client}:{who}", _TRIES, _TRIES_SECONDS)


def _device(request: Http) -> str:
    return request.headers.get("user-agent", "")


def _signed_in(session: Session, house: House, login: Login, token: str, *, status: int = 200) -> Response[MpMe]:
    session.flush()
    repository.change_operator(session, login.subject_id, seen_at=clock.now())
    return Response(_me(session, house, login), status_code=status, cookies=[login_cookie(house, KIND, token)])


def _me(session: Session, house: House, login: Login) -> MpMe:
    row = repository.operator(session, login.subject_id)
    if row is None:
        raise Unauthorized
    return MpMe(
        operator=OperatorOut(row.id, row.email, row.name, codes.bound_name(session, row)),
        accounts=[AccountBrief(**_brief(account)) for account in repository.accounts_of(session, row.id)],
        csrf=login.csrf,
        sandbox=house.settings.sandbox,
        reviewer=operators.is_reviewer(session, house.settings, row.id),
    )


def _brief(account: Account) -> dict[str, Any]:
    return {
        "appid": account.appid,
        "name": account.name,
        "avatar_url": f"/files/{account.avatar}" if account.avatar else "",
        "type": account.type,
        "verified": account.verified,
        "original_id": account.original_id,
        "wechat_id": account.wechat_id,
        "ended_for": account.ended_for,
    }


def _settings(session: Session, house: House, account: Account) -> AccountSettings:
    token, aes_key = account.server_token(house.vault), account.aes_key(house.vault)
    return AccountSettings(
        **_brief(account),
        introduction=account.introduction,
        secret_hint=_hint(service.secret_of(session, house.vault, account.appid)),
        token_hint=_hint(token),
        aes_key_hint=_hint(aes_key),
        server=ServerSettings(
            url=account.server_url,
            mode=account.mode,
            enabled=account.server_enabled,
            token=token,
            has_aes_key=bool(aes_key),
        ),
        autoreply_enabled=account.autoreply_enabled,
        qr_url=f"/api/mp/accounts/{account.appid}/qr.png",
        api_base=house.settings.base_url,
        push_ips=service.own_addresses(house.settings.host),
        created_at=account.created_at,
    )


def _hint(secret: str) -> str:
    return f"…{secret[-4:]}" if secret else ""
