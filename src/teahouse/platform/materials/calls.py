"""Calls of the public API about media."""

from collections.abc import Mapping
from typing import Any

from teahouse.kit import clock
from teahouse.platform.api import Binary, Call, Handler
from teahouse.platform.api import Upload as FilePart
from teahouse.platform.materials import service
from teahouse.platform.materials.rules import KINDS
from teahouse.protocol import ApiError


def upload(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/media/upload: multipart `media`, `type` in the query; clients of old put it into the form."""
    form = call.form()
    kind = call.query.get("type") or form.fields.get("type", "")
    if kind not in KINDS:
        raise ApiError(40004)
    part = file_part(call)
    media_id = service.put_media(call.session, call.house, call.account.appid, kind, part.data, part.filename)
    thumb = {"thumb_media_id": media_id} if kind == "thumb" else {}
    return {"type": kind, **thumb, "media_id": media_id, "created_at": clock.timestamp()}


def download(call: Call) -> Mapping[str, Any] | Binary:
    """GET /cgi-bin/media/get: the file as an attachment; of a video its URL."""
    media_id = call.query.get("media_id", "")
    if not media_id:
        raise ApiError(41006)
    media = service.media(call.session, call.account.appid, media_id)
    if media.type == "video":
        return {"video_url": service.file_url(call.house, media.file)}
    return Binary(call.house.files.get(media.file), media.content_type, media.filename)


def download_voice(call: Call) -> Binary:
    """GET /cgi-bin/media/get/jssdk: a voice as a page recorded it. Raises ApiError: 41006, 40007."""
    media_id = call.query.get("media_id", "")
    if not media_id:
        raise ApiError(41006)
    media = service.media(call.session, call.account.appid, media_id)
    if media.type != "voice":
        raise ApiError(40007)
    return Binary(call.house.files.get(media.file), media.content_type, media.filename)


def upload_article_image(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/media/uploadimg: multipart `media`."""
    return {"url": service.put_article_image(call.house, file_part(call).data)}


def file_part(call: Call) -> FilePart:
    """The file of a form, under whatever name. Raises ApiError 41005."""
    files = call.form().files
    part = files.get("media") or next(iter(files.values()), None)
    if part is None:
        raise ApiError(41005)
    return part


API: dict[str, Handler] = {
    "/cgi-bin/media/upload": upload,
    "/cgi-bin/media/get": download,
    "/cgi-bin/media/get/jssdk": download_voice,
    "/cgi-bin/media/uploadimg": upload_article_image,
}
