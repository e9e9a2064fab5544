"""Media of an account: uploaded by it, or sent to it by a person."""

import io
import math
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from PIL import Image

from teahouse.kit import clock
from teahouse.kit.db import Cursor, Session
from teahouse.kit.house import House
from teahouse.kit.ids import secret_token
from teahouse.kit.uploads import sniff
from teahouse.platform.accounts import faults_of
from teahouse.platform.materials import repository
from teahouse.platform.materials.records import Media
from teahouse.platform.materials.rules import (
    ARTICLE_IMAGE,
    ASF,
    BMP,
    KINDS,
    LIFETIME_DAYS,
    MP3,
    PNG,
    WMA,
    Kind,
    MediaType,
    check_upload,
    is_mp3,
    voice_seconds,
)
from teahouse.protocol import ApiError

_ID_BYTES = 48  # 64 characters
_MAX_PIXELS = 40_000_000
_PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", BMP: "BMP"}


class CheckedUpload(NamedTuple):
    """What an upload is: sizes in pixels, 0 where they say nothing."""

    data: bytes
    content_type: str
    width: int
    height: int
    seconds: int


def put_media(session: Session, house: House, appid: str, kind: str, data: bytes, filename: str = "") -> str:
    """Store an upload for three days; its media_id.

    The type is judged by the bytes; `filename` says nothing we trust. Raises ApiError: 40004 unknown kind, 44001
    empty, 40009 to 40012 too big, 40005 another format, 45007 longer than a minute.
    """
    if kind not in KINDS:
        raise ApiError(40004)
    checked = checked_upload(KINDS[kind], data)
    file = house.files.put(checked.data, checked.content_type)
    return _add(session, appid, kind, Media("", kind, file, checked.width, checked.height, checked.seconds))


def put_file(
    to: Session | Cursor, appid: str, kind: MediaType, file: str, *, size: tuple[int, int] = (0, 0), seconds: int = 0
) -> str:
    """A media_id, for three days, of a file that is stored already: what a person sent."""
    return _add(to, appid, kind, Media("", kind, file, *size, seconds))


def media(to: Session | Cursor, appid: str, media_id: str) -> Media:
    """What a media_id stands for. Raises ApiError 40007 when it is unknown, somebody else's, or too old."""
    return medias(to, appid, [media_id])[media_id]


def medias(to: Session | Cursor, appid: str, media_ids: Sequence[str]) -> dict[str, Media]:
    """The same for several, in one query."""
    found = _found(to, appid, media_ids)
    if len(found) < len(set(media_ids)):
        raise ApiError(40007)
    return found


def known_media(to: Session | Cursor, appid: str, media_ids: Sequence[str]) -> frozenset[str]:
    """Those of the media_ids that stand for something."""
    return frozenset(_found(to, appid, media_ids))


def _found(to: Session | Cursor, appid: str, media_ids: Sequence[str]) -> dict[str, Media]:
    """Nothing, while the sandbox's fault says so."""
    return {} if faults_of(to, appid).wrong_media else repository.find(to, appid, media_ids, clock.now())


def known_types(to: Session | Cursor, appid: str, media_ids: Sequence[str]) -> dict[str, str]:
    """The types of those of the media_ids that stand for something."""
    return {media_id: one.type for media_id, one in repository.find(to, appid, media_ids, clock.now()).items()}


def put_article_image(house: House, data: bytes) -> str:
    """Store a picture for the inside of articles; its URL. Raises ApiError: 44001, 40009 too big, 40005."""
    checked = checked_upload(ARTICLE_IMAGE, data)
    return file_url(house, house.files.put(checked.data, checked.content_type))


def file_url(house: House, file: str) -> str:
    """Where anybody can fetch a stored file."""
    return f"{house.settings.base_url}/files/{file}"


def _add(to: Session | Cursor, appid: str, kind: str, media: Media) -> str:
    now = clock.now()
    media_id = secret_token(_ID_BYTES)
    stored = media._replace(media_id=media_id, type=kind)
    repository.add(to, appid, stored, now, now + timedelta(days=LIFETIME_DAYS))
    return media_id


def checked_upload(kind: Kind, data: bytes) -> CheckedUpload:
    """An upload that keeps the rules of its type. Raises ApiError as check_upload does."""
    content_type = check_upload(kind, data, _content_type(data))
    if content_type in _PICTURES:
        return _picture(data, content_type)
    return CheckedUpload(data, content_type, 0, 0, math.ceil(voice_seconds(data, content_type)))


def _content_type(data: bytes) -> str | None:
    if data.startswith(b"BM"):
        return BMP
    if data.startswith(ASF):
        return WMA
    return sniff(data) or (MP3 if is_mp3(data) else None)


def _picture(data: bytes, content_type: str) -> CheckedUpload:
    """A picture that can be shown. Its bytes stay as they are, because accounts compare what they get back."""
    try:
        with Image.open(io.BytesIO(data), formats=[_PICTURES[content_type]]) as image:
            if image.width * image.height > _MAX_PIXELS:
                raise ApiError(40009)
            image.load()
            if content_type == BMP:  # browsers and phones expect something smaller
                return CheckedUpload(_as_png(image), PNG, image.width, image.height, 0)
            return CheckedUpload(data, content_type, image.width, image.height, 0)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise ApiError(40005) from None


def _as_png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.convert("RGB").save(out, "PNG")
    return out.getvalue()
