"""The phone's browser: pages of brands, each site at a port of its own, with the bridge that the JS-SDK looks for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from teahouse.kit.house import Feature, House
from teahouse.platform.webview import routes
from teahouse.platform.webview.sites import Sites

__all__ = ["FEATURE", "Sites"]


def _bind(house: House) -> None:
    house.bind(Sites, Sites(house))


@asynccontextmanager
async def _running(house: House) -> AsyncIterator[None]:
    sites = house.get(Sites)
    sites.start()
    try:
        yield
    finally:
        await sites.stop()


FEATURE = Feature(name="webview", routes=(routes.open_page,), bind=_bind, lifespan=_running)
