"""Calls of the public API about codes."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from teahouse.platform.api import Binary, Call, Handler
from teahouse.platform.qrcodes import service
from teahouse.platform.qrcodes.picture import draw_code
from teahouse.platform.qrcodes.rules import checked_wish, scene_text


class _Body(Struct):
    action_name: Any = None
    action_info: Any = None
    expire_seconds: Any = None


def create(call: Call) -> Mapping[str, Any]:
    """POST /cgi-bin/qrcode/create."""
    body = call.json(_Body)
    info = body.action_info if isinstance(body.action_info, dict) else {}
    scene = info.get("scene")
    scene = scene if isinstance(scene, dict) else {}
    wish = checked_wish(body.action_name, scene.get("scene_id"), scene.get("scene_str"), body.expire_seconds)
    code = service.create(call.session, call.account.appid, wish)
    life = {} if wish.seconds is None else {"expire_seconds": wish.seconds}
    return {"ticket": code.ticket, **life, "url": scene_text(call.house.settings.base_url, code.code)}


def show(call: Call) -> Binary:
    """GET /cgi-bin/showqrcode: the picture of a ticket, to anybody; 404 when there is no such ticket."""
    code = service.code_of_ticket(call.session, call.query.get("ticket", ""))
    if code is None:
        return Binary(b"", "text/plain", status=404)
    text = scene_text(call.house.settings.base_url, code.code)
    face = service.account_picture(call.session, call.house, code.appid)
    return Binary(draw_code(text, face, "account", kind="JPEG"), "image/jpg")


API: dict[str, Handler] = {"/cgi-bin/qrcode/create": create, "/cgi-bin/showqrcode": show}
