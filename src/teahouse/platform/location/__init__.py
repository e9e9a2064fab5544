"""Where followers are (获取用户地理位置): the account's switch, their consent, and the event LOCATION."""

from teahouse.kit.house import Feature
from teahouse.platform.location.routes import ROUTES
from teahouse.platform.location.rules import Mode as LocationMode
from teahouse.platform.location.rules import Place
from teahouse.platform.location.schemas import LocationReport, LocationSwitch
from teahouse.platform.location.service import consent, report, set_mode, standing

__all__ = [
    "FEATURE",
    "LocationMode",
    "LocationReport",
    "LocationSwitch",
    "Place",
    "consent",
    "report",
    "set_mode",
    "standing",
]

FEATURE = Feature(name="location", routes=ROUTES)
