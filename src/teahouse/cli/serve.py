"""Commands that run a part."""

import argparse
import asyncio
import gc
import signal
import sys
from collections.abc import Callable, Coroutine
from contextlib import ExitStack, suppress
from typing import Any

import msgspec
import uvicorn
from sqlalchemy.exc import OperationalError

from teahouse import network, suite_app
from teahouse.cli import tls
from teahouse.kit import logs, migrations, settings
from teahouse.kit.app import build_framework
from teahouse.kit.app import work as work_off
from teahouse.kit.house import AsgiApp, Feature, House
from teahouse.kit.serving import http_config
from teahouse.kit.settings import Part, Settings, SettingsError
from teahouse.protocol import WECHAT_HOSTS

_APPS: dict[Part, Callable[[House], AsgiApp]] = {"network": network.app, "suite": suite_app.app}
_FEATURES: dict[Part, tuple[Feature, ...]] = {"network": network.FEATURES, "suite": suite_app.FEATURES}
_OBJECTS_BEFORE_COLLECTING = 20_000
"""Python's 700 is less than one batch of the writer makes: a twentieth of a push went into looking for cycles."""
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_PORTS: dict[Part, int] = {"network": 8000, "suite": 8100}
_GIVEN = ("data", "host", "port", "public_url", "sandbox", "tls", "tls_port")


def open_house(part: Part, options: argparse.Namespace) -> House:
    """The part's house, its database migrated. Raises SettingsError."""
    given = {name: getattr(options, name, None) for name in _GIVEN}
    loaded = settings.load(overrides=given, defaults={"port": _PORTS[part]})
    logs.configure(loaded.log_level, loaded.log_format)
    try:
        house = House.open(part, loaded)
        migrations.upgrade(house.db, part)
    except (OSError, OperationalError) as error:
        lines = str(error).splitlines()
        problem = f"{lines[0] if lines else error!r}; `teahouse doctor --data {loaded.data}` looks for the cause"
        raise SettingsError([problem]) from error
    return house


def run(options: argparse.Namespace) -> int:
    """`teahouse network` and `teahouse suite`."""
    house = open_house(options.part, options)
    if exposed := exposure(house.settings):
        print(exposed, file=sys.stderr, flush=True)
    if house.part == "network" and house.settings.tls:
        return _run_with_tls(house)
    print(f"teahouse {house.part}: {house.settings.base_url}", file=sys.stderr, flush=True)
    server(house, _APPS[house.part](house)).run()
    return 0


def exposure(given: Settings) -> str:
    """A warning for a sandbox that others can reach; empty when there is nothing to say."""
    if not given.sandbox or given.host in _LOOPBACK:
        return ""
    return (
        f"teahouse network: the sandbox is on and the network listens on {given.host}. Whoever reaches it can sign in"
        " as anybody it made up, and its phones open pages of this machine. Use it among people you trust only."
    )


def _run_with_tls(house: House) -> int:
    with ExitStack() as stack:
        try:
            listener, found = stack.enter_context(tls.opened(house.settings))
        except SettingsError:
            house.close()
            raise
        door = network.app(house)
        beside = tls.server(door.beside(WECHAT_HOSTS), found)
        address = f"https://{listener.getsockname()[0]}:{listener.getsockname()[1]}"
        print(f"teahouse network: {house.settings.base_url}, {address}", file=sys.stderr)
        print(f"teahouse network: the CA is {found.authority}", file=sys.stderr, flush=True)
        tls.Pair(server(house, door).config, beside, listener).run()
    return 0


def server(house: House, app: AsgiApp) -> uvicorn.Server:
    """The HTTP server of a part."""
    gc.freeze()  # what the part is made of stays, so there is no garbage to look for in it
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTING, 20, 20)
    return uvicorn.Server(http_config(app, host=house.settings.host, port=house.settings.port, lifespan="on"))


def work(options: argparse.Namespace) -> int:
    """`teahouse worker`."""
    house = open_house(options.part, options)
    if not house.db.is_postgresql:
        house.close()
        raise SettingsError(["a worker of its own needs PostgreSQL (database_url); on SQLite the part does the jobs"])
    asyncio.run(_until_stopped(work_off(house, _FEATURES[house.part])))
    return 0


async def _until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """SIGTERM ends it in good order: what runs is finished, the rest is given back."""
    task = asyncio.ensure_future(work)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    with suppress(asyncio.CancelledError):
        await task


def migrate(options: argparse.Namespace) -> int:
    """`teahouse migrate`."""
    house = open_house(options.part, options)
    if options.make:
        migrations.make(house.db, house.part, options.make)
    house.close()
    return 0


def openapi(options: argparse.Namespace) -> int:
    """`teahouse openapi`: nothing is served, nothing is kept."""
    schema: dict[str, Any] = build_framework(options.part, _FEATURES[options.part]).openapi_schema.to_schema()
    print(msgspec.json.format(msgspec.json.encode(schema), indent=2).decode())
    return 0
