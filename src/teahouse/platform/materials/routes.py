"""The library over our own HTTP, for mp."""

from typing import Annotated, Any

from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body, Parameter

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.http import delete, get, post
from teahouse.kit.logins import Login
from teahouse.platform.accounts import check_operator
from teahouse.platform.materials import library
from teahouse.platform.materials.errors import for_operator
from teahouse.platform.materials.records import Material
from teahouse.platform.materials.schemas import LibraryKind, MaterialItem, MaterialItems
from teahouse.protocol import ApiError

_PAGE = 24
Upload = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]
Offset = Annotated[int, Parameter(ge=0, le=1_000_000)]


@get("/api/mp/accounts/{appid:str}/materials")
def read_materials(
    reader: Session, operator: Login, appid: str, kind: LibraryKind = "image", offset: Offset = 0
) -> MaterialItems:
    """Files of a type."""
    check_operator(reader, operator.subject_id, appid)
    page = library.list_materials(reader, appid, kind, offset, _PAGE)
    return MaterialItems([_item(one) for one in page.items], page.total)


@post("/api/mp/accounts/{appid:str}/materials")
def upload_material(session: Session, house: House, operator: Login, appid: str, data: Upload) -> MaterialItem:
    """A file for the library: multipart `file` and `kind`; of a video its `title` and `introduction`."""
    check_operator(session, operator.subject_id, appid)
    upload, kind = data.get("file"), str(data.get("kind", ""))
    content, name = (upload.file.read(), upload.filename) if isinstance(upload, UploadFile) else (b"", "")
    name = str(data.get("title", "")) if kind == "video" else name
    introduction = str(data.get("introduction", ""))
    try:
        stored = library.add_material(session, house, appid, kind, content, name=name, introduction=introduction)
    except ApiError as error:
        raise for_operator(error) from None
    return _item(stored)


@delete("/api/mp/accounts/{appid:str}/materials/{media_id:str}")
def delete_material(session: Session, house: House, operator: Login, appid: str, media_id: str) -> None:
    """Take a file out of the library."""
    check_operator(session, operator.subject_id, appid)
    try:
        library.delete_material(session, house, appid, media_id)
    except ApiError as error:
        raise for_operator(error) from None


def _item(one: Material) -> MaterialItem:
    media = one.media
    return MaterialItem(
        media_id=media.media_id,
        type=media.type,
        name=one.name,
        introduction=one.introduction,
        url=f"/files/{media.file}",
        width=media.width,
        height=media.height,
        seconds=media.seconds,
        created_at=int(one.created_at.timestamp()),
    )


ROUTES = (read_materials, upload_material, delete_material)
