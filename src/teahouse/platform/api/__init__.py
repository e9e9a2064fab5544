"""The door of the public API, its basic interfaces, its quotas and its log."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec

from teahouse.kit import clock
from teahouse.kit.app import running_beside
from teahouse.kit.db import Session
from teahouse.kit.house import AsgiApp, Feature, House
from teahouse.platform.api import journal, routes, service
from teahouse.platform.api.basic import API
from teahouse.platform.api.call import OK, Answer, Batched, Binary, Call, Handler, Handlers, decoded, each
from teahouse.platform.api.door import ApiDoor
from teahouse.platform.api.forms import Form, Upload
from teahouse.platform.api.quotas import TOPIC, Quotas
from teahouse.platform.api.schemas import CallOut, CallPage
from teahouse.platform.api.tokens import Issuer
from teahouse.protocol.endpoints import ENDPOINTS

__all__ = [
    "OK",
    "Answer",
    "Batched",
    "Binary",
    "Call",
    "CallPage",
    "Form",
    "Handler",
    "Handlers",
    "Upload",
    "calls_after",
    "decoded",
    "each",
    "feature",
]


def calls_after(session: Session, appid: str, after: str) -> CallPage:
    """Calls of an account after a mark, the oldest first; `next` is the mark to go on from."""
    page = service.calls_after(session, appid, after)
    return CallPage(msgspec.convert(page.items, list[CallOut]), page.next)


# Pages of a browser, with cookies and languages; platform.identity serves them.
_PAGES = ("/connect/", "/mp/")


def feature(*apis: Handlers) -> Feature:
    """The door with the handlers of all features, by path."""
    handlers = dict(API)
    for api in apis:
        handlers |= api
    unknown = sorted(handlers.keys() - {endpoint.path for endpoint in ENDPOINTS})
    if unknown:
        message = f"not in the table of endpoints: {', '.join(unknown)}"
        raise ValueError(message)

    def door(house: House) -> AsgiApp:
        return ApiDoor(house, handlers)

    return Feature(
        name="api",
        routes=(routes.calls, routes.call),
        raw=dict.fromkeys(sorted(_prefixes()), door),
        jobs={"api.trim": journal.trim},
        bind=_bind,
        lifespan=_running,
    )


def _bind(house: House) -> None:
    quotas = Quotas(house.writer)
    house.bind(Quotas, quotas)
    house.bind(Issuer, Issuer(house.vault, quotas))


def _prefixes() -> set[str]:
    return {f"/{endpoint.path.split('/')[1]}/" for endpoint in ENDPOINTS if not endpoint.path.startswith(_PAGES)}


@asynccontextmanager
async def _running(house: House) -> AsyncIterator[None]:
    with house.db.transaction() as session:
        journal.schedule_trim(session, clock.now())

    async def forget() -> None:
        async with house.bus.subscribe([TOPIC]) as hints:
            while True:
                await hints.get()
                house.get(Quotas).forget()

    async with running_beside(forget):
        yield
