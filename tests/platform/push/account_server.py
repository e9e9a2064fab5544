"""A small account's server, as a programmer would write it: standard library only."""

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit


class Got(NamedTuple):
    """A request that came in."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


class Reply(NamedTuple):
    """What to answer."""

    body: bytes = b"success"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    wait: float = 0


@dataclass
class AccountServer:
    """Answers GET with the echostr when the signature is right; POST as `answer` says."""

    token: str
    port: int = 0
    answer: Callable[[Got], Reply] = lambda _got: Reply()
    greet: Callable[[Got], Reply] | None = None
    got: list[Got] = field(default_factory=list)
    greetings: list[Got] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/wx?shop=1"

    def is_signed(self, query: dict[str, str]) -> bool:
        parts = sorted([self.token, query["timestamp"], query["nonce"]])
        return hashlib.sha1("".join(parts).encode(), usedforsecurity=False).hexdigest() == query["signature"]

    def handle(self, got: Got) -> Reply:
        if got.method == "POST":
            self.got.append(got)
            return self.answer(got)
        self.greetings.append(got)
        if self.greet is not None:
            return self.greet(got)
        return Reply(got.query["echostr"].encode()) if self.is_signed(got.query) else Reply(b"", 403)


@contextmanager
def account_server(token: str) -> Iterator[AccountServer]:
    """A server on a free port of loopback."""
    server = AccountServer(token)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def _serve(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = server.handle(Got(self.command, parts.path, query, headers, body))
            if reply.wait:
                time.sleep(reply.wait)
            self.send_response(reply.status)
            for name, value in reply.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            """Say nothing."""

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:  # the other side has gone, which some tests are about
                self.close_connection = True

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server.port = http.server_address[1]
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join(5)
