"""What a person may send: the content of each type, checked, and made into what the readers get."""

from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from teahouse.kit.db import Session
from teahouse.kit.errors import Invalid, NotFound, Text
from teahouse.messenger.contacts import person
from teahouse.messenger.conversations.errors import NoSuchUpload
from teahouse.messenger.conversations.models import Upload
from teahouse.messenger.conversations.ports import AccountDesk
from teahouse.messenger.conversations.repository import members

_Short = Annotated[str, Meta(max_length=200)]
_Url = Annotated[str, Meta(max_length=2048, pattern=r"^https?://[^\s]+$")]
_File = Annotated[str, Meta(max_length=80)]


class TextContent(msgspec.Struct):
    """At most 4000 characters; `menu_item_id` when an item of an account's menu message was tapped."""

    text: Annotated[str, Meta(min_length=1, max_length=4000)]
    menu_item_id: Annotated[str, Meta(max_length=64)] | None = None


class FileContent(msgspec.Struct):
    """A picture or a video, by the key of its upload."""

    file: _File


class VoiceContent(msgspec.Struct):
    """At most 60 seconds, as in WeChat."""

    file: _File
    seconds: Annotated[int, Meta(ge=1, le=60)]


class LocationContent(msgspec.Struct):
    """GCJ-02 degrees, as in WeChat; `scale` is the map's zoom."""

    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]
    label: _Short
    scale: Annotated[int, Meta(ge=1, le=28)] = 15
    name: _Short = ""


class LinkContent(msgspec.Struct):
    """A web page."""

    title: Annotated[str, Meta(min_length=1, max_length=200)]
    url: _Url
    description: Annotated[str, Meta(max_length=500)] = ""
    image_url: _Url | None = None


class PersonCardContent(msgspec.Struct):
    """Recommend a person."""

    person_id: Annotated[str, Meta(max_length=20)]


class AccountCardContent(msgspec.Struct):
    """Recommend an official account."""

    appid: Annotated[str, Meta(max_length=64)]


class BlankText(Invalid):
    """Nothing but white space."""

    code = "conversations.blank_text"
    text = Text("不能发送空白消息", "A blank message cannot be sent")


class NoSuchAccount(NotFound):
    """The account on the card."""

    code = "conversations.no_such_account"
    text = Text("该公众号不存在", "There is no such account")


class Lookups(msgspec.Struct, frozen=True):
    """What the richer types need: a reading session, the desk, the sender."""

    session: Session
    desk: AccountDesk
    sender_id: str


TYPES: dict[str, type[msgspec.Struct]] = {
    "text": TextContent,
    "image": FileContent,
    "voice": VoiceContent,
    "video": FileContent,
    "location": LocationContent,
    "link": LinkContent,
    "person_card": PersonCardContent,
    "account_card": AccountCardContent,
}


def text_content(content: TextContent) -> dict[str, Any]:
    """Raises BlankText."""
    if not content.text.strip():
        raise BlankText(field="text")
    if content.menu_item_id is None:
        return {"text": content.text}
    return {"text": content.text, "menu_item_id": content.menu_item_id}


def plain_content(content: LocationContent | LinkContent) -> dict[str, Any]:
    """What is sent as it is."""
    return msgspec.structs.asdict(content)


def _image(content: FileContent, lookups: Lookups) -> dict[str, Any]:
    upload = _upload(lookups, content.file, "image")
    return {**_where(upload), "width": upload.width, "height": upload.height}


def _voice(content: VoiceContent, lookups: Lookups) -> dict[str, Any]:
    return {**_where(_upload(lookups, content.file, "voice")), "seconds": content.seconds}


def _video(content: FileContent, lookups: Lookups) -> dict[str, Any]:
    return {**_where(_upload(lookups, content.file, "video")), "thumb_url": None}


def _person_card(content: PersonCardContent, lookups: Lookups) -> dict[str, Any]:
    shown = person(lookups.session, lookups.sender_id, content.person_id)
    return {
        "person_id": shown.id,
        "nickname": shown.nickname,
        "wechat_id": shown.wechat_id,
        "avatar_url": shown.avatar_url,
    }


def _account_card(content: AccountCardContent, lookups: Lookups) -> dict[str, Any]:
    card = lookups.desk.cards(lookups.session, [content.appid], lookups.sender_id).get(content.appid)
    if card is None:
        raise NoSuchAccount(field="appid")
    return {"appid": card.appid, "name": card.name, "wechat_id": card.wechat_id, "avatar_url": card.avatar_url}


LOOKED_UP: dict[str, Callable[[Any, Lookups], dict[str, Any]]] = {
    "image": _image,
    "voice": _voice,
    "video": _video,
    "person_card": _person_card,
    "account_card": _account_card,
}
"""Types that need the database; by the same name as in TYPES."""


def _upload(lookups: Lookups, key: str, kind: str) -> Upload:
    upload = members.upload(lookups.session, lookups.sender_id, key, kind)
    if upload is None:
        raise NoSuchUpload(field="file")
    return upload


def _where(upload: Upload) -> dict[str, Any]:
    return {"file": upload.key, "url": f"/files/{upload.key}"}
