"""The network: messenger and platform, one origin, one database. Only a list of features."""

from teahouse.kit.app import build
from teahouse.kit.house import AsgiApp, Feature, House
from teahouse.messenger import contacts, conversations, people
from teahouse.platform import accounts, api, articles, followers, materials, menus, push, qrcodes, sandbox, service

FEATURES: tuple[Feature, ...] = (
    people.FEATURE,
    contacts.FEATURE,
    conversations.FEATURE,
    accounts.FEATURE,
    api.feature(followers.API, qrcodes.API, materials.API, articles.API, menus.API, service.API),
    followers.FEATURE,
    qrcodes.FEATURE,
    materials.FEATURE,
    articles.FEATURE,
    push.FEATURE,
    menus.FEATURE,
    service.FEATURE,
    sandbox.FEATURE,
)


def app(house: House) -> AsgiApp:
    """The network's ASGI app."""
    return build(house, FEATURES)
