"""What tests of the suite need around it: an API of official accounts that records, and a brand with an account."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlsplit

import httpx

from teahouse.protocol import MessageCrypto, Push, TextMessage, push_signature
from teahouse.protocol.crypto import build_push_envelope, with_encrypt
from tests.support.houses import Running

T = TypeVar("T")
GH = "gh_0123456789ab"
PASSWORD = "correct horse"
_WAIT_SECONDS = 30.0


def until(look: Callable[[], T | None]) -> T:
    """What `look` finds, as soon as it finds something."""
    deadline = time.monotonic() + _WAIT_SECONDS
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError("waited in vain")
        time.sleep(0.005)


@dataclass
class Call:
    """A call that an API of official accounts received."""

    path: str
    query: dict[str, str]
    body: bytes
    method: str = "GET"

    @property
    def json(self) -> Any:  # noqa: ANN401
        """The body."""
        return json.loads(self.body)


@dataclass
class FakeApi:
    """An API of official accounts: answers what it is told to, and remembers."""

    url: str
    calls: list[Call] = field(default_factory=list)
    answers: dict[str, Callable[[Call], Any]] = field(default_factory=dict)

    def to(self, path: str) -> list[Call]:
        """The calls of one path."""
        return [call for call in list(self.calls) if call.path == path]

    def sent(self) -> list[Any]:
        """The customer-service messages that it has accepted or refused."""
        return [call.json for call in self.to("/cgi-bin/message/custom/send")]

    def answer(self, call: Call) -> Any:  # noqa: ANN401
        """What a call gets: JSON, or bytes as they are, for a page of something else."""
        self.calls.append(call)
        if call.path in self.answers:
            return self.answers[call.path](call)
        return {
            "/cgi-bin/stable_token": {"access_token": "TOKEN", "expires_in": 7200},
            "/cgi-bin/media/upload": {"type": "image", "media_id": "MEDIA", "created_at": 1},
            "/cgi-bin/user/info": {"subscribe": 1, "openid": call.query.get("openid")},
        }.get(call.path, {"errcode": 0, "errmsg": "ok"})


@contextmanager
def fake_api() -> Iterator[FakeApi]:
    """Serve one on loopback."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            size = int(self.headers.get("content-length") or 0)
            call = Call(parts.path, dict(parse_qsl(parts.query)), self.rfile.read(size), self.command)
            answer = api.answer(call)
            body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("content-type", "text/html" if isinstance(answer, bytes) else "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 - the name that http.server looks for

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        api = FakeApi(f"http://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield api
        finally:
            server.shutdown()


@dataclass
class Staff:
    """Somebody signed in at the console, and the brand they look at."""

    http: httpx.Client
    id: str
    name: str
    base: str

    def get(self, path: str, **params: Any) -> Any:  # noqa: ANN401
        """The JSON at a path of the brand."""
        response = self.http.get(self.base + path, params=params)
        assert response.status_code == 200, response.text
        return response.json()

    def call(self, method: str, path: str, body: object = None) -> httpx.Response:
        """Any call of a path of the brand."""
        return self.http.request(method, self.base + path, json=body)


class Brand:
    """A brand with an owner, and an account in plain mode on the fake API."""

    def __init__(self, running: Running, api: FakeApi) -> None:
        self.running, self.api, self.house = running, api, running.house
        self._clients: list[httpx.Client] = []
        self._numbers = count(1)
        self._msg_ids = count(7_000_000_000)
        self._pusher = self.client()
        self.owner = self._set_up()
        self.id = self.owner.base.rpartition("/")[2]
        self.account = self.connect("茶馆", "wx0123456789abcdef")

    def connect(self, name: str, appid: str, mode: str = "plain") -> Any:  # noqa: ANN401
        """Connect an account."""
        wanted = {"name": name, "appid": appid, "secret": "5" * 32, "api_base": self.api.url, "mode": mode}
        response = self.owner.call("POST", "/accounts", wanted)
        assert response.status_code == 201, response.text
        return response.json()

    def staff(self, name: str, role: str = "agent") -> Staff:
        """A further member of staff, signed in."""
        email = f"staff{next(self._numbers)}@example.com"
        invited = self.owner.call("POST", "/staff", {"email": email, "name": name, "role": role}).json()
        http = self.client()
        token = invited["invite_url"].rpartition("/")[2]
        session = http.post(f"/api/invitations/{token}/accept", json={"name": name, "password": PASSWORD}).json()
        return self._signed_in(http, session)

    def stranger(self) -> Staff:
        """Somebody of another brand, who asks for ours."""
        other = self.staff("路人", "analyst")
        made = other.http.post("/api/brands", json={"name": "别家"})
        assert made.status_code == 201
        removed = self.owner.call("DELETE", f"/staff/{other.id}")
        assert removed.status_code == 204
        email = f"staff{next(self._numbers) - 1}@example.com"
        session = other.http.post("/api/sign-in", json={"email": email, "password": PASSWORD}).json()
        return self._signed_in(other.http, session, self.id)

    def nobody(self) -> Staff:
        """A browser that is not signed in."""
        return Staff(self.client(), "", "", self.owner.base)

    def client(self) -> httpx.Client:
        """A new browser."""
        client = self.running.client()
        self._clients.append(client)
        return client

    def push(self, push: Push, account: Any = None) -> httpx.Response:  # noqa: ANN401
        """Push in the account's mode; a fresh signature each time."""
        account = account or self.account
        return self.post(account, push.to_xml())

    def post(
        self,
        account: Any,  # noqa: ANN401
        plain: bytes,
        *,
        timestamp: int | None = None,
        **changes: str,
    ) -> httpx.Response:
        """Push a document, signed and sealed as the account's mode wants it; `changes` of the query."""
        stamp, nonce = str(timestamp or int(time.time())), f"n{next(self._numbers)}"
        query = {"signature": push_signature(account["token"], stamp, nonce), "timestamp": stamp, "nonce": nonce}
        body = plain
        if account["mode"] != "plain":
            crypto = self.crypto(account)
            sealed = crypto.encrypt(plain, b"r" * 16)
            query |= {"encrypt_type": "aes", "msg_signature": crypto.sign(sealed, stamp, nonce)}
            body = build_push_envelope(GH, sealed) if account["mode"] == "safe" else with_encrypt(plain, sealed)
        path = urlsplit(account["push_url"]).path
        return self._pusher.post(path, params=query | changes, content=body)

    def crypto(self, account: Any) -> MessageCrypto:  # noqa: ANN401
        """The account's keys."""
        return MessageCrypto(account["token"], account["aes_key"], account["appid"])

    def text(self, content: str, openid: str = "oFan1", **changes: Any) -> TextMessage:  # noqa: ANN401
        """A fan's message."""
        values: dict[str, Any] = {
            "to_user_name": GH,
            "from_user_name": openid,
            "create_time": int(time.time()),
            "content": content,
            "msg_id": next(self._msg_ids),
        }
        return TextMessage(**(values | changes))

    def says(self, content: str, openid: str = "oFan1") -> str:
        """A fan writes; what they are answered at once."""
        response = self.push(self.text(content, openid))
        assert response.status_code == 200, response.text
        return response.text

    def close(self) -> None:
        """Close all browsers."""
        for client in self._clients:
            client.close()

    def _set_up(self) -> Staff:
        http = self.client()
        wanted = {"brand_name": "茶馆", "name": "掌柜", "email": "owner@example.com", "password": PASSWORD}
        response = http.post("/api/setup", json=wanted)
        assert response.status_code == 201, response.text
        return self._signed_in(http, response.json())

    def _signed_in(self, http: httpx.Client, session: Any, brand_id: str | None = None) -> Staff:  # noqa: ANN401
        http.headers["X-CSRF-Token"] = session["csrf"]
        staff = session["staff"]
        return Staff(http, staff["id"], staff["name"], f"/api/brands/{brand_id or session['brands'][0]['id']}")
