"""Where files lie: a folder, or an S3-compatible store. A key is random and carries the type in its ending."""

import mimetypes
import re
from pathlib import Path

import obstore
from obstore.exceptions import NotFoundError
from obstore.store import LocalStore, ObjectStore, from_url

from teahouse.kit.errors import NotFound, Text
from teahouse.kit.ids import secret_token

_KEY = re.compile(r"[0-9A-Za-z_-]{24,64}\.[a-z0-9]{2,5}")
_ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "audio/amr": "amr",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/x-ms-wma": "wma",
    "audio/ogg": "ogg",
    "audio/webm": "weba",
    "video/mp4": "mp4",
}
_TYPES = {ending: content_type for content_type, ending in _ENDINGS.items()}


class NoSuchFile(NotFound):
    """No file of that key."""

    code = "files.not_found"
    text = Text("文件不存在或已过期", "The file does not exist or has expired")


class Files:
    """Files by key; what is written is never changed."""

    def __init__(self, store: ObjectStore, *, alone: bool = False) -> None:
        """`store` is obstore's; `alone` when nobody else keeps files there."""
        self._store = store
        self._alone = alone

    @classmethod
    def open(cls, folder: Path, url: str = "") -> "Files":
        """A folder, or where `url` points (s3://bucket/prefix; credentials from the AWS_ environment)."""
        if url:
            return cls(from_url(url))
        folder.mkdir(parents=True, exist_ok=True)
        return cls(LocalStore(prefix=folder), alone=True)

    def put(self, data: bytes, content_type: str) -> str:
        """Store; the new key. The content type must be one that uploads may have."""
        key = f"{secret_token(24).strip('-_').ljust(24, '0')}.{_ENDINGS[content_type]}"
        obstore.put(self._store, key, data)
        return key

    def get(self, key: str) -> bytes:
        """The bytes. Raises NoSuchFile."""
        if not _KEY.fullmatch(key):
            raise NoSuchFile
        try:
            return bytes(obstore.get(self._store, key).bytes())
        except (NotFoundError, FileNotFoundError) as error:
            raise NoSuchFile from error

    def delete(self, key: str) -> None:
        """Remove; a key that is gone already, or is none, is fine."""
        if not _KEY.fullmatch(key):
            return
        try:
            obstore.delete(self._store, key)
        except (NotFoundError, FileNotFoundError):
            return

    def keys(self) -> list[str]:
        """All that is stored in the own folder; nothing of a store that others may share."""
        if not self._alone:
            return []
        found = (one["path"] for some in obstore.list(self._store) for one in some)
        return [key for key in found if _KEY.fullmatch(key)]


def content_type_of(key: str) -> str:
    """The type of a stored file, from its ending."""
    ending = key.rpartition(".")[2]
    return _TYPES.get(ending) or mimetypes.guess_type(key)[0] or "application/octet-stream"
