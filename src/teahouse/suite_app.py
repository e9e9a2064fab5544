"""The suite: the brand's side of the wall, its own origin, its own database. Only a list of features."""

from teahouse.kit.app import build
from teahouse.kit.house import AsgiApp, Feature, House
from teahouse.suite import audience, channel, desk, dialogue, organization, reports

FEATURES: tuple[Feature, ...] = (
    organization.FEATURE,
    channel.FEATURE,
    audience.FEATURE,
    desk.FEATURE,
    dialogue.FEATURE,
    reports.FEATURE,
)


def app(house: House) -> AsgiApp:
    """The suite's ASGI app."""
    return build(house, FEATURES)
