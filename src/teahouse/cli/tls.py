"""The network's second door: the WeChat host names over TLS, for programs with literal URLs."""

import asyncio
import socket
from collections.abc import Generator, Iterator
from contextlib import contextmanager

import uvicorn

from teahouse.kit.authority import Papers, papers
from teahouse.kit.house import AsgiApp
from teahouse.kit.serving import http_config
from teahouse.kit.settings import Settings, SettingsError
from teahouse.protocol import WECHAT_HOSTS


@contextmanager
def opened(settings: Settings) -> Iterator[tuple[socket.socket, Papers]]:
    """The door's socket and its papers. Raises SettingsError when the port is taken or the folder cannot be written."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        found = papers(settings.data / "tls", WECHAT_HOSTS)
        listener = socket.create_server((settings.host, settings.tls_port), family=family)
    except OSError as error:
        raise SettingsError([f"tls_port = {settings.tls_port}: no door can be opened there: {error}"]) from error
    with listener:
        yield listener, found


def server(app: AsgiApp, found: Papers) -> "Beside":
    """The server of that door; the part's life is in the hands of the other one."""
    return Beside(
        http_config(
            app,
            lifespan="off",
            forwarded=False,
            ssl_certfile=found.certificate,
            ssl_keyfile=str(found.key),
        )
    )


class Beside(uvicorn.Server):
    """Runs in the loop of another server, which hears the signals."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave them."""
        yield


class Pair(uvicorn.Server):
    """A part's server, with another beside it from when the part is up until it goes down."""

    def __init__(self, config: uvicorn.Config, beside: Beside, listener: socket.socket) -> None:
        """`beside` serves on `listener`."""
        super().__init__(config)
        self._beside = beside
        self._listener = listener
        self._task: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """The part first."""
        await super().startup(sockets)
        if self.started:
            self._task = asyncio.create_task(self._beside.serve([self._listener]))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """The part last."""
        if self._task is not None:
            self._beside.should_exit = True
            await self._task
        await super().shutdown(sockets)
