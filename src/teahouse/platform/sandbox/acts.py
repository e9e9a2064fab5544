"""What a person does: sends, clicks, scans; and what comes back while somebody waits for it."""

import asyncio
import base64
import binascii
import io
import time
from collections.abc import Callable
from typing import Any

from anyio import to_thread
from PIL import Image

from teahouse.kit.db import Cursor, Session
from teahouse.kit.errors import AppError, Invalid, Text
from teahouse.kit.house import House
from teahouse.kit.ids import new_id
from teahouse.kit.uploads import check_picture, sniff
from teahouse.messenger.conversations import AccountDesk, Draft, Message, account_conversation, append, messages, topic
from teahouse.messenger.people import profile
from teahouse.platform.accounts import get_account
from teahouse.platform.menus import Location, NoSuchButton, Result, click, find_button
from teahouse.platform.qrcodes import code_for_scene, scan
from teahouse.platform.sandbox.errors import BadMedia
from teahouse.platform.sandbox.schemas import Click, Clicked, Inbox, Item, Scan, Scanned, Send, Sent

_LONGEST_WAIT = 60.0
_QUIET_SECONDS = 0.25
"""After a reply so long a silence ends the wait: an account may answer in several messages."""
_PAGE = 100
_MAX_MEDIA = 10 * 1024 * 1024
_SOUNDS = {"audio/amr", "audio/mpeg", "audio/wav", "audio/ogg", "audio/webm"}
_AMR = b"#!AMR\n" + b"\x3c" + bytes(31)
_MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"


async def send(house: House, person_id: str, order: Send) -> Sent:
    """The person sends a message. Raises NotFound, NotFollowing, Invalid, BadMedia."""
    content = await to_thread.run_sync(_content, house, person_id, order)
    conversation = account_conversation(order.appid, person_id)
    draft = Draft(conversation, "person", person_id, order.type, content, order.client_id or new_id())

    async def act() -> Message:
        outcome = await house.writer.submit(_Append(house), draft)
        if isinstance(outcome, AppError):
            raise outcome
        return outcome

    sent, replies = await _waited(house, person_id, order.appid, order.wait, act, lambda message: message.seq)
    return Sent(str(sent.msg_id), sent.seq, replies)


class _Append:
    """Work for the writer."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, cursor: Cursor, drafts: list[Draft]) -> list[Message | AppError]:
        return append(cursor, drafts, self._house.get(AccountDesk))  # type: ignore[type-abstract]  # a port


async def press(house: House, person_id: str, order: Click) -> Clicked:
    """The person clicks a button of the menu. Raises NotFound, NotFollowing, NoSuchButton, ResultMissing."""

    def do(session: Session) -> str | None:
        _check(session, person_id, order.appid)
        place = find_button(session, order.appid, person_id, order.key)
        if place is None:
            raise NoSuchButton(field="key")
        return click(session, house, order.appid, person_id, place, _result(house, order))

    url, replies = await _in_transaction(house, person_id, order.appid, order.wait, do)
    return Clicked(url, replies)


async def look_at_code(house: House, person_id: str, order: Scan) -> Scanned:
    """The person scans the code of a scene. Raises NotFound."""

    def do(session: Session) -> tuple[bool, str]:
        _check(session, person_id, order.appid)
        code = code_for_scene(session, order.appid, order.scene)
        return scan(session, house, person_id, order.appid, code.ticket), code.ticket

    (scanned, ticket), replies = await _in_transaction(house, person_id, order.appid, order.wait, do)
    return Scanned(scanned, ticket, replies)


def inbox(session: Session, person_id: str, appid: str, after: int) -> Inbox:
    """The conversation from behind a number. Raises NotFound."""
    _check(session, person_id, appid)
    found = messages(session, account_conversation(appid, person_id), after=after, limit=_PAGE)
    return Inbox([_item(one) for one in found], found[-1].seq if len(found) == _PAGE else None)


def _check(session: Session, person_id: str, appid: str) -> None:
    profile(session, person_id)
    get_account(session, appid)


def _item(message: Message) -> Item:
    return Item(
        seq=message.seq,
        msg_id=str(message.msg_id),
        type=message.type,
        sender=message.sender_kind,
        content=message.content.get("text", "") if message.type == "text" else message.content,
        time=message.sent_at,
    )


async def _in_transaction(
    house: House, person_id: str, appid: str, wait: float, do: Callable[[Session], Any]
) -> tuple[Any, list[Item]]:
    def perform() -> tuple[Any, int]:
        with house.db.transaction() as session:
            before = _last(session, person_id, appid)
            return do(session), before

    async def act() -> tuple[Any, int]:
        return await to_thread.run_sync(perform)

    (done, _), replies = await _waited(house, person_id, appid, wait, act, lambda outcome: outcome[1])
    return done, replies


def _last(session: Session, person_id: str, appid: str) -> int:
    newest = messages(session, account_conversation(appid, person_id), before=2**62, limit=1)
    return newest[-1].seq if newest else 0


async def _waited(
    house: House,
    person_id: str,
    appid: str,
    wait: float,
    act: Callable[[], Any],
    mark: Callable[[Any], int],
) -> tuple[Any, list[Item]]:
    """Listen first, then act, then wait for what comes behind the act's own number."""
    if wait < 0 or wait > _LONGEST_WAIT:
        raise Invalid(field="wait", text=Text("wait 为 0 到 60 秒", "wait is between 0 and 60 seconds"))
    if not wait:
        return await act(), []
    async with house.bus.subscribe([topic(person_id)]) as hints:
        done = await act()
        replies: list[Item] = []
        deadline = time.monotonic() + wait
        while (left := deadline - time.monotonic()) > 0:
            try:
                async with asyncio.timeout(min(left, _QUIET_SECONDS) if replies else left):
                    await hints.get()
            except TimeoutError:
                break
            replies = await to_thread.run_sync(_replies, house, person_id, appid, mark(done))
        return done, replies


def _replies(house: House, person_id: str, appid: str, after: int) -> list[Item]:
    with house.db.reading() as reader:
        found = messages(reader, account_conversation(appid, person_id), after=after, limit=_PAGE)
    return [_item(one) for one in found if one.sender_kind != "person"]


def _content(house: House, person_id: str, order: Send) -> dict[str, Any]:
    with house.db.reading() as reader:
        _check(reader, person_id, order.appid)
    return _CONTENTS[order.type](house, order)


def _text(_house: House, order: Send) -> dict[str, Any]:
    if not order.content.strip():
        raise Invalid(field="content", text=Text("内容不能为空", "There is nothing to send"))
    return {"text": order.content}


def _image(house: House, order: Send) -> dict[str, Any]:
    picture = check_picture(_media(order) or _blank())
    key = house.files.put(picture.data, picture.content_type)
    return {"url": f"/files/{key}", "width": picture.width, "height": picture.height}


def _blank() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), (7, 193, 96)).save(out, "PNG")
    return out.getvalue()


def _voice(house: House, order: Send) -> dict[str, Any]:
    key = _stored(house, _media(order) or _AMR, _SOUNDS)
    said = {} if order.recognition is None else {"recognition": order.recognition}
    return {"url": f"/files/{key}", "seconds": 1, **said}


def _video(house: House, order: Send) -> dict[str, Any]:
    key = _stored(house, _media(order) or _MP4, {"video/mp4"})
    thumb = house.files.put(_blank(), "image/png")
    return {"url": f"/files/{key}", "thumb_url": f"/files/{thumb}"}


def _location(_house: House, order: Send) -> dict[str, Any]:
    place = order.location
    if place is None or not (abs(place.latitude) <= 90 and abs(place.longitude) <= 180):  # noqa: PLR2004 - degrees
        raise Invalid(field="location")
    return {
        "latitude": place.latitude,
        "longitude": place.longitude,
        "scale": place.scale,
        "label": place.label,
        "name": place.name,
    }


def _link(_house: House, order: Send) -> dict[str, Any]:
    if order.link is None or not order.link.url:
        raise Invalid(field="link")
    link = order.link
    return {"title": link.title, "description": link.description, "url": link.url, "image_url": link.image_url}


_CONTENTS: dict[str, Callable[[House, Send], dict[str, Any]]] = {
    "text": _text,
    "image": _image,
    "voice": _voice,
    "video": _video,
    "shortvideo": _video,
    "location": _location,
    "link": _link,
}


def _media(order: Send) -> bytes | None:
    if order.media is None:
        return None
    try:
        data = base64.b64decode(order.media, validate=True)
    except (binascii.Error, ValueError):
        raise BadMedia(field="media") from None
    if not data or len(data) > _MAX_MEDIA:
        raise BadMedia(field="media")
    return data


def _stored(house: House, data: bytes, allowed: set[str]) -> str:
    content_type = sniff(data)
    if content_type not in allowed:
        raise BadMedia(field="media")
    return house.files.put(data, content_type)


def _result(house: House, order: Click) -> Result:
    """What the buttons need that scan, take pictures or locate; something plausible when it is not said."""
    found, place = plausible(house), order.location
    here = Location(place.latitude, place.longitude, place.scale, place.label, place.name) if place else found.location
    return Result(order.scan_text or found.scan_text, found.files, here)


def plausible(house: House) -> Result:
    """A scanned text, a picture and a place."""
    picture = house.files.put(_blank(), "image/png")
    return Result("https://example.com/", (picture,), Location(39.9087, 116.3975, 16, "天安门", ""))
