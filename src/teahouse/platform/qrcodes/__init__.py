"""Codes: plain ones of people and accounts, and those with a scene that accounts make."""

from teahouse.kit.house import Feature, House
from teahouse.platform.followers import Scenes
from teahouse.platform.qrcodes import routes
from teahouse.platform.qrcodes.calls import API
from teahouse.platform.qrcodes.errors import CodeExpired
from teahouse.platform.qrcodes.picture import draw_code
from teahouse.platform.qrcodes.records import QrCode
from teahouse.platform.qrcodes.rules import Wish, account_text, checked_wish, picture_url, scene_text
from teahouse.platform.qrcodes.service import (
    SceneCodes,
    code_for_scene,
    code_of_ticket,
    create,
    resolve,
    resolve_person,
    scan,
)

__all__ = [
    "API",
    "FEATURE",
    "CodeExpired",
    "QrCode",
    "Wish",
    "account_text",
    "checked_wish",
    "code_for_scene",
    "code_of_ticket",
    "create",
    "draw_code",
    "picture_url",
    "resolve",
    "resolve_person",
    "scan",
    "scene_text",
]


def _bind(house: House) -> None:
    house.bind(Scenes, SceneCodes())  # type: ignore[type-abstract]  # a port


FEATURE = Feature(name="qrcodes", routes=routes.ROUTES, bind=_bind)
