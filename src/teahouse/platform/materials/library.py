"""The library of an account: files that stay until they are deleted (reference, 10.2)."""

from collections.abc import Mapping, Sequence

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.ids import secret_token
from teahouse.platform.materials import repository
from teahouse.platform.materials.ports import Shelf, Users
from teahouse.platform.materials.records import Material, MaterialPage, Media
from teahouse.platform.materials.rules import LIBRARY_KINDS, LIBRARY_LIMITS
from teahouse.platform.materials.service import checked_upload
from teahouse.protocol import ApiError

_ID_BYTES = 32  # 43 characters
_LONGEST_NAME = 120


def add_material(  # noqa: PLR0913 - whose, what, and its two texts
    session: Session, house: House, appid: str, kind: str, data: bytes, *, name: str = "", introduction: str = ""
) -> Material:
    """Put a file into the library; `name` is the file's, of a video its title.

    Raises ApiError: 40004 unknown type, 44001 empty, 40009 to 40012 too big, 40005 another format, 45007 longer than
    a minute, 45001 the library is full, 41011 a video without a title.
    """
    if kind not in LIBRARY_KINDS:
        raise ApiError(40004)
    if kind == "video" and not name.strip():
        raise ApiError(41011)
    checked = checked_upload(LIBRARY_KINDS[kind], data)
    if not repository.take_place(session, appid, kind, LIBRARY_LIMITS[kind]):
        raise ApiError(45001)
    file = house.files.put(checked.data, checked.content_type)
    media = Media(secret_token(_ID_BYTES), kind, file, checked.width, checked.height, checked.seconds)
    stored = Material(media, _cleaned(name) or media.filename, _cleaned(introduction, 1000), clock.now())
    repository.add_material(session, appid, stored)
    return stored


def _cleaned(text: str, longest: int = _LONGEST_NAME) -> str:
    return text.replace("\0", "").strip()[:longest]


def material(session: Session, appid: str, media_id: str) -> Material:
    """A file of the library. Raises ApiError 40007."""
    found = repository.material(session, appid, media_id)
    if found is None:
        raise ApiError(40007)
    return found


def library_pictures(session: Session, appid: str, media_ids: Sequence[str]) -> dict[str, str]:
    """Keys of the files of those of the media_ids that are pictures in the library."""
    return repository.pictures(session, appid, media_ids) if media_ids else {}


def list_materials(session: Session, appid: str, kind: str, offset: int, count: int) -> MaterialPage:
    """Files of a type, the newest first."""
    total = repository.counts(session, appid).get(kind, 0)
    return MaterialPage(repository.materials(session, appid, kind, offset, count), total)


def count_materials(session: Session, house: House, appid: str) -> Mapping[str, int]:
    """How many of each type there are, articles included."""
    shelf = house.get(Shelf)  # type: ignore[type-abstract]  # a port
    counted = repository.counts(session, appid)
    return {kind: counted.get(kind, 0) for kind in LIBRARY_KINDS} | {"news": shelf.count(session, appid)}


def delete_material(session: Session, house: House, appid: str, media_id: str) -> None:
    """Take a file, or articles, out of the library. Raises ApiError: 40007 unknown, 48005 the menu needs it.

    The file itself stays: published articles and chats go on showing it.
    """
    if house.get(Users).need(session, appid, media_id):  # type: ignore[type-abstract]  # a port
        raise ApiError(48005)
    shelf = house.get(Shelf)  # type: ignore[type-abstract]  # a port
    if not (repository.remove_material(session, appid, media_id) or shelf.remove(session, appid, media_id)):
        raise ApiError(40007)
