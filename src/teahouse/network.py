"""The network: messenger and platform, one origin, one database. Only a list of features."""

from teahouse.kit.app import build
from teahouse.kit.door import Door
from teahouse.kit.house import Feature, House
from teahouse.messenger import contacts, conversations, moments, people
from teahouse.platform import (
    accounts,
    answers,
    api,
    articles,
    autoreply,
    certification,
    followers,
    identity,
    location,
    massend,
    materials,
    menus,
    migration,
    noticeboard,
    notices,
    push,
    qrcodes,
    registration,
    review,
    sandbox,
    service,
    shortlinks,
    statistics,
    tags,
    templates,
    webview,
)

APIS = (
    articles.API,
    autoreply.API,
    followers.API,
    identity.API,
    massend.API,
    materials.API,
    menus.API,
    migration.API,
    notices.API,
    qrcodes.API,
    service.API,
    shortlinks.API,
    statistics.API,
    tags.API,
    templates.API,
)
"""The handlers of the public API, by path."""

FEATURES: tuple[Feature, ...] = (
    people.FEATURE,
    contacts.FEATURE,
    conversations.FEATURE,
    moments.FEATURE,
    accounts.FEATURE,
    api.feature(*APIS),
    followers.FEATURE,
    qrcodes.FEATURE,
    materials.FEATURE,
    push.FEATURE,
    autoreply.FEATURE,
    menus.FEATURE,
    service.FEATURE,
    location.FEATURE,
    statistics.FEATURE,
    tags.FEATURE,
    answers.FEATURE,
    templates.FEATURE,
    notices.FEATURE,
    webview.FEATURE,
    identity.FEATURE,
    shortlinks.FEATURE,
    articles.FEATURE,
    noticeboard.FEATURE,
    review.FEATURE,
    massend.FEATURE,
    certification.FEATURE,
    registration.FEATURE,
    migration.FEATURE,
    sandbox.FEATURE,
)


def app(house: House) -> Door:
    """The network's ASGI app."""
    return build(house, FEATURES)
