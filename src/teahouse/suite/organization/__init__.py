"""Organization: brands, their staff, roles and the audit log."""

from teahouse.kit import web
from teahouse.kit.house import Feature, House
from teahouse.suite.organization.members import Member, brand_name, check_member, find_member, record, staff_names
from teahouse.suite.organization.routes import ROUTES, provide_staff
from teahouse.suite.organization.rules import Role, includes
from teahouse.suite.organization.service import make_link

__all__ = [
    "FEATURE",
    "Member",
    "Role",
    "brand_name",
    "check_member",
    "find_member",
    "includes",
    "make_link",
    "record",
    "staff_names",
]


def _phones(house: House) -> list[str]:
    """The web phones that show our pages in their browser."""
    network = house.settings.network_url.rstrip("/")
    return [network, network.replace("//127.0.0.1", "//localhost", 1)]


FEATURE = Feature(
    name="organization",
    routes=[*ROUTES, web.front("/console/")],
    raw={**web.surface("console"), **web.surface("h5", _phones)},
    providers={"staff": provide_staff},
)
