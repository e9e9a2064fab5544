"""The network: messenger and platform, one origin, one database. Only a list of features."""

from teahouse.kit.app import build
from teahouse.kit.house import AsgiApp, Feature, House
from teahouse.messenger import contacts, conversations, moments, people
from teahouse.platform import (
    accounts,
    api,
    followers,
    identity,
    materials,
    menus,
    push,
    qrcodes,
    sandbox,
    service,
    shortlinks,
    webview,
)

FEATURES: tuple[Feature, ...] = (
    people.FEATURE,
    contacts.FEATURE,
    conversations.FEATURE,
    moments.FEATURE,
    accounts.FEATURE,
    api.feature(followers.API, qrcodes.API, materials.API, menus.API, service.API, identity.API, shortlinks.API),
    followers.FEATURE,
    qrcodes.FEATURE,
    materials.FEATURE,
    push.FEATURE,
    menus.FEATURE,
    service.FEATURE,
    webview.FEATURE,
    identity.FEATURE,
    shortlinks.FEATURE,
    sandbox.FEATURE,
)


def app(house: House) -> AsgiApp:
    """The network's ASGI app."""
    return build(house, FEATURES)
