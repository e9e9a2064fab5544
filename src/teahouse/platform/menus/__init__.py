"""Menus of accounts: made by the API or on mp, shown and clicked on the phone."""

from teahouse.kit.house import Feature, House
from teahouse.platform.materials import Users
from teahouse.platform.menus import routes
from teahouse.platform.menus.calls import API
from teahouse.platform.menus.click import click, find_button
from teahouse.platform.menus.conditional import menu_for
from teahouse.platform.menus.errors import NoSuchButton, ResultMissing
from teahouse.platform.menus.records import Location, Menu, Result
from teahouse.platform.menus.service import MenuUsers, menu_of

__all__ = [
    "API",
    "FEATURE",
    "Location",
    "Menu",
    "NoSuchButton",
    "Result",
    "ResultMissing",
    "click",
    "find_button",
    "menu_for",
    "menu_of",
]


def _bind(house: House) -> None:
    house.bind(Users, MenuUsers())  # type: ignore[type-abstract]  # a port


FEATURE = Feature(name="menus", routes=routes.ROUTES, bind=_bind)
