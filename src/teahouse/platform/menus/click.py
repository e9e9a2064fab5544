"""What a click on a menu does: an event to the account's server, messages of the person, an answer of the platform."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PIL import Image, UnidentifiedImageError

from teahouse.kit import clock
from teahouse.kit.db import Session, cursor_of
from teahouse.kit.errors import AppError
from teahouse.kit.files import NoSuchFile
from teahouse.kit.house import House
from teahouse.messenger.conversations import AccountDesk, Draft, account_conversation, append
from teahouse.platform.accounts import get_account
from teahouse.platform.articles import Card, published_articles, stored_articles
from teahouse.platform.followers import NotFollowing, Pusher, follower_of_person, record_act
from teahouse.platform.materials import media
from teahouse.platform.menus.conditional import menu_for
from teahouse.platform.menus.errors import NoSuchButton, ResultMissing
from teahouse.platform.menus.records import Location, Menu, Result
from teahouse.platform.menus.rules import MENU_ACTS, is_place, is_web, leaves, scan_type
from teahouse.protocol import (
    ApiError,
    Button,
    ClickEvent,
    Event,
    LocationSelectEvent,
    PicPhotoOrAlbumEvent,
    PicSysphotoEvent,
    PicWeixinEvent,
    ScanCodeInfo,
    ScancodePushEvent,
    ScancodeWaitmsgEvent,
    SendLocationInfo,
    SendPicsInfo,
    SentPic,
    ViewEvent,
    ViewMiniprogramEvent,
)

_MOST_PICTURES = 9
_Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Click:
    """One click of a follower."""

    session: Session
    house: House
    appid: str
    person_id: str
    openid: str
    button: Button
    menu: Menu
    result: Result

    def push(self, kind: type[Event], **fields: object) -> None:
        """Tell the account's server."""
        event = kind(
            to_user_name=get_account(self.session, self.appid).original_id,
            from_user_name=self.openid,
            create_time=clock.timestamp(),
            **fields,
        )
        pusher = self.house.get(Pusher)  # type: ignore[type-abstract]  # a port
        pusher.push_event(self.session, self.appid, self.person_id, event)

    def append(self, sender: str, contents: list[tuple[str, _Content]]) -> None:
        """Messages into the chat, of the person or of the account."""
        conversation, is_account = account_conversation(self.appid, self.person_id), sender == self.appid
        drafts = [
            Draft(conversation, "account" if is_account else "person", sender, kind, content)
            for kind, content in contents
        ]
        desk = self.house.get(AccountDesk)  # type: ignore[type-abstract]  # a port
        for outcome in append(cursor_of(self.session), drafts, desk):
            if isinstance(outcome, AppError):
                raise outcome

    @property
    def menu_id(self) -> str | None:
        """The menu's id, as events carry it: only of a menu that the API made."""
        return str(self.menu.menuid) if self.menu.source == "api" else None


def click(
    session: Session, house: House, appid: str, person_id: str, path: tuple[int, int | None], result: Result
) -> str | None:
    """A follower clicks a button; the address that the phone opens now, if any.

    Raises NotFollowing, NoSuchButton, ResultMissing.
    """
    follower = follower_of_person(session, appid, person_id)
    if follower is None or not follower.subscribed:
        raise NotFollowing
    menu = menu_for(session, appid, person_id)
    button = menu.at(*path) if menu else None
    if menu is None or button is None:
        raise NoSuchButton
    one = _Click(session, house, appid, person_id, follower.openid, button, menu, result)
    answer = _DOES[button.type](one)
    if button.type in MENU_ACTS:
        record_act(session, appid, person_id, "menu")
    return answer


def find_button(session: Session, appid: str, person_id: str, key: str) -> tuple[int, int | None] | None:
    """The place of the button with this key, URL, media_id or article_id, in the menu that the person sees."""
    menu = menu_for(session, appid, person_id)
    for place, button in leaves(menu.buttons if menu else ()):
        if key in {button.key, button.url, button.media_id, button.article_id} - {""}:
            return place
    return None


def _click(one: _Click) -> None:
    one.push(ClickEvent, event_key=one.button.key)


def _view(one: _Click) -> str:
    one.push(ViewEvent, event_key=one.button.url, menu_id=one.menu_id)
    return one.button.url


def _mini_program(one: _Click) -> str:
    """There are no mini-programs here: the fallback page opens."""
    one.push(ViewMiniprogramEvent, event_key=one.button.pagepath, menu_id=one.menu_id)
    return one.button.url


def _scan_and_show(one: _Click) -> str | None:
    text = _scan(one, ScancodePushEvent)
    return text if is_web(text) else None


def _scan_and_wait(one: _Click) -> None:
    _scan(one, ScancodeWaitmsgEvent)


def _scan(one: _Click, kind: type[Event]) -> str:
    text = one.result.scan_text
    if not text:
        raise ResultMissing(field="result.scan_text")
    info = ScanCodeInfo(scan_type=scan_type(text), scan_result=text)
    one.push(kind, event_key=one.button.key, scan_code_info=info)
    return text


def _pictures(kind: type[Event]) -> Callable[[_Click], None]:
    def send(one: _Click) -> None:
        files = one.result.files
        if not 1 <= len(files) <= _MOST_PICTURES:
            raise ResultMissing(field="result.files")
        read = [_picture(one.house, file) for file in files]
        sums = tuple(SentPic(pic_md5_sum=md5) for md5, _ in read)
        info = SendPicsInfo(count=len(sums), pic_list=sums)
        one.push(kind, event_key=one.button.key, send_pics_info=info)
        one.append(one.person_id, [("image", content) for _, content in read])

    return send


def _picture(house: House, file: str) -> tuple[str, _Content]:
    """The MD5 of an uploaded picture, and the message that shows it."""
    try:
        data = house.files.get(file)
        with Image.open(io.BytesIO(data)) as image:
            width, height = image.size
    except (NoSuchFile, UnidentifiedImageError, OSError) as error:
        raise ResultMissing(field="result.files") from error
    md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
    return md5, {"url": f"/files/{file}", "width": width, "height": height}


def _location(one: _Click) -> None:
    place = one.result.location
    if place is None or not is_place(place.latitude, place.longitude, place.scale):
        raise ResultMissing(field="result.location")
    info = SendLocationInfo(
        location_x=Decimal(str(place.latitude)),
        location_y=Decimal(str(place.longitude)),
        scale=place.scale,
        label=place.label,
        poiname=place.name,
    )
    one.push(LocationSelectEvent, event_key=one.button.key, send_location_info=info)
    one.append(one.person_id, [("location", _place_content(place))])


def _place_content(place: Location) -> _Content:
    return {
        "latitude": place.latitude,
        "longitude": place.longitude,
        "scale": place.scale,
        "label": place.label,
        "name": place.name,
    }


def _media(one: _Click) -> None:
    """The platform answers with the media itself; the account's server hears nothing (reference, 3.1)."""
    try:
        found = media(one.session, one.appid, one.button.media_id)
    except ApiError:  # it was kept for three days only, or it is an article
        _show(one, _stored(one))
        return
    url = f"/files/{found.file}"
    content: dict[str, _Content] = {
        "image": {"url": url, "width": found.width, "height": found.height},
        "voice": {"url": url, "seconds": found.seconds},
        "video": {"url": url, "thumb_url": None, "title": "", "description": ""},
    }
    kind = "image" if found.type == "thumb" else found.type
    one.append(one.appid, [(kind, content[kind])])


def _stored(one: _Click) -> list[Card]:
    try:
        return stored_articles(one.session, one.appid, one.button.media_id)
    except ApiError:
        raise NoSuchButton from None


def _published(one: _Click) -> list[Card]:
    try:
        return published_articles(one.session, one.appid, one.button.article_id)
    except ApiError:
        raise NoSuchButton from None


def _show(one: _Click, cards: list[Card]) -> None:
    one.append(one.appid, [("news", {"articles": [card.content for card in cards]})])


def _article(one: _Click) -> None:
    """The platform answers with the published articles, as cards in the chat."""
    _show(one, _published(one))


def _view_stored(one: _Click) -> str:
    return one.house.settings.base_url + _stored(one)[0].path


def _view_article(one: _Click) -> str:
    return one.house.settings.base_url + _published(one)[0].path


def _text(one: _Click) -> None:
    """The platform answers with a text that was written on mp; the account's server hears nothing."""
    one.append(one.appid, [("text", {"text": one.button.value})])


_DOES: dict[str, Callable[[_Click], str | None]] = {
    "click": _click,
    "view": _view,
    "miniprogram": _mini_program,
    "scancode_push": _scan_and_show,
    "scancode_waitmsg": _scan_and_wait,
    "pic_sysphoto": _pictures(PicSysphotoEvent),
    "pic_photo_or_album": _pictures(PicPhotoOrAlbumEvent),
    "pic_weixin": _pictures(PicWeixinEvent),
    "location_select": _location,
    "media_id": _media,
    "text": _text,
    "view_limited": _view_stored,
    "article_id": _article,
    "article_view_limited": _view_article,
}
