"""A mass send to every follower of an account, by one network process that is killed twice on the way.

Messages a minute from the acceptance of the call to the last inbox, restarts included, the greatest memory of the
process, and whether everybody has the message exactly once. The peer writes one message a transaction with an ORM, to
a table like ours in a SQLite file as durable. Goal, with a million followers: 60,000 a minute, under 500 MB.
"""

import argparse
import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import create_engine, event, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from bench.demo_start import free_port, resident_mb
from teahouse import network
from teahouse.kit import clock, migrations
from teahouse.kit.house import House
from teahouse.kit.settings import Settings
from teahouse.messenger.people import Newcomer as NewPerson
from teahouse.messenger.people import create_people
from teahouse.platform.accounts import create_account
from teahouse.platform.followers import Newcomer, follow_newcomers

PEOPLE = 1_000_000
KILLS = 2
TEXT = "春茶上新，到店请出示这条消息。"
_CHUNK = 2000
_PEER_MESSAGES = 500
_LIMIT_SECONDS = 3 * 60 * 60


class PeerBase(DeclarativeBase):
    """Tables of the peer."""


class PeerConversation(PeerBase):
    """The peer's counter."""

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(primary_key=True)
    last_seq: Mapped[int]


class PeerMessage(PeerBase):
    """The peer's message."""

    __tablename__ = "message"

    conversation_id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[str]
    sent_at: Mapped[datetime]


class Server:
    """The network process, started and killed."""

    def __init__(self, folder: Path) -> None:
        """In a folder with a database."""
        self._folder, self._port = folder, free_port()
        self.greatest_mb = 0.0
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Until it answers."""
        command = [sys.executable, "-m", "teahouse.cli", "network", "--data", str(self._folder)]
        self._process = subprocess.Popen([*command, "--port", str(self._port)], stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.url}/healthz", timeout=2).is_success:
                    return
            except httpx.HTTPError:
                time.sleep(0.02)
        raise RuntimeError("the network does not answer")

    def look(self) -> None:
        """Note its memory."""
        if self._process is not None:
            self.greatest_mb = max(self.greatest_mb, resident_mb(self._process.pid))

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """SIGKILL is the crash."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=60)
            self._process = None


def main() -> int:
    """Print the figures; 1 when somebody has the message twice or not at all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object, and nothing else")
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--kills", type=int, default=KILLS)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="teahouse-mass-send-"))
    try:
        result = measure(folder, options.people, options.kills)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(result))
    return 0 if result["exactly_once"] else 1


def measure(folder: Path, people: int, kills: int) -> dict[str, Any]:
    """All of it."""
    appid, secret = crowd(folder, people)
    server = Server(folder)
    server.start()
    try:
        begun = time.monotonic()
        submit(server.url, appid, secret)
        accepted = time.monotonic()
        follow_through(server, folder, people, kills)
        seconds = time.monotonic() - accepted
    finally:
        server.stop()
    peer = peer_rate(folder)
    rate = people / seconds * 60
    return {
        "bench": "mass_send",
        "people": people,
        "kills": kills,
        "teahouse": {
            "delivered_per_minute": round(rate),
            "seconds": round(seconds, 1),
            "accepted_after_seconds": round(accepted - begun, 2),
            "greatest_mb": round(server.greatest_mb),
        },
        "exactly_once": exactly_once(folder, people),
        "one_transaction_each_per_minute": round(peer),
        "ratio": round(rate / peer, 1),
        "goal": {"delivered_per_minute_above": 60_000, "greatest_mb_below": 500},
    }


def crowd(folder: Path, count: int) -> tuple[str, str]:
    """An account that so many people follow; its appid and secret."""
    house = House.open("network", Settings(data=folder, durability="normal"))
    migrations.upgrade(house.db, "network")
    network.app(house)  # fills the ports
    try:
        with house.db.transaction() as session:
            account, secret = create_account(
                session, house.vault, name="云上茶馆", type="service", verified=True, owner_id=None
            )
        for start in range(0, count, _CHUNK):
            now = clock.now()
            names = [f"茶友{number}" for number in range(start, min(start + _CHUNK, count))]
            with house.db.transaction() as session:
                ids = create_people(session, [NewPerson(name, 0, "", "", now) for name in names])
                follow_newcomers(session, house, account.appid, [Newcomer(one, now) for one in ids])
    finally:
        house.close()
    return account.appid, secret


def submit(url: str, appid: str, secret: str) -> None:
    """The call of the public API."""
    query = {"grant_type": "client_credential", "appid": appid, "secret": secret}
    token = httpx.get(f"{url}/cgi-bin/token", params=query).json()["access_token"]
    body = {"filter": {"is_to_all": True}, "msgtype": "text", "text": {"content": TEXT}}
    path = f"{url}/cgi-bin/message/mass/sendall"
    answer = httpx.post(path, params={"access_token": token}, json=body, timeout=60).json()
    if answer["errcode"] != 0:
        raise RuntimeError(answer)


def follow_through(server: Server, folder: Path, people: int, kills: int) -> None:
    """Until the end; the process is killed at even parts of the way."""
    deadline = time.monotonic() + _LIMIT_SECONDS
    killed = 0
    while time.monotonic() < deadline:
        state, visited = progress(folder)
        if state == "done":
            return
        if killed < kills and visited >= people * (killed + 1) // (kills + 1):
            killed += 1
            server.stop(signal.SIGKILL)
            server.start()
        server.look()
        time.sleep(0.02)
    raise RuntimeError("it does not end")


def progress(folder: Path) -> tuple[str, int]:
    """The state of the mass send, and how many have had their turn."""
    with closing(database(folder)) as connection:
        row = connection.execute("SELECT state, visited FROM mass_send").fetchone()
    return row[0], row[1]


def exactly_once(folder: Path, people: int) -> bool:
    """Whether each conversation has one message, its first."""
    with closing(database(folder)) as connection:
        messages = connection.execute(
            "SELECT COUNT(*), COUNT(DISTINCT conversation_id), MIN(seq), MAX(seq) FROM message"
        ).fetchone()
        counters = connection.execute("SELECT COUNT(*), MIN(last_seq), MAX(last_seq) FROM conversation").fetchone()
        figures = connection.execute("SELECT total, visited, sent, failed FROM mass_send").fetchone()
    found = (messages, counters, figures)
    return found == ((people, people, 1, 1), (people, 1, 1), (people, people, people, 0))


def database(folder: Path) -> sqlite3.Connection:
    """The network's, only to read."""
    return sqlite3.connect(f"file:{next(folder.glob('network*.db'))}?mode=ro", uri=True, timeout=30)


def peer_rate(folder: Path) -> float:
    """Messages a minute of the peer."""
    engine = create_engine(f"sqlite:///{folder / 'peer.sqlite'}")
    event.listen(engine, "connect", lambda connection, _: connection.executescript(_PRAGMAS))
    PeerBase.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all(PeerConversation(id=str(number), last_seq=0) for number in range(_PEER_MESSAGES))
        session.commit()
    begun = time.monotonic()
    for number in range(_PEER_MESSAGES):
        with Session(engine) as session:
            chosen = PeerConversation.id == str(number)
            session.execute(update(PeerConversation).where(chosen).values(last_seq=PeerConversation.last_seq + 1))
            seq = session.scalars(select(PeerConversation.last_seq).where(chosen)).one()
            session.add(PeerMessage(conversation_id=str(number), seq=seq, content=TEXT, sent_at=clock.now()))
            session.commit()
    return _PEER_MESSAGES / (time.monotonic() - begun) * 60


_PRAGMAS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"


if __name__ == "__main__":
    sys.exit(main())
