"""A bot's web app, served from a thread of the test: WSGI by the standard library, ASGI by uvicorn."""

import inspect
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import uvicorn

App = Callable[..., Any]
"""A WSGI or an ASGI app: Flask, Bottle (`robot.wsgi`), Django; FastAPI, Starlette, Litestar."""
_START_SECONDS = 30


class _Server(ThreadingMixIn, WSGIServer):
    """A thread a request: pushes of several people come at once."""

    daemon_threads = True
    address_family = socket.AF_INET

    def server_bind(self) -> None:
        """Without asking the name service for this machine's name, which may take seconds."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]
        self.setup_environ()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing: the inspector keeps every attempt."""

    def address_string(self) -> str:
        """The address, without asking for a name."""
        return str(self.client_address[0])


@contextmanager
def serving(app: App) -> Iterator[str]:
    """Serve an app on a free port of loopback; its URL."""
    with _served_asgi(app) if _is_asgi(app) else _served_wsgi(app) as port:
        yield f"http://127.0.0.1:{port}/"


def _is_asgi(app: App) -> bool:
    return inspect.iscoroutinefunction(app) or inspect.iscoroutinefunction(getattr(app, "__call__", None))  # noqa: B004


@contextmanager
def _served_wsgi(app: App) -> Iterator[int]:
    server = make_server("127.0.0.1", 0, app, server_class=_Server, handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), name="bot", daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def _served_asgi(app: App) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="auto"))
        thread = threading.Thread(target=server.run, args=([listener],), name="bot", daemon=True)
        thread.start()
        deadline = time.monotonic() + _START_SECONDS
        while not server.started:
            if not thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError("the app did not start; its log says why")
            time.sleep(0.005)
        try:
            yield int(listener.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join()
