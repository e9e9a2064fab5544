"""A small world for tests of platform features: accounts that call the API, people with phones, operators."""

import re
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import msgspec
from sqlalchemy import event, select

from teahouse.kit import clock, logins, migrations
from teahouse.kit.db import Base, Cursor, Session, cursor_of
from teahouse.kit.house import House
from teahouse.messenger.contacts import AccountCard
from teahouse.messenger.conversations import AccountDesk, Message, account_conversation, messages
from teahouse.messenger.people import create_person
from teahouse.platform import followers
from teahouse.platform.accounts import Account, AccountType, create_account, register_operator
from teahouse.platform.followers import Pusher
from teahouse.protocol import Event
from tests.support.databases import filled
from tests.support.houses import Running, serving

_WAIT_SECONDS = 30
_TABLES = (
    *("account_follower", "account_follow_change", "account_qr_code", "account_qr_count", "account_media"),
    *("account_menu", "message", "conversation", "job", "account_tag", "account_tag_counter", "account_follower_tag"),
)


class Pushes:
    """Fills the port Pusher: keeps the events instead of sending them."""

    def __init__(self) -> None:
        self.events: list[tuple[str, str, Event]] = []

    def push_event(self, to: Session | Cursor, appid: str, person_id: str, event: Event) -> None:
        self.events.append((appid, person_id, event))

    def taken(self) -> list[dict[str, Any]]:
        """What was pushed since the last call: the kind and the fields of each event, header left out."""
        header = {"to_user_name", "from_user_name", "create_time"}
        events = [event for _, _, event in self.events]
        self.events.clear()
        return [
            {"event": event.event}
            | {
                name: value
                for name in event.__struct_fields__
                if name not in header and (value := getattr(event, name)) is not None
            }
            for event in events
        ]


class Desk:
    """Fills the port AccountDesk as far as these tests need it."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def cards(self, session: Session, appids: Collection[str], person_id: str) -> dict[str, AccountCard]:
        return followers.account_cards(session, list(appids), person_id)

    def received(self, cursor: Cursor, messages: list[Message]) -> None:
        self.messages += messages

    def may_send(self, cursor: Cursor, pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
        return followers.following(cursor, sorted(pairs))


@dataclass
class Api:
    """A program that calls the API for one account."""

    account: Account
    secret: str
    http: httpx.Client
    token: str = ""

    def renew(self) -> None:
        """Get a new token."""
        query = {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret}
        self.token = self.http.get("/cgi-bin/token", params=query).json()["access_token"]

    @property
    def appid(self) -> str:
        return self.account.appid

    def get(self, path: str, **query: str) -> dict[str, Any]:
        return self._json(self.http.get(path, params={"access_token": self.token, **query}))

    def post(self, path: str, body: object, **query: str) -> dict[str, Any]:
        content = body if isinstance(body, bytes) else msgspec.json.encode(body)
        return self._json(self.http.post(path, params={"access_token": self.token, **query}, content=content))

    def upload(self, path: str, data: bytes, name: str = "a.bin", **query: str) -> dict[str, Any]:
        query["access_token"] = self.token
        return self._json(self.http.post(path, params=query, files={"media": (name, data)}))

    @staticmethod
    def _json(response: httpx.Response) -> dict[str, Any]:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("application/json")
        answer: dict[str, Any] = response.json()
        return answer


@dataclass
class World:
    """The network, serving, with ports that keep what passes through them."""

    running: Running
    stack: ExitStack
    pushes: Pushes = field(default_factory=Pushes)
    desk: Desk = field(default_factory=Desk)

    @property
    def house(self) -> House:
        return self.running.house

    def clear(self) -> None:
        """Nobody and nothing is left."""
        with self.house.db.transaction() as session:
            cursor = cursor_of(session)
            if cursor.is_postgresql:
                cursor.execute("LOCK TABLE job IN EXCLUSIVE MODE")  # what works on one would wait for us, and we for it
            tables = [table.name for table in reversed(migrations.metadata_of("network").sorted_tables)]
            for table in filled(tables, cursor.rows):
                if table != "sync_epoch":
                    cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - our own name
        self.pushes.events.clear()
        self.desk.messages.clear()

    def account(self, kind: AccountType = "service", *, verified: bool = True, name: str = "云上茶馆") -> Api:
        """A new account with a token; of an operator of its own."""
        with self.house.db.transaction() as session:
            account, secret = create_account(
                session, self.house.vault, name=name, type=kind, verified=verified, owner_id=None
            )
        api = Api(account, secret, self.nobody())
        api.renew()
        return api

    def person(self, nickname: str = "小茶") -> tuple[str, httpx.Client]:
        """A new person, and their phone, signed in."""
        with self.house.db.transaction() as session:
            person_id = create_person(session, nickname=nickname).id
        return person_id, self._signed_in("phone", person_id)

    def operator(self, appid: str | None = None) -> httpx.Client:
        """A new operator, signed in; of that account."""
        with self.house.db.transaction() as session:
            email = f"{len(self.rows('operator'))}@example.com"
            operator_id = register_operator(session, email=email, password="a long password", name="掌柜")
            if appid is not None:
                row = {"appid": appid, "operator_id": operator_id, "created_at": clock.now()}
                session.execute(Base.metadata.tables["account_operator"].insert().values(row))
        return self._signed_in("mp", operator_id)

    def nobody(self) -> httpx.Client:
        """A browser without any login."""
        return self.stack.enter_context(self.running.client())

    def _signed_in(self, kind: str, subject_id: str) -> httpx.Client:
        with self.house.db.transaction() as session:
            login, token = logins.sign_in(session, kind, subject_id, "test")
        client = self.nobody()
        client.cookies.set(f"th_{kind}", token)
        client.headers["X-CSRF-Token"] = login.csrf
        return client

    def follow(self, api: Api, person_id: str, **options: str) -> str:
        """The person follows; the openid."""
        with self.house.db.transaction() as session:
            follower = followers.follow(session, self.house, api.appid, person_id, **({"source": "search"} | options))
        self.pushes.events.clear()
        return follower.openid

    def unfollow(self, api: Api, openid: str) -> None:
        """The follower leaves."""
        with self.house.db.transaction() as session:
            person_id = followers.follower_by_openid(session, api.appid, openid).person_id
            followers.unfollow(session, self.house, api.appid, person_id)
        self.pushes.events.clear()

    def act(self, api: Api, person_id: str, act: followers.Act = "message") -> None:
        """The person did something that opens a window."""
        with self.house.db.transaction() as session:
            followers.record_act(session, api.appid, person_id, act)

    def chat(self, api: Api, person_id: str) -> list[Message]:
        """The person's conversation with the account."""
        with self.house.db.reading() as session:
            return messages(session, account_conversation(api.appid, person_id))

    def rows(self, table: str) -> list[dict[str, Any]]:
        """All of a table."""
        with self.house.db.reading() as session:
            found = session.execute(select(Base.metadata.tables[table])).mappings()
            return [dict(row) for row in found]

    @contextmanager
    def queries(self) -> Iterator[list[str]]:
        """The statements of readers while the block runs, but those of jobs and logins, which come when they like."""
        made: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            if not re.search(r"\b(job|login)\b|^BEGIN", statement):
                made.append(statement)

        event.listen(self.house.db.read_engine, "before_cursor_execute", note)
        try:
            yield made
        finally:
            event.remove(self.house.db.read_engine, "before_cursor_execute", note)

    def snapshot(self) -> dict[str, list[str]]:
        """All that these features store, to see that nothing changed."""
        return self.stored(_TABLES)

    def stored(self, tables: Iterable[str]) -> dict[str, list[str]]:
        """All rows of some tables, once the jobs that are due are done."""
        deadline = time.monotonic() + _WAIT_SECONDS
        while any(job["due_at"] <= clock.now() and job["failed_at"] is None for job in self.rows("job")):
            assert time.monotonic() < deadline, "jobs go on and on"
            time.sleep(0.01)
        return {table: sorted(map(str, self.rows(table))) for table in tables}


@contextmanager
def opened(house: House) -> Iterator[World]:
    """The world of a house; its tables are made by the models."""
    migrations.metadata_of("network").create_all(house.db.engine)
    with serving(house) as running, ExitStack() as stack:
        world = World(running, stack)
        house.bind(Pusher, world.pushes)  # type: ignore[type-abstract]  # a port
        house.bind(AccountDesk, world.desk)  # type: ignore[type-abstract]  # a port
        yield world


def later(**by: float) -> None:
    """Some time passes in the house."""
    clock.set_shift(clock.shift() + timedelta(**by))
