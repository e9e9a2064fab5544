"""The phone's browser over our own HTTP."""

from msgspec import Struct


class PageWish(Struct):
    """A page that is to be shown."""

    url: str


class ShownPage(Struct):
    """The address to put into the frame; `bridged` when the page gets the JS-SDK's bridge there."""

    url: str
    bridged: bool
