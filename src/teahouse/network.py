"""The network: messenger and platform, one origin, one database. Only a list of features."""

from teahouse.kit.app import build
from teahouse.kit.door import Door
from teahouse.kit.house import Feature, House
from teahouse.messenger import contacts, conversations, people
from teahouse.platform import accounts, api, followers, materials, menus, push, qrcodes, sandbox, service

FEATURES: tuple[Feature, ...] = (
    people.FEATURE,
    contacts.FEATURE,
    conversations.FEATURE,
    accounts.FEATURE,
    api.feature(followers.API, qrcodes.API, materials.API, menus.API, service.API),
    followers.FEATURE,
    qrcodes.FEATURE,
    materials.FEATURE,
    push.FEATURE,
    menus.FEATURE,
    service.FEATURE,
    sandbox.FEATURE,
)


def app(house: House) -> Door:
    """The network's ASGI app."""
    return build(house, FEATURES)
