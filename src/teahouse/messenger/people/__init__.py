"""People: who has a phone, how they sign in, what they are called.

Others use the profiles, the provider `me` (the login of the phone), and two ports: SmsGateway brings codes to phones,
ProfileWatcher hears of changed profiles.
"""

from teahouse.kit import web
from teahouse.kit.house import Feature, House
from teahouse.messenger.people import routes
from teahouse.messenger.people.errors import PersonNotFound
from teahouse.messenger.people.ports import NoSms, NoWatcher, ProfileWatcher, SmsGateway
from teahouse.messenger.people.profile import (
    Newcomer,
    Profile,
    avatar_url,
    create_people,
    create_person,
    last_device,
    person_of_code,
    profile,
    profiles,
    qr_text_of,
    search,
)
from teahouse.messenger.people.repository import living, named, provinces
from teahouse.messenger.people.signin import sign_in_link

__all__ = [
    "FEATURE",
    "Newcomer",
    "PersonNotFound",
    "Profile",
    "ProfileWatcher",
    "SmsGateway",
    "avatar_url",
    "create_people",
    "create_person",
    "last_device",
    "living",
    "named",
    "person_of_code",
    "profile",
    "profiles",
    "provinces",
    "qr_text_of",
    "search",
    "sign_in_link",
]


def _bind(house: House) -> None:
    house.bind(SmsGateway, NoSms())  # type: ignore[type-abstract]  # a port
    house.bind(ProfileWatcher, NoWatcher())  # type: ignore[type-abstract]  # a port


FEATURE = Feature(
    name="people",
    routes=[
        routes.send_code,
        routes.sign_in,
        routes.sign_in_by_password,
        routes.sign_in_by_link,
        routes.sign_out,
        routes.read_me,
        routes.change_me,
        routes.change_avatar,
        routes.change_password,
        routes.read_devices,
        routes.sign_out_device,
        routes.read_regions,
        routes.read_panel,
        routes.switch,
    ],
    raw=web.surface("phone"),
    providers={"me": routes.me},
    bind=_bind,
)
