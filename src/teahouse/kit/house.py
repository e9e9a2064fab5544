"""What a running part is made of, and how a feature joins it."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from litestar.types import ControllerRouterHandler

from teahouse.kit.bus import Bus, RedisBus
from teahouse.kit.crypto import Vault
from teahouse.kit.db import Database, Session
from teahouse.kit.files import Files
from teahouse.kit.limits import Limits, LocalLimits, RedisLimits
from teahouse.kit.logins import Logins
from teahouse.kit.reader import Reader
from teahouse.kit.settings import Part, Settings
from teahouse.kit.writer import Writer

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
AsgiApp = Callable[[Scope, Receive, Send], Awaitable[None]]

PlainHandler = Callable[["House", Session, dict[str, Any]], None]
AsyncHandler = Callable[["House", dict[str, Any]], Awaitable[None]]
Handler = PlainHandler | AsyncHandler
"""Of jobs, see kit/jobs.py."""

Port = TypeVar("Port")


@dataclass(slots=True)
class House:
    """The parts of one running part; passed to whoever needs one of them."""

    part: Part
    settings: Settings
    db: Database
    writer: Writer
    reader: Reader
    bus: Bus
    files: Files
    vault: Vault
    limits: Limits
    logins: Logins
    _ports: dict[type, object] = field(default_factory=dict)

    @classmethod
    def open(cls, part: Part, settings: Settings) -> "House":
        """Open everything the settings name; nothing is started yet."""
        db = Database(settings.database(part), durability=settings.durability)
        prefix = f"teahouse:{part}:"
        bus = RedisBus(settings.redis_url, prefix) if settings.redis_url else Bus()
        limits = RedisLimits(settings.redis_url, prefix) if settings.redis_url else LocalLimits()
        db.publisher = bus
        return cls(
            part=part,
            settings=settings,
            db=db,
            writer=Writer(db),
            reader=Reader(db),
            bus=bus,
            files=Files.open(settings.data / "files" / part, settings.files_url),
            vault=Vault.open(settings.data),
            limits=limits,
            logins=Logins(db),
        )

    def bind(self, port: type[Port], implementation: Port) -> None:
        """Fill a port: what one feature needs and another, which it may not import, gives."""
        self._ports[port] = implementation

    def get(self, port: type[Port]) -> Port:
        """Who fills the port."""
        return self._ports[port]  # type: ignore[return-value]  # bind() keeps the types together

    def close(self) -> None:
        """Let go of everything; queued writes are finished first."""
        self.writer.close()
        self.reader.close()
        self.db.close()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Feature:
    """A feature's registration: everything it adds to its part. Each is itself only, so that it can be a key."""

    name: str
    routes: Sequence[ControllerRouterHandler] = ()
    raw: Mapping[str, Callable[[House], AsgiApp]] = field(default_factory=dict)
    """Hand-written endpoints (hot paths, sockets) by path prefix; they bypass the framework."""
    excepted: Sequence[str] = ()
    """Paths of this feature's routes that lie under a raw prefix of another."""
    jobs: Mapping[str, Handler] = field(default_factory=dict)
    providers: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    """What handlers of this and later features may ask for by parameter name."""
    bind: Callable[[House], None] | None = None
    """Fills ports."""
    lifespan: Callable[[House], AbstractAsyncContextManager[None]] | None = None
    """Runs while the part runs."""
