"""/sandbox: the network scripted by programs. Absent unless the sandbox is on (docs/guide/sandbox-api.md)."""

import hmac
import ipaddress
from typing import Annotated, Any

import msgspec
from litestar import post as litestar_post
from litestar.params import QueryParameter

from teahouse.kit.asgi import language_of
from teahouse.kit.db import Session
from teahouse.kit.door import LED
from teahouse.kit.errors import Invalid, Language, NotFound
from teahouse.kit.house import House
from teahouse.kit.http import Http, get, post, put
from teahouse.kit.logins import Login
from teahouse.messenger.people import create_person, profile, sign_in_link
from teahouse.platform.accounts import (
    Account,
    Faults,
    ServerConfig,
    check_operator,
    create_account,
    faults_of,
    get_account,
    set_faults,
    set_server,
)
from teahouse.platform.api import CallPage, calls_after
from teahouse.platform.followers import enter as open_chat
from teahouse.platform.followers import follow as begin_to_follow
from teahouse.platform.followers import unfollow as cease_to_follow
from teahouse.platform.identity import authorize as allow
from teahouse.platform.identity import set_domains
from teahouse.platform.location import (
    LocationReport,
    LocationSwitch,
    consent,
    report,
    set_mode,
    standing,
)
from teahouse.platform.location import Place as Whereabouts
from teahouse.platform.migration import MigrationOut
from teahouse.platform.migration import listed as listed_migrations
from teahouse.platform.migration import migrate as move_account
from teahouse.platform.migration import shown as shown_migration
from teahouse.platform.notices import NoticeAnswer, answer_for_notices, ask_for_notices
from teahouse.platform.push import PushPage, Verdict, WireRequest, check_server, checked_config, pushes_after
from teahouse.platform.qrcodes import account_text, code_for_scene
from teahouse.platform.sandbox import acts, crowds, rules, timekeeping
from teahouse.platform.sandbox import reset as resetting
from teahouse.platform.sandbox import start as starting
from teahouse.platform.sandbox.errors import KeyMissing
from teahouse.platform.sandbox.schemas import (
    About,
    AllowedDomains,
    Authorize,
    Authorized,
    Click,
    Clicked,
    ClockMove,
    ClockState,
    CrowdOrder,
    Enter,
    FaultOrder,
    Follow,
    Followed,
    Inbox,
    JobState,
    MadeAccount,
    MadePerson,
    Migrate,
    Migrations,
    MpFaults,
    NewAccount,
    NewPerson,
    Scan,
    Scanned,
    Send,
    Sent,
    Server,
    Subscribe,
    Subscribed,
)

_PERSON = "/sandbox/people/{person_id:str}"
_ACCOUNT = "/sandbox/accounts/{appid:str}"
Mark = Annotated[str, QueryParameter(name="after")]


class Gate(msgspec.Struct):
    """Whoever has one may use the sandbox; made by `gate`."""

    language: Language


async def gate(request: Http, house: House) -> Gate:
    """Let loopback in, and who has the key. Raises NotFound when the sandbox is off, KeyMissing.

    Who was led here by a proxy has the proxy's address, which says nothing about them.
    """
    if not house.settings.sandbox:
        raise NotFound
    key, given = house.settings.sandbox_key, request.headers.get("x-sandbox-key", "")
    known = bool(key) and hmac.compare_digest(key.encode(), given.encode())
    led = LED in (request.scope.get("extensions") or {})
    if not known and (led or not _is_loopback(request.client.host if request.client else "")):
        raise KeyMissing
    return Gate(language_of(request.scope))  # type: ignore[arg-type]  # Litestar's type of the same


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@post("/sandbox/accounts")
def make_account(session: Session, house: House, gate: Gate, data: NewAccount) -> MadeAccount:
    """A new account that nobody runs."""
    account, secret = create_account(session, house.vault, name=data.name, type=data.type, verified=data.verified)
    return MadeAccount(
        appid=account.appid,
        secret=secret,
        original_id=account.original_id,
        wechat_id=account.wechat_id,
        token=account.server_token(house.vault),
        aes_key=account.aes_key(house.vault),
        qr_url=account_text(house.settings.base_url, account.appid),
    )


@put(f"{_ACCOUNT}/server")
def point_server(house: House, gate: Gate, appid: str, data: Server) -> Verdict:
    """Where an account's pushes go; saved when the server answers as it should."""
    with house.db.reading() as reader:  # closed before we call out
        account = get_account(reader, appid)
    config = checked_config(_config(house, account, data))
    checked = check_server(house, config) if data.verify else None
    if checked is None or checked.ok:
        with house.db.transaction() as session:
            set_server(session, house.vault, appid, config)
    if checked is None:
        request = WireRequest("GET", config.url, {}, "")
        return Verdict(ok=True, reason="ok", message="", advice="", request=request, response=None)
    return checked.verdict(gate.language)


def _config(house: House, account: Account, data: Server) -> ServerConfig:
    return ServerConfig(
        url=data.url.strip(),
        token=account.server_token(house.vault) if data.token is None else data.token,
        aes_key=account.aes_key(house.vault) if data.aes_key is None else data.aes_key,
        mode=data.mode,
    )


@put(f"{_ACCOUNT}/domains", status_code=204)
def register_domains(session: Session, gate: Gate, appid: str, data: AllowedDomains) -> None:
    """Where an account's pages stand; only these from now on."""
    set_domains(session, get_account(session, appid).appid, data.oauth, data.js)


@put(f"{_ACCOUNT}/location", status_code=204)
def switch_location(session: Session, gate: Gate, appid: str, data: LocationSwitch) -> None:
    """When the account is told where its followers are."""
    set_mode(session, get_account(session, appid), data.mode)


@post(f"{_ACCOUNT}/migrate", status_code=202)
def migrate(session: Session, gate: Gate, appid: str, data: Migrate) -> MigrationOut:
    """Another account moves into this one, without reviewers."""
    source, target = get_account(session, data.from_appid), get_account(session, appid)
    return shown_migration(move_account(session, source, target))


@get(f"{_ACCOUNT}/migrations")
def migrations(reader: Session, gate: Gate, appid: str) -> Migrations:
    """What moves or moved here, the newest first."""
    return Migrations([shown_migration(row) for row in listed_migrations(reader, get_account(reader, appid).appid)])


@get(f"{_ACCOUNT}/pushes")
def pushes(reader: Session, gate: Gate, appid: str, mark: Mark = "") -> PushPage:
    """Pushes after a mark, whole, the oldest first; `next` is the mark to go on from."""
    return pushes_after(reader, get_account(reader, appid).appid, mark, gate.language)


@get(f"{_ACCOUNT}/calls")
def calls(reader: Session, gate: Gate, appid: str, mark: Mark = "") -> CallPage:
    """Calls of the API after a mark, the oldest first; `next` is the mark to go on from."""
    return calls_after(reader, get_account(reader, appid).appid, mark)


@post("/sandbox/people")
def make_person(session: Session, house: House, gate: Gate, data: NewPerson) -> MadePerson:
    """A new person."""
    person = create_person(session, nickname=data.nickname, gender=data.gender, province=data.province, city=data.city)
    link = f"{house.settings.base_url}/phone/#/sign-in/{sign_in_link(session, person.id)}"
    return MadePerson(person.id, link)


@post(f"{_PERSON}/follow", status_code=200)
def follow(session: Session, house: House, gate: Gate, person_id: str, data: Follow) -> Followed:
    """The person follows; through the code of a scene when one is given."""
    profile(session, person_id)
    get_account(session, data.appid)
    ticket = None if data.scene is None else code_for_scene(session, data.appid, data.scene).ticket
    source = "search" if ticket is None else "qr"
    return Followed(begin_to_follow(session, house, data.appid, person_id, source=source, ticket=ticket).openid)


@post(f"{_PERSON}/unfollow", status_code=204)
def unfollow(session: Session, house: House, gate: Gate, person_id: str, data: About) -> None:
    """The person leaves."""
    profile(session, person_id)
    cease_to_follow(session, house, data.appid, person_id)


@post(f"{_PERSON}/enter", status_code=200)
def enter(session: Session, house: House, gate: Gate, person_id: str, data: Enter) -> LocationReport:
    """The person opens the account's chat, and answers when it wants to know where they are."""
    profile(session, person_id)
    open_chat(session, data.appid, person_id)
    if data.latitude is None or data.longitude is None:
        return LocationReport(reported=False)
    stands = standing(session, data.appid, person_id)
    if stands.mode != "off" and (data.allow is not None or stands.consent == "ask"):
        consent(session, data.appid, person_id, allow=data.allow is not False)
    place = Whereabouts(data.latitude, data.longitude, data.precision)
    return LocationReport(report(session, house, data.appid, person_id, place))


@post(f"{_PERSON}/authorize", status_code=200)
def authorize(session: Session, gate: Gate, person_id: str, data: Authorize) -> Authorized:
    """The person opens an address of OAuth and allows what it asks."""
    return Authorized(allow(session, profile(session, person_id).id, data.url))


@post(f"{_PERSON}/subscribe", status_code=200)
def subscribe(session: Session, house: House, gate: Gate, person_id: str, data: Subscribe) -> Subscribed:
    """A page asks the person about notifications, and they answer."""
    profile(session, person_id)
    asked = ask_for_notices(session, data.appid, person_id, data.templates)
    if asked.fault is not None:
        raise Invalid(field="templates")
    accepted = data.templates if data.accept is None else data.accept
    said = answer_for_notices(session, house, asked, NoticeAnswer(set(accepted), keep=False, scene=1))
    return Subscribed({**said})


@litestar_post(f"{_PERSON}/send", status_code=200)
async def send(house: House, gate: Gate, person_id: str, data: Send) -> Sent:
    """The person sends a message."""
    return await acts.send(house, person_id, data)


@litestar_post(f"{_PERSON}/click", status_code=200)
async def click(house: House, gate: Gate, person_id: str, data: Click) -> Clicked:
    """The person clicks a button of the menu."""
    return await acts.press(house, person_id, data)


@litestar_post(f"{_PERSON}/scan", status_code=200)
async def scan(house: House, gate: Gate, person_id: str, data: Scan) -> Scanned:
    """The person scans the code of a scene."""
    return await acts.look_at_code(house, person_id, data)


@get(f"{_PERSON}/inbox")
def inbox(
    reader: Session, gate: Gate, person_id: str, appid: str, seq: Annotated[int, QueryParameter(name="after")] = 0
) -> Inbox:
    """The person's conversation with an account."""
    return acts.inbox(reader, person_id, appid, seq)


@post("/sandbox/clock", status_code=200)
def move_clock(session: Session, gate: Gate, data: ClockMove) -> ClockState:
    """Move the house's time."""
    return timekeeping.move(session, data)


@get("/sandbox/clock")
def read_clock(gate: Gate) -> ClockState:
    """What time it is in the house."""
    return timekeeping.state()


@put("/sandbox/faults")
def order_faults(session: Session, gate: Gate, data: FaultOrder) -> MpFaults:
    """Switch faults on and off."""
    get_account(session, data.appid)
    until = int(rules.moment_of(data.until).timestamp()) if isinstance(data.until, str) else data.until
    values: dict[str, Any] = {name: getattr(data, name) for name in MpFaults.__struct_fields__ if name != "until"}
    set_faults(session, data.appid, Faults(**values, until=until))
    return _faults(session, data.appid)


@post("/sandbox/reset", status_code=204)
def reset(session: Session, house: House, gate: Gate) -> None:
    """Empty the network."""
    resetting.reset(session, house)


@post("/sandbox/crowd", status_code=202)
def order_crowd(session: Session, gate: Gate, data: CrowdOrder) -> JobState:
    """Begin to make a crowd of followers."""
    return crowds.order(session, data)


@get("/sandbox/jobs/{job_id:str}")
def job(reader: Session, gate: Gate, job_id: str) -> JobState:
    """How far a job is."""
    return crowds.state(reader, job_id)


@get("/api/sandbox/start")
def start(house: House, gate: Gate) -> dict[str, Any]:
    """What `teahouse demo` made: links and sign-ins for the start page."""
    return starting.start(house)


@get("/api/mp/accounts/{appid:str}/faults")
def read_faults(reader: Session, house: House, operator: Login, appid: str) -> MpFaults:
    """The faults of an account, for its operator."""
    _check(reader, house, operator, appid)
    return _faults(reader, appid)


@put("/api/mp/accounts/{appid:str}/faults")
def change_faults(session: Session, house: House, operator: Login, appid: str, data: MpFaults) -> MpFaults:
    """Switch faults on and off."""
    _check(session, house, operator, appid)
    set_faults(session, appid, Faults(**msgspec.structs.asdict(data)))
    return _faults(session, appid)


def _check(session: Session, house: House, operator: Login, appid: str) -> None:
    if not house.settings.sandbox:
        raise NotFound
    check_operator(session, operator.subject_id, appid)


def _faults(session: Session, appid: str) -> MpFaults:
    return MpFaults(**msgspec.structs.asdict(faults_of(session, appid)))


ROUTES = (
    make_account,
    point_server,
    register_domains,
    switch_location,
    migrate,
    migrations,
    pushes,
    calls,
    make_person,
    follow,
    unfollow,
    enter,
    authorize,
    subscribe,
    send,
    click,
    scan,
    inbox,
    move_clock,
    read_clock,
    order_faults,
    reset,
    order_crowd,
    job,
    start,
    read_faults,
    change_faults,
)
