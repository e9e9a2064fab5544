"""An account: where its pushes go, what was pushed and called, its faults, its own calls of the API."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Literal

from teahouse.testing.apps import App, serving
from teahouse.testing.sandbox import Sandbox

Mode = Literal["plain", "compatible", "safe"]
_POLL_SECONDS = 0.02
_DEAD_TOKEN = {40001, 40014, 42001}


class ServerRefused(AssertionError):
    """The account's server did not answer as it should; says what was wrong, and what to do."""


class ApiRefused(Exception):
    """A call of the public API was refused."""

    def __init__(self, errcode: int, errmsg: str) -> None:
        """As in the answer."""
        self.errcode, self.errmsg = errcode, errmsg
        super().__init__(f"{errcode} {errmsg}")


@dataclass(frozen=True)
class Push:
    """A push as the inspector shows it; `kind` is its MsgType or Event, `state` pending, ok or failed."""

    kind: str
    state: str
    reason: str
    reply_summary: str
    attempts: list[dict[str, Any]]


@dataclass(frozen=True)
class Call:
    """A call of the API as the inspector shows it; `ms` milliseconds."""

    rid: str
    method: str
    path: str
    query: str
    request_body: str
    errcode: int
    response_body: str
    ms: int


class Account:
    """An official account and all its secrets."""

    def __init__(self, sandbox: Sandbox, made: dict[str, Any], stack: ExitStack) -> None:
        """As the sandbox made it; `stack` ends the servers that `connect` starts."""
        self._sandbox = sandbox
        self._stack = stack
        self._token = ""
        self.appid: str = made["appid"]
        self.secret: str = made["secret"]
        self.original_id: str = made["original_id"]
        self.token: str = made["token"]
        self.aes_key: str = made["aes_key"]
        self.qr_url: str = made["qr_url"]

    def connect(
        self, server: str | App, *, token: str | None = None, aes_key: str | None = None, mode: Mode = "plain"
    ) -> str:
        """Let pushes go to a URL, or to a WSGI or ASGI app that is served meanwhile; the URL. Raises ServerRefused.

        Without `token` and `aes_key` the account keeps its own: `account.token`, `account.aes_key`.
        """
        url = server if isinstance(server, str) else self._stack.enter_context(serving(server))
        given = {name: value for name, value in (("token", token), ("aes_key", aes_key)) if value is not None}
        verdict = self._sandbox.put(f"accounts/{self.appid}/server", url=url, mode=mode, verify=True, **given)
        if not verdict["ok"]:
            raise ServerRefused(f"{verdict['reason']}: {verdict['message']} {verdict['advice']}".strip())
        self.token, self.aes_key = token or self.token, aes_key or self.aes_key
        return url

    def domains(self, *oauth: str, js: Sequence[str] = ()) -> None:
        """Register where its pages stand, as HOST or HOST:PORT; only these from now on."""
        self._sandbox.put(f"accounts/{self.appid}/domains", oauth=oauth, js=js)

    def locate(self, mode: Literal["off", "enter", "always"] = "enter") -> None:
        """Be told where followers are: never, when they open the chat, or every five seconds too."""
        self._sandbox.put(f"accounts/{self.appid}/location", mode=mode)

    def take_over(self, old: "Account", *, timeout: float = 30) -> None:
        """Let another account move here with its followers, and wait for it; seconds. Raises TimeoutError."""
        self._sandbox.post(f"accounts/{self.appid}/migrate", from_appid=old.appid)
        moves = f"accounts/{self.appid}/migrations"
        self.wait_for(lambda: self._sandbox.get(moves)["items"][0]["state"] == "done", timeout=timeout)

    def pushes(self, kind: str | None = None) -> list[Push]:
        """What was pushed, the oldest first; of one kind when one is named."""
        names = Push.__dataclass_fields__
        items = ({name: item[name] for name in names} for item in self._listed("pushes"))
        return [Push(**item) for item in items if kind in {None, item["kind"]}]

    def calls(self, path: str | None = None) -> list[Call]:
        """What was called, the oldest first; of one path when one is named."""
        names = Call.__dataclass_fields__
        items = ({name: item[name] for name in names} for item in self._listed("calls"))
        return [Call(**item) for item in items if path in {None, item["path"]}]

    def settle(self, *, timeout: float = 30) -> None:
        """Wait until every push has ended. Raises TimeoutError."""
        self.wait_for(lambda: all(push.state != "pending" for push in self.pushes()), timeout=timeout)

    @staticmethod
    def wait_for(condition: Callable[[], object], *, timeout: float = 30) -> None:
        """Wait until a condition holds; seconds. Raises TimeoutError."""
        deadline = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError(f"not within {timeout} seconds")
            time.sleep(_POLL_SECONDS)

    def faults(self, **switches: object) -> None:
        """Switch faults on, by the names of docs/guide/sandbox-api.md; those that are not named are off."""
        self._sandbox.put("faults", appid=self.appid, **switches)

    def access_token(self) -> str:
        """A token of the public API, fetched once."""
        if not self._token:
            query = {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret}
            self._token = self._checked(self._sandbox.api("/cgi-bin/token", None, **query))["access_token"]
        return self._token

    def call(self, path: str, body: object = None, **query: str) -> dict[str, Any]:
        """Call the public API as the account's own program; POST when there is a body. Raises ApiRefused.

        A token that has died meanwhile, because a test moved the clock, is renewed.
        """
        answer = self._sandbox.api(path, body, access_token=self.access_token(), **query)
        if answer.get("errcode") in _DEAD_TOKEN:
            self._token = ""
            answer = self._sandbox.api(path, body, access_token=self.access_token(), **query)
        return self._checked(answer)

    @staticmethod
    def _checked(answer: dict[str, Any]) -> dict[str, Any]:
        if answer.get("errcode"):
            raise ApiRefused(answer["errcode"], answer.get("errmsg", ""))
        return answer

    def _listed(self, what: str) -> Iterator[dict[str, Any]]:
        mark = ""
        while True:
            page = self._sandbox.get(f"accounts/{self.appid}/{what}", after=mark)
            yield from page["items"]
            if not page["items"] or page["next"] in {mark, None}:
                return
            mark = page["next"]
