"""Files that people upload to send them."""

from typing import Literal

from teahouse.kit.errors import Invalid, Text
from teahouse.kit.files import Files
from teahouse.kit.uploads import TooLarge, check_picture, sniff
from teahouse.messenger.conversations.models import Upload

Kind = Literal["image", "voice", "video"]

_MEGABYTE = 1024 * 1024
_LARGEST = {"voice": 2 * _MEGABYTE, "video": 10 * _MEGABYTE}
_TYPES = {
    "voice": {"audio/amr", "audio/mpeg", "audio/ogg", "audio/webm", "audio/wav", "video/mp4"},
    "video": {"video/mp4"},
}


class WrongKind(Invalid):
    """The bytes are not of the kind they are said to be."""

    code = "conversations.wrong_kind"
    text = Text("文件格式不支持", "This kind of file is not supported")


def upload_of(files: Files, owner_id: str, kind: Kind, data: bytes) -> Upload:
    """Check and store the bytes; the row is to be added. Raises NotAPicture, TooLarge, WrongKind."""
    if kind == "image":
        picture = check_picture(data)
        key = files.put(picture.data, picture.content_type)
        return Upload(
            key=key,
            owner_id=owner_id,
            kind=kind,
            content_type=picture.content_type,
            width=picture.width,
            height=picture.height,
        )
    if len(data) > _LARGEST[kind]:
        raise TooLarge(limit=f"{_LARGEST[kind] // _MEGABYTE} MB", field="file")
    content_type = sniff(data)
    if content_type not in _TYPES[kind] or content_type is None:
        raise WrongKind(field="file")
    return Upload(key=files.put(data, content_type), owner_id=owner_id, kind=kind, content_type=content_type)
