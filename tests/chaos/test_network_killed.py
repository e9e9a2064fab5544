"""kill -9 of a real network process while people write: whatever was acknowledged is there, once, without a hole."""

import os
import random
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from teahouse.kit import logins
from teahouse.kit.house import House
from teahouse.messenger import contacts, conversations, people
from teahouse.messenger.contacts import Chats
from teahouse.messenger.contacts.service import accept, ask
from teahouse.messenger.conversations import person_conversation
from tests.chaos.killing import killed_at_work
from tests.support.columns import Column
from tests.support.houses import OpenHouse
from tests.support.servers import free_port

ROUNDS: dict[Column, int] = {"embedded": 10, "scaleout": 4}
WRITERS = 4
_START_SECONDS = 60
_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Without authorities, whose reading takes longer than a request."""


@dataclass
class Writer:
    """A person who writes numbered messages and goes on with the first that was not acknowledged."""

    person_id: str
    headers: dict[str, str]
    conversation_id: str
    next: int = 0
    acknowledged: dict[str, int] = field(default_factory=dict)

    def write(self, url: str, stop: threading.Event) -> None:
        """Until the server is gone or enough is written."""
        with httpx.Client(base_url=url, headers=self.headers, timeout=5, verify=_NO_TLS) as client:
            while not stop.is_set():
                client_id = f"m{self.next}"
                try:
                    answer = client.post("/api/phone/send", json=self._message(client_id))
                except httpx.HTTPError:
                    return
                assert answer.status_code in {200, 201}, answer.text
                self.acknowledged[client_id] = answer.json()["seq"]
                self.next += 1

    def _message(self, client_id: str) -> dict[str, object]:
        return {
            "conversation_id": self.conversation_id,
            "client_id": client_id,
            "type": "text",
            "content": {"text": client_id},
        }


def _pair(house: House) -> list[Writer]:
    with house.db.transaction() as session:
        ids = [people.create_person(session, nickname="茶客").id for _ in range(2)]
        chats = house.get(Chats)  # type: ignore[type-abstract]  # a port
        accept(session, chats, ids[1], ask(session, chats, ids[0], ids[1], ("", "id")).id, None)
        writers = []
        for one in ids:
            login, token = logins.sign_in(session, "phone", one, "test")
            headers = {"Cookie": f"th_phone={token}", "X-CSRF-Token": login.csrf}
            writers.append(Writer(one, headers, person_conversation(*ids)))
        return writers


@contextmanager
def _process(house: House, log: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    port = free_port()
    environment = os.environ | {
        "TEAHOUSE_DATABASE_URL": house.settings.database_url,
        "TEAHOUSE_REDIS_URL": house.settings.redis_url,
    }
    command = [sys.executable, "-m", "teahouse.cli", "network", "--data", str(house.settings.data)]
    with log.open("ab") as out:
        process = subprocess.Popen([*command, "--port", str(port)], stdout=out, stderr=out, env=environment)
    try:
        url = f"http://127.0.0.1:{port}"
        _await(url, process, log)
        yield url, process
    finally:
        process.kill()
        process.wait()


def _await(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    with httpx.Client(base_url=url, timeout=2, verify=_NO_TLS) as client:
        while time.monotonic() < deadline:
            assert process.poll() is None, log.read_text()
            try:
                if client.get("/healthz").status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.02)
    raise AssertionError(f"the network did not start:\n{log.read_text()}")


def _messages(url: str, writer: Writer) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    with httpx.Client(base_url=f"{url}/api/phone", headers=writer.headers, timeout=10, verify=_NO_TLS) as client:
        while True:
            query = {"after": found[-1]["seq"] if found else 0, "limit": 100}
            page = client.get(f"/conversations/{writer.conversation_id}/messages", params=query).json()
            found += page["items"]
            if not page["more"]:
                return found


@pytest.mark.slow
@pytest.mark.timeout(300)
class TestKilled:
    def test_acknowledged_is_there_once_without_a_hole(
        self, open_house: OpenHouse, column: Column, tmp_path: Path
    ) -> None:
        house = open_house("network")
        for feature in (people.FEATURE, contacts.FEATURE, conversations.FEATURE):
            assert feature.bind is not None
            feature.bind(house)
        writers = [writer for _ in range(WRITERS // 2) for writer in _pair(house)]
        moments = random.Random(4)
        for _ in range(ROUNDS[column]):
            self._round(house, writers, tmp_path / "log", moments.randint(WRITERS, 200), moments.uniform(0, 0.02))
        with _process(house, tmp_path / "log") as (url, _):
            for writer in writers:
                self._check(_messages(url, writer), writer)
        assert all(len(writer.acknowledged) > 0 for writer in writers)

    def _round(self, house: House, writers: list[Writer], log: Path, acknowledged: int, seconds: float) -> None:
        """Kill it so many acknowledged messages, and a moment, after the start."""
        stop, wanted = threading.Event(), sum(writer.next for writer in writers) + acknowledged
        with _process(house, log) as (url, process):
            killed_at_work(
                process,
                [partial(writer.write, url, stop) for writer in writers],
                lambda: sum(writer.next for writer in writers) >= wanted,
                stop,
                within=_START_SECONDS,
                after=seconds,
            )

    def _check(self, stored: list[dict[str, Any]], writer: Writer) -> None:
        assert [one["seq"] for one in stored] == list(range(1, len(stored) + 1))
        own = [one for one in stored if one["from"]["id"] == writer.person_id]
        assert [one["client_id"] for one in own] == [f"m{number}" for number in range(len(own))]
        assert len(own) in {writer.next, writer.next + 1}  # the last answer may have been lost
        assert {one["client_id"]: one["seq"] for one in own}.items() >= writer.acknowledged.items()
