"""A part's ASGI app, put together from its features."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import lru_cache, partial
from typing import cast

import litestar.types
import structlog
from litestar import Litestar
from litestar.config.app import AppConfig
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from sqlalchemy.exc import IntegrityError

from teahouse.kit import http, logins
from teahouse.kit.asgi import ClientGone
from teahouse.kit.db import Session
from teahouse.kit.door import Door
from teahouse.kit.errors import AppError
from teahouse.kit.house import AsgiApp, Feature, Handler, House, Receive, Scope, Send
from teahouse.kit.jobs import Jobs
from teahouse.kit.settings import Part
from teahouse.kit.web import uploaded_file

LARGEST_BODY = 12 * 1024 * 1024
_RESTART_SECONDS = 1.0
_HOUSE = "teahouse.house"
"""Where a request's scope carries its house."""
_log = structlog.get_logger(__name__)


@http.get("/healthz", include_in_schema=False)
def healthz(reader: Session) -> dict[str, str]:
    """Healthy when the database answers."""
    reader.connection()
    return {"status": "ok"}


def build(house: House, features: tuple[Feature, ...]) -> Door:
    """The part's app."""
    for feature in features:
        if feature.bind is not None:
            feature.bind(house)
    raw = {prefix: make(house) for feature in features for prefix, make in feature.raw.items()}
    return Door(_dispatch(house, features, raw), house.settings)


@lru_cache(maxsize=4)
def build_framework(part: Part, features: tuple[Feature, ...]) -> Litestar:
    """The Litestar app inside; its OpenAPI document is what the pages' clients are made from.

    It takes a while to make and knows no house: each request brings its own.
    """
    return Litestar(
        route_handlers=[healthz, uploaded_file, *(route for feature in features for route in feature.routes)],
        dependencies={
            "house": Provide(_house_of, sync_to_thread=False),
            **{name: Provide(make) for feature in features for name, make in feature.providers.items()},
        },
        exception_handlers={
            AppError: http.render_error,
            HTTPException: http.render_framework_error,
            IntegrityError: http.render_conflict,
            RecursionError: http.render_bottomless,
            Exception: http.render_unexpected,
        },
        openapi_config=OpenAPIConfig(title=f"Teahouse {part}", version="1", path="/api/schema"),
        request_max_body_size=LARGEST_BODY,
        on_app_init=[_quiet],
    )


def _quiet(config: AppConfig) -> AppConfig:
    config.logging_config = None  # the process configures logging, see kit/logs.py
    return config


def _house_of(scope: litestar.types.Scope) -> House:
    house: House = scope[_HOUSE]  # type: ignore[literal-required]  # ours, see _dispatch
    return house


def _dispatch(house: House, features: tuple[Feature, ...], raw: Mapping[str, AsgiApp]) -> AsgiApp:
    raw_of = _finder(raw)
    framework = cast("AsgiApp", build_framework(house.part, features))
    excepted = {path for feature in features for path in feature.excepted}

    async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(house, features, receive, send)
            return
        path: str = scope["path"]
        endpoint = None if path in excepted else raw_of(path)
        if endpoint is None:
            scope[_HOUSE] = house
            await framework(scope, receive, send)
            return
        try:
            await endpoint(scope, receive, send)
        except ClientGone:
            return

    return dispatch


def _finder(raw: Mapping[str, AsgiApp]) -> Callable[[str], AsgiApp | None]:
    """Finds the raw endpoint with the longest prefix of a path; by its first part, because every request asks."""
    by_first: dict[str, list[tuple[str, AsgiApp]]] = {}
    for prefix in sorted(raw, key=len, reverse=True):
        by_first.setdefault(prefix.split("/", 2)[1], []).append((prefix, raw[prefix]))
    root = by_first.pop("", [])  # what stands at "/" itself takes what nobody else does
    for candidates in by_first.values():
        candidates.extend(root)

    def find(path: str) -> AsgiApp | None:
        for prefix, endpoint in by_first.get(path[1:].partition("/")[0], root):
            if path.startswith(prefix) and (prefix[-1] == "/" or path[len(prefix) :][:1] in {"", "/"}):
                return endpoint
        return None

    return find


async def _live(house: House, features: Sequence[Feature], receive: Receive, send: Send) -> None:
    """ASGI's lifespan: all that runs beside the requests."""
    await receive()
    stage = "startup"
    try:
        async with _running(house, features):
            await send({"type": "lifespan.startup.complete"})
            stage = "shutdown"
            await receive()
    except Exception as error:
        _log.error(f"part.{stage}_failed", exc_info=error)
        await send({"type": f"lifespan.{stage}.failed", "message": repr(error)})
        raise
    await send({"type": "lifespan.shutdown.complete"})


@asynccontextmanager
async def _running(house: House, features: Sequence[Feature]) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        stack.callback(house.close)
        await house.bus.start()
        stack.push_async_callback(house.bus.stop)
        await stack.enter_async_context(running_beside(partial(_forget_logins, house)))
        for feature in features:
            if feature.lifespan is not None:
                await stack.enter_async_context(feature.lifespan(house))
        if house.settings.worker:
            await stack.enter_async_context(running_beside(Jobs(house, handlers(features)).run))
        yield


async def work(house: House, features: Sequence[Feature]) -> None:
    """A process that only works off jobs, until cancelled."""
    for feature in features:
        if feature.bind is not None:
            feature.bind(house)
    async with AsyncExitStack() as stack:
        stack.callback(house.close)
        await house.bus.start()
        stack.push_async_callback(house.bus.stop)
        for feature in features:  # the sandbox's clock, among others, moves here too
            if feature.lifespan is not None:
                await stack.enter_async_context(feature.lifespan(house))
        await Jobs(house, handlers(features)).run()


def handlers(features: Sequence[Feature]) -> dict[str, Handler]:
    """All job handlers of a part, by kind."""
    return {kind: handler for feature in features for kind, handler in feature.jobs.items()}


@asynccontextmanager
async def running_beside(work: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Keep a loop running beside the part; one that breaks is logged and started again."""
    task = asyncio.create_task(_keep_running(work))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _keep_running(work: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await work()
        except Exception as error:  # noqa: BLE001 - the loop must go on whatever broke it
            _log.error("background.broken", work=getattr(work, "__qualname__", repr(work)), exc_info=error)
        await asyncio.sleep(_RESTART_SECONDS)


async def _forget_logins(house: House) -> None:
    async with house.bus.subscribe([logins.TOPIC]) as hints:
        while True:
            await hints.get()
            house.logins.forget()
