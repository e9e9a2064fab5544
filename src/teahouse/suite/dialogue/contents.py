"""Pushes as acts on the time line: what happened, one line about it, and the details."""

from typing import Any, NamedTuple

import msgspec

from teahouse.protocol.events import (
    ClickEvent,
    Event,
    LocationEvent,
    ScanEvent,
    SubscribeEvent,
    UnsubscribeEvent,
    ViewEvent,
)
from teahouse.protocol.messages import (
    ImageMessage,
    LinkMessage,
    LocationMessage,
    Message,
    ShortVideoMessage,
    TextMessage,
    VideoMessage,
    VoiceMessage,
)


class ActOf(NamedTuple):
    """An act, as it will be stored."""

    kind: str
    summary: str
    detail: dict[str, Any]


def act_of(push: Message | Event) -> ActOf:
    """The act that a push is."""
    if isinstance(push, Message):
        kind, content, summary = _content(push)
        return ActOf("message", summary[:120], {"type": kind, "content": content})
    return _event(push)


def _content(push: Message) -> tuple[str, dict[str, Any], str]:
    match push:
        case TextMessage():
            return "text", {"text": push.content}, push.content
        case ImageMessage():
            return "image", {"url": push.pic_url, "media_id": push.media_id}, ""
        case VoiceMessage():
            words = push.recognition or ""
            return "voice", {"media_id": push.media_id, "format": push.format, "recognition": words}, words
        case VideoMessage() | ShortVideoMessage():
            return push.MSG_TYPE, {"media_id": push.media_id, "thumb_media_id": push.thumb_media_id}, ""
        case LocationMessage():
            place = {
                "latitude": float(push.location_x),
                "longitude": float(push.location_y),
                "scale": push.scale,
                "label": push.label,
            }
            return "location", place, push.label
        case LinkMessage():
            link = {"title": push.title, "description": push.description, "url": push.url}
            return "link", link, push.title
        case _:
            return push.msg_type, msgspec.to_builtins(push), ""


def _event(push: Event) -> ActOf:
    match push:
        case SubscribeEvent():
            return ActOf("follow", push.scene or "", {"scene": push.scene or "", "ticket": push.ticket or ""})
        case UnsubscribeEvent():
            return ActOf("unfollow", "", {})
        case ScanEvent():
            return ActOf("scan", push.event_key, {"scene": push.event_key, "ticket": push.ticket})
        case ClickEvent():
            return ActOf("menu", push.event_key, {"key": push.event_key})
        case ViewEvent():
            return ActOf("view", push.event_key, {"url": push.event_key})
        case LocationEvent():
            place = {"latitude": float(push.latitude), "longitude": float(push.longitude)}
            return ActOf("location", "", place)
        case _:
            return ActOf("event", push.event, msgspec.to_builtins(push, str_keys=True))
