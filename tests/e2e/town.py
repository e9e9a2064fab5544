"""The demo town as two processes of this machine, for tests that go through a browser."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import msgspec

from teahouse.demo import Addresses, seed
from teahouse.kit.settings import Part
from tests.support.servers import free_port

_CROWD = 12
_START_SECONDS = 180


@dataclass
class Process:
    """One part, as an installation runs it."""

    part: Part
    data: Path
    environment: dict[str, str]
    port: int = field(default_factory=free_port)
    _running: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Come up, on the same port and data as before."""
        command = [sys.executable, "-m", "teahouse.cli", self.part, "--port", str(self.port), "--data", str(self.data)]
        if self.part == "network":
            command.append("--sandbox")
        with (self.data / f"{self.part}.log").open("ab") as log:
            self._running = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)

    def await_health(self) -> None:
        """Until it answers."""
        deadline = time.monotonic() + _START_SECONDS
        while not self._healthy():
            if self._running is None or self._running.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.data / f"{self.part}.log").read_text(errors="replace"))
            time.sleep(0.05)

    def stop(self) -> None:
        """Go down in good order."""
        if self._running is None:
            return
        self._running.terminate()
        try:
            self._running.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.wait()
        self._running = None

    def _healthy(self) -> bool:
        try:
            return httpx.get(f"{self.url}/healthz", timeout=2).is_success
        except httpx.HTTPError:
            return False


@dataclass(frozen=True)
class Person:
    """Somebody with a phone."""

    person_id: str
    nickname: str
    sign_in_url: str
    """Works once."""


@dataclass(frozen=True)
class Town:
    """Both parts, and what the seed said."""

    network: Process
    suite: Process
    summary: dict[str, Any]
    http: httpx.Client
    """To the network, for the sandbox and the public API."""

    @property
    def appid(self) -> str:
        """Of 清河电器."""
        return str(self.summary["account"]["appid"])

    def person(self, nickname: str, *, follows: bool = True) -> Person:
        """Somebody new."""
        made = self.post("/sandbox/people", {"nickname": nickname})
        if follows:
            self.post(f"/sandbox/people/{made['person_id']}/follow", {"appid": self.appid})
        return Person(made["person_id"], nickname, made["sign_in_url"])

    def conversation_url(self, person: Person) -> str:
        """The person's chat with 清河电器, on the phone."""
        return f"{self.network.url}/phone/#/chat/a:{self.appid}:{person.person_id}"

    def staff(self, role: str) -> dict[str, str]:
        """Name, email and password of the first of that role."""
        return next(who for who in self.summary["console"] if who["role"] == role)

    def pushes(self) -> list[str]:
        """A line each of the last pushes."""
        items = self.http.get(f"/sandbox/accounts/{self.appid}/pushes", params={"after": ""}).json()["items"]
        return [
            f"{push['created_at']} {push['kind']} {push['summary']} {push['state']} {push['reason']} {attempt['ms']} ms"
            for push in items[-12:]
            for attempt in push["attempts"]
        ]

    def post(self, path: str, body: object) -> Any:  # noqa: ANN401 - JSON
        """POST to the network."""
        answer = self.http.post(path, json=body)
        assert answer.is_success, answer.text
        return answer.json()


@contextmanager
def open_town(data: Path, environments: dict[Part, dict[str, str]]) -> Iterator[Town]:
    """Start both parts, seed them through their doors, stop them."""
    network, suite = (Process(part, data, environments[part]) for part in ("network", "suite"))
    suite.environment = suite.environment | {"TEAHOUSE_NETWORK_URL": network.url}
    try:
        for process in (network, suite):
            process.start()
        for process in (network, suite):
            process.await_health()
        summary = seed(Addresses(network.url, suite.url), print, crowd=_CROWD)
        (data / "start.json").write_bytes(msgspec.json.encode(summary))
        with httpx.Client(base_url=network.url, timeout=10) as http:
            yield Town(network, suite, summary, http)
    finally:
        for process in (suite, network):
            process.stop()
