"""People's own API."""

from typing import Annotated

from litestar import Response
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body

from teahouse.kit import clock, logins
from teahouse.kit.db import Session
from teahouse.kit.errors import Forbidden, NotFound
from teahouse.kit.house import House
from teahouse.kit.http import NO_BODY, Http, delete, get, identify, login_cookie, patch, post, put
from teahouse.kit.logins import Login
from teahouse.messenger.people import account, profile, rules, signin
from teahouse.messenger.people.models import Person
from teahouse.messenger.people.ports import ProfileWatcher
from teahouse.messenger.people.profile import KIND
from teahouse.messenger.people.regions import Regions, regions
from teahouse.messenger.people.schemas import (
    CodeSent,
    CodeWanted,
    Device,
    Devices,
    Me,
    Panel,
    PanelPerson,
    PasswordChange,
    ProfileChange,
    SignInByCode,
    SignInByLink,
    SignInByPassword,
    Switch,
)

Upload = Annotated[dict[str, UploadFile], Body(media_type=RequestEncodingType.MULTI_PART)]

_LOOPBACK = {"127.0.0.1", "::1"}
_MINUTE, _HOUR = 60, 3600


async def me(request: Http, house: House) -> Login:
    """The login of the phone; handlers ask for it by the name `me`."""
    return await identify(request, house, KIND)


@post("/api/phone/code", status_code=200)
def send_code(house: House, request: Http, data: CodeWanted) -> CodeSent:
    """Send a sign-in code."""
    phone = rules.clean_phone(data.phone)
    house.limits.hit(f"code:{phone}", 5, 10 * _MINUTE)
    house.limits.hit(f"code-from:{_address(request)}", 1000 if house.settings.sandbox else 30, _HOUR)
    return CodeSent(rules.CODE_MINUTES * _MINUTE, signin.send_code(house, phone))


@post("/api/phone/sign-in")
def sign_in(session: Session, house: House, request: Http, data: SignInByCode) -> Response[Me]:
    """By code; 201 when the person is new."""
    phone = rules.clean_phone(data.phone)
    _slow_down(house, request, phone)
    code_hash = signin.check_code(house, phone, data.code.strip())
    person, new = signin.sign_in_by_code(session, phone, code_hash, data.nickname)
    return _welcome(session, house, request, person, status=201 if new else 200)


@post("/api/phone/sign-in/password", status_code=200)
def sign_in_by_password(session: Session, house: House, request: Http, data: SignInByPassword) -> Response[Me]:
    """By phone number or WeChat ID and password."""
    _slow_down(house, request, data.login.strip().lower())
    with house.db.reading() as reader:  # checking takes long: nobody is to wait for the write lock meanwhile
        person_id = signin.person_of_password(reader, data.login, data.password)
    return _welcome(session, house, request, profile.find(session, person_id))


@post("/api/phone/sign-in/link", status_code=200)
def sign_in_by_link(session: Session, house: House, request: Http, data: SignInByLink) -> Response[Me]:
    """By a link that the sandbox made."""
    if not house.settings.sandbox:
        raise NotFound
    return _welcome(session, house, request, signin.use_link(session, data.token))


@post("/api/phone/sign-out", status_code=204, responses=NO_BODY)
def sign_out(session: Session, house: House, me: Login) -> Response[None]:
    """End this login."""
    logins.sign_out(session, KIND, me.subject_id, me.id)
    return Response(None, status_code=204, cookies=[login_cookie(house, KIND, "")])


@get("/api/phone/me")
def read_me(reader: Session, house: House, me: Login) -> Me:
    """Who is signed in."""
    return _me(house, profile.find(reader, me.subject_id), me)


@patch("/api/phone/me")
def change_me(session: Session, house: House, me: Login, data: ProfileChange) -> Me:
    """Change the profile."""
    wish: profile.Change = {name: value for name, value in _given(data) if value is not None}  # type: ignore[assignment]
    person = profile.find(session, me.subject_id)
    profile.change(session, person, wish)
    house.get(ProfileWatcher).profile_changed(session, person.id)  # type: ignore[type-abstract]  # a port
    return _me(house, person, me)


@put("/api/phone/me/avatar")
def change_avatar(session: Session, house: House, me: Login, data: Upload) -> Me:
    """A new picture."""
    house.limits.hit(f"avatar:{me.subject_id}", 20, _HOUR)
    key = account.store_avatar(house.files, uploaded(data))
    person = profile.find(session, me.subject_id)
    person.avatar = key
    house.get(ProfileWatcher).profile_changed(session, person.id)  # type: ignore[type-abstract]  # a port
    return _me(house, person, me)


@put("/api/phone/me/password")
def change_password(session: Session, house: House, me: Login, data: PasswordChange) -> Me:
    """A first password, or another one; other devices are signed out."""
    house.limits.hit(f"password:{me.subject_id}", 10, 10 * _MINUTE)
    with house.db.reading() as reader:
        known = profile.find(reader, me.subject_id).password_hash
    password_hash = account.changed_password(known, data.old, data.new)
    person = profile.find(session, me.subject_id)
    person.password_hash = password_hash
    logins.sign_out_everywhere(session, KIND, person.id, but=me.id)
    return _me(house, person, me)


@get("/api/phone/devices")
def read_devices(reader: Session, me: Login) -> Devices:
    """Where the person is signed in."""
    found = logins.devices(reader, KIND, me.subject_id)
    return Devices([Device(one.id, one.name, int(one.seen_at.timestamp()), one.id == me.id) for one in found])


@delete("/api/phone/devices/{device_id:str}")
def sign_out_device(session: Session, me: Login, device_id: str) -> None:
    """Sign another device out."""
    logins.sign_out(session, KIND, me.subject_id, device_id)


@get("/api/regions")
def read_regions() -> Regions:
    """Provinces and cities."""
    return regions()


@get("/api/sandbox/panel")
def read_panel(reader: Session, house: House, request: Http) -> Panel:
    """The panel beside the phone: the newest people, and the time."""
    _check_sandbox(house, request)
    people = [PanelPerson(one.id, one.nickname, profile.avatar_url(one.avatar)) for one in account.panel_people(reader)]
    return Panel(people, clock.timestamp(), int(clock.shift().total_seconds()))


@post("/api/sandbox/panel/switch", status_code=200)
def switch(session: Session, house: House, request: Http, data: Switch) -> Response[Me]:
    """Become somebody else."""
    _check_sandbox(house, request)
    return _welcome(session, house, request, profile.find(session, data.person_id))


def uploaded(data: dict[str, UploadFile]) -> bytes:
    """The bytes of the form field `file`."""
    if "file" not in data or not isinstance(data["file"], UploadFile):
        raise account.NoFile(field="file")
    return data["file"].file.read()


def _check_sandbox(house: House, request: Http) -> None:
    if not house.settings.sandbox:
        raise NotFound
    key = house.settings.sandbox_key
    if _address(request) not in _LOOPBACK and not (key and request.headers.get("x-sandbox-key") == key):
        raise Forbidden


def _slow_down(house: House, request: Http, login: str) -> None:
    house.limits.hit(f"sign-in:{login}", 10, 10 * _MINUTE)
    house.limits.hit(f"sign-in-from:{_address(request)}", 1000 if house.settings.sandbox else 60, _HOUR)


def _welcome(session: Session, house: House, request: Http, person: Person, status: int = 200) -> Response[Me]:
    login, token = logins.sign_in(session, KIND, person.id, request.headers.get("user-agent", ""))
    return Response(_me(house, person, login), status_code=status, cookies=[login_cookie(house, KIND, token)])


def _me(house: House, person: Person, login: Login) -> Me:
    return Me(
        id=person.id,
        phone=person.phone or "",
        wechat_id=person.wechat_id,
        nickname=person.nickname,
        avatar_url=profile.avatar_url(person.avatar),
        gender=person.gender,
        province=person.province,
        city=person.city,
        signature=person.signature,
        has_password=person.password_hash is not None,
        csrf=login.csrf,
        qr_text=profile.qr_text(house, person.code),
        sandbox=house.settings.sandbox,
    )


def _given(data: ProfileChange) -> list[tuple[str, str | int | None]]:
    return [(name, getattr(data, name)) for name in data.__struct_fields__]


def _address(request: Http) -> str:
    return request.client.host if request.client else ""
