"""kill -9 of a real suite process while pushes come in: what was acknowledged is there once, what was not is pushed
again and is there once, and no time line has a hole.
"""

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from teahouse.kit.house import House
from teahouse.protocol import TextMessage, push_signature
from teahouse.suite.channel import service as channel
from teahouse.suite.channel.inputs import ConnectIn
from teahouse.suite.channel.models import ChannelAccount
from teahouse.suite.dialogue import service as dialogue
from teahouse.suite.dialogue.inputs import RuleIn, TextAnswer
from tests.chaos.killing import killed_at_work
from tests.support.columns import Column
from tests.support.houses import OpenHouse
from tests.support.servers import free_port

ROUNDS: dict[Column, int] = {"embedded": 10, "scaleout": 4}
FANS = 4
_START_SECONDS = 120


@dataclass
class Fan:
    """Whose messages the network pushes, one after the other; the first that was not acknowledged goes first again."""

    openid: str
    token: str
    push_key: str
    base: int
    next: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    """What each acknowledged message was answered with."""

    def push(self, url: str, stop: threading.Event) -> None:
        """Until the suite is gone."""
        with httpx.Client(base_url=url, timeout=20) as client:
            while not stop.is_set():
                stamp, nonce = str(int(time.time())), f"n{self.next}"
                query = {"signature": push_signature(self.token, stamp, nonce), "timestamp": stamp, "nonce": nonce}
                try:
                    answer = client.post(f"/wx/{self.push_key}", params=query, content=self._message())
                except httpx.HTTPError:
                    return
                assert answer.status_code == 200, answer.text
                self.answers[self._words()] = answer.text
                self.next += 1

    def _words(self) -> str:
        return f"空调 {self.next}" if self.next % 2 else f"什么 {self.next}"

    def _message(self) -> bytes:
        message = TextMessage(
            to_user_name="gh_1",
            from_user_name=self.openid,
            create_time=1_790_000_000 + self.next,
            content=self._words(),
            msg_id=self.base + self.next,
        )
        return message.to_xml()


def _account(house: House) -> ChannelAccount:
    with house.db.transaction() as session:
        wanted = ConnectIn("茶馆", "wx0123456789abcdef", "5" * 32, "http://127.0.0.1:9", "plain")
        account = channel.connect(session, house.vault, "B", wanted)
        answers = [TextAnswer("保修三年")]
        dialogue.add(session, "B", RuleIn(name="空调", trigger="keyword", keywords=["空调"], answers=[*answers]))
        return account


@contextmanager
def _process(house: House, log: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    port = free_port()
    environment = os.environ | {
        "TEAHOUSE_DATABASE_URL": house.settings.database_url,
        "TEAHOUSE_REDIS_URL": house.settings.redis_url,
    }
    command = [sys.executable, "-m", "teahouse.cli", "suite", "--data", str(house.settings.data)]
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
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            if httpx.get(f"{url}/healthz", timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.02)
    raise AssertionError(f"the suite did not start:\n{log.read_text()}")


@pytest.mark.slow
@pytest.mark.timeout(300)
class TestKilled:
    def test_every_push_is_there_once_without_a_hole(
        self, open_house: OpenHouse, column: Column, tmp_path: Path
    ) -> None:
        house = open_house("suite")
        account = _account(house)
        fans = [Fan(f"oFan{n}", account.token, account.push_key, 1_000_000 * (n + 1)) for n in range(FANS)]
        moments = random.Random(4)
        for _ in range(ROUNDS[column]):
            self._round(house, fans, tmp_path / "log", moments.randint(FANS, 120), moments.uniform(0, 0.02))
        self._round(house, fans, tmp_path / "log", FANS, 0)  # what was cut off is pushed again
        for fan in fans:
            self._check(house, fan)

    def _round(self, house: House, fans: list[Fan], log: Path, acknowledged: int, seconds: float) -> None:
        """Kill it so many acknowledged pushes, and a moment, after the start."""
        stop, wanted = threading.Event(), sum(fan.next for fan in fans) + acknowledged
        with _process(house, log) as (url, process):
            killed_at_work(
                process,
                [partial(fan.push, url, stop) for fan in fans],
                lambda: sum(fan.next for fan in fans) >= wanted,
                stop,
                within=_START_SECONDS,
                after=seconds,
            )

    def _check(self, house: House, fan: Fan) -> None:
        with house.db.reading() as session:
            statement = text(
                "SELECT act.seq, act.kind, act.summary, act.answer, follower.last_seq FROM act JOIN follower"
                " ON follower.id = act.follower_id WHERE follower.openid = :openid ORDER BY act.seq"
            )
            acts = session.execute(statement, {"openid": fan.openid}).all()
        assert [act.seq for act in acts] == list(range(1, len(acts) + 1))
        assert acts[-1].last_seq == len(acts)
        pushed = {act.summary: act.answer for act in acts if act.kind == "message"}
        assert len(pushed) == len([act for act in acts if act.kind == "message"])
        assert len(pushed) in {fan.next, fan.next + 1}  # the last answer may have been lost
        assert {words: answer or "success" for words, answer in pushed.items()}.items() >= fan.answers.items()
        replies = [act for act in acts if act.kind == "reply"]
        assert len(replies) == len([answer for answer in pushed.values() if answer])
        assert fan.next > 0
