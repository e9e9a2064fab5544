"""The network: messenger and platform, one origin, one database. Only a list of features."""

from teahouse.kit.app import build
from teahouse.kit.house import AsgiApp, Feature, House
from teahouse.messenger import contacts, conversations, people
from teahouse.platform import accounts, api

FEATURES: tuple[Feature, ...] = (
    people.FEATURE,
    contacts.FEATURE,
    conversations.FEATURE,
    accounts.FEATURE,
    api.feature(),
)


def app(house: House) -> AsgiApp:
    """The network's ASGI app."""
    return build(house, FEATURES)
