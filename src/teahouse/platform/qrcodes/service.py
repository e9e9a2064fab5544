"""Codes with a scene: made by an account, scanned by people."""

from datetime import timedelta

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.ids import secret_token
from teahouse.messenger.people import Profile, person_of_code
from teahouse.platform.accounts import AccountNotFound, get_account
from teahouse.platform.followers import Pusher, Scene, follower_of_person, openid_of, record_act
from teahouse.platform.qrcodes import repository
from teahouse.platform.qrcodes.errors import CodeExpired
from teahouse.platform.qrcodes.records import QrCode
from teahouse.platform.qrcodes.rules import MAX_PERMANENT, MAX_SECONDS, Wish, read_scanned
from teahouse.protocol import ApiError, ScanEvent

_CODE_BYTES, _TICKET_BYTES = 12, 45


def create(session: Session, appid: str, wish: Wish) -> QrCode:
    """Make a code; of a permanent scene that the account has already, the same again. Raises ApiError 45029."""
    now = clock.now()
    code = QrCode(
        appid=appid,
        ticket=f"gQ{secret_token(_TICKET_BYTES)}==",
        code=secret_token(_CODE_BYTES),
        action_name=wish.action_name,
        scene=wish.scene,
        number=wish.number,
        expires_at=None if wish.seconds is None else now + timedelta(seconds=wish.seconds),
        scans=0,
        follows=0,
        created_at=now,
    )
    if not repository.add(session, code, wish.permanent_key):
        return repository.permanent(session, appid, wish.permanent_key or "")
    if wish.permanent_key is not None and not repository.take_place(session, appid, MAX_PERMANENT):
        raise ApiError(45029)
    return code


def code_of_ticket(session: Session, ticket: str) -> QrCode | None:
    """The code of a ticket; also one that has expired, for its picture can be shown still."""
    return repository.by_ticket(session, ticket) if ticket else None


def code_for_scene(session: Session, appid: str, scene: str | int) -> QrCode:
    """The account's newest code of a scene that lives; a temporary one is made when there is none."""
    code = repository.living(session, appid, str(scene), clock.now())
    if code is not None:
        return code
    number = scene if isinstance(scene, int) else 0
    return create(session, appid, Wish("QR_SCENE" if number else "QR_STR_SCENE", str(scene), number, MAX_SECONDS))


def resolve(session: Session, house: House, text: str) -> tuple[str, str | None] | None:
    """The account that a scanned text leads to, and the ticket of its scene; None when it leads to none.

    Raises CodeExpired.
    """
    found = read_scanned(house.settings.base_url, text)
    if found.kind == "account":
        return _known(session, found.value)
    code = repository.by_code(session, found.value) if found.kind == "scene" else None
    if code is None:
        return None
    if not code.lives(clock.now()):
        raise CodeExpired
    return code.appid, code.ticket


def _known(session: Session, appid: str) -> tuple[str, None] | None:
    try:
        return get_account(session, appid).appid, None
    except AccountNotFound:
        return None


def resolve_person(session: Session, house: House, text: str) -> Profile | None:
    """The person that a scanned text leads to."""
    found = read_scanned(house.settings.base_url, text)
    return person_of_code(session, found.value) if found.kind == "person" else None


def scan(session: Session, house: House, person_id: str, appid: str, ticket: str) -> bool:
    """A person scans a code. True when they follow and the account hears of it; else they may follow through it.

    Raises CodeExpired.
    """
    if not repository.count_scan(session, appid, ticket, clock.now()):
        raise CodeExpired
    follower = follower_of_person(session, appid, person_id)
    code = repository.by_ticket(session, ticket)
    if follower is None or not follower.subscribed or code is None:
        return False
    record_act(session, appid, person_id, "scan")
    event = ScanEvent(
        to_user_name=get_account(session, appid).original_id,
        from_user_name=openid_of(session, appid, person_id),
        create_time=clock.timestamp(),
        event_key=code.scene,
        ticket=code.ticket,
    )
    house.get(Pusher).push_event(session, appid, person_id, event)  # type: ignore[type-abstract]  # a port
    return True


class SceneCodes:
    """Fills the port `Scenes` of followers."""

    def count_follow(self, session: Session, appid: str, ticket: str, times: int = 1) -> Scene | None:
        """See Scenes."""
        if not repository.count_follow(session, appid, ticket, clock.now(), times):
            return None
        code = repository.by_ticket(session, ticket)
        return Scene(code.ticket, code.scene, code.number) if code else None


def account_picture(session: Session, house: House, appid: str) -> bytes | None:
    """The picture of an account, for the middle of its codes."""
    avatar = get_account(session, appid).avatar
    return house.files.get(avatar) if avatar else None
