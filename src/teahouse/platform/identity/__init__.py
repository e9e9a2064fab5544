"""Web identity: OAuth in the phone's browser, sign-in on websites by a code, tickets of the JS-SDK."""

from teahouse.kit.house import Feature, House
from teahouse.platform.followers import Unions
from teahouse.platform.identity import connect, routes
from teahouse.platform.identity.applications import BoundUnions
from teahouse.platform.identity.calls import API
from teahouse.platform.identity.domains import set_domains
from teahouse.platform.identity.rules import card_signature, js_signature

__all__ = ["API", "FEATURE", "PAGES", "card_signature", "js_signature", "set_domains"]

PAGES = ("/connect/oauth2/authorize", "/connect/qrconnect")
"""Paths of the table that are no calls, but pages of a browser."""


def _bind(house: House) -> None:
    house.bind(Unions, BoundUnions())  # type: ignore[type-abstract]  # a port


FEATURE = Feature(name="identity", routes=routes.ROUTES, providers={"visitor": connect.visitor}, bind=_bind)
