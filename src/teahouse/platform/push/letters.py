"""From a message in a conversation to the message that is pushed."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from teahouse.protocol import (
    ImageMessage,
    LinkMessage,
    LocationMessage,
    Push,
    ShortVideoMessage,
    TextMessage,
    VideoMessage,
    VoiceMessage,
)
from teahouse.protocol import Message as PushedMessage

MediaOf = Callable[[str, dict[str, Any], str], str]
"""(kind, content, name of the URL in it) -> media_id"""


def pushed(type: str, content: dict[str, Any], head: dict[str, Any], media: MediaOf, base: str) -> PushedMessage | None:  # noqa: A002
    """The message to push; None for what accounts never get, such as cards of contacts."""
    make = _MAKERS.get(type)
    return make(content, head, media, base) if make else None


def _text(content: dict[str, Any], head: dict[str, Any], _media: MediaOf, _base: str) -> PushedMessage:
    item = content.get("menu_item_id")
    return TextMessage(**head, content=str(content.get("text", "")), bizmsgmenuid=str(item) if item else None)


def _image(content: dict[str, Any], head: dict[str, Any], media: MediaOf, base: str) -> PushedMessage:
    return ImageMessage(**head, pic_url=_absolute(base, content["url"]), media_id=media("image", content, "url"))


def _voice(content: dict[str, Any], head: dict[str, Any], media: MediaOf, _base: str) -> PushedMessage:
    recognition = content.get("recognition")
    return VoiceMessage(
        **head,
        media_id=media("voice", content, "url"),
        format="speex" if str(content["url"]).endswith(".speex") else "amr",
        recognition=None if recognition is None else str(recognition),
    )


def _video(content: dict[str, Any], head: dict[str, Any], media: MediaOf, _base: str) -> PushedMessage:
    thumb = media("thumb", content, "thumb_url" if content.get("thumb_url") else "url")
    return VideoMessage(**head, media_id=media("video", content, "url"), thumb_media_id=thumb)


def _shortvideo(content: dict[str, Any], head: dict[str, Any], media: MediaOf, _base: str) -> PushedMessage:
    thumb = media("thumb", content, "thumb_url" if content.get("thumb_url") else "url")
    return ShortVideoMessage(**head, media_id=media("video", content, "url"), thumb_media_id=thumb)


def _location(content: dict[str, Any], head: dict[str, Any], _media: MediaOf, _base: str) -> PushedMessage:
    return LocationMessage(
        **head,
        location_x=Decimal(str(content["latitude"])),
        location_y=Decimal(str(content["longitude"])),
        scale=int(content.get("scale", 16)),
        label=str(content.get("label", "")),
    )


def _link(content: dict[str, Any], head: dict[str, Any], _media: MediaOf, _base: str) -> PushedMessage:
    return LinkMessage(
        **head,
        title=str(content.get("title", "")),
        description=str(content.get("description", "")),
        url=str(content.get("url", "")),
    )


_MAKERS: dict[str, Callable[[dict[str, Any], dict[str, Any], MediaOf, str], PushedMessage]] = {
    "text": _text,
    "image": _image,
    "voice": _voice,
    "video": _video,
    "shortvideo": _shortvideo,
    "location": _location,
    "link": _link,
}


def _absolute(base: str, url: str) -> str:
    return url if url.startswith(("http://", "https://")) else f"{base}{url}"


def summary_of(push: Push) -> str:
    """One line that says what was pushed."""
    for name in ("content", "event_key", "label", "title", "recognition"):
        value = getattr(push, name, None)
        if value:
            return str(value)
    return ""
