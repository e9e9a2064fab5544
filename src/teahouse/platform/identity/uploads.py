"""What pages upload through the JS-SDK: pictures as by the API, voices as the phone's browser records them."""

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.uploads import sniff
from teahouse.platform.materials import put_file, put_media
from teahouse.protocol import ApiError

_VOICES = {"audio/amr", "audio/mpeg", "audio/ogg", "audio/webm", "audio/wav", "video/mp4"}
"""A recording is in a container of the browser's; some call that a video."""
_LARGEST_VOICE = 2 * 1024 * 1024


def put(session: Session, house: House, appid: str, data: bytes) -> str:
    """Store it for three days; its media_id. Raises ApiError: 44001, 40005, 40006, 40009."""
    kind = sniff(data)
    if kind not in _VOICES:
        return put_media(session, house, appid, "image", data)
    if len(data) > _LARGEST_VOICE:
        raise ApiError(40006)
    return put_file(session, appid, "voice", house.files.put(data, kind))
