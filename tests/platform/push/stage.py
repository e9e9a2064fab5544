"""An account with its server, a person with a phone, an operator: over real HTTP."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx

from teahouse.kit import logins
from teahouse.kit.house import House
from teahouse.messenger.conversations import account_conversation
from teahouse.messenger.people import create_person
from teahouse.platform import followers
from teahouse.platform.accounts import Account, ServerConfig, create_account, get_account, register_operator, set_server
from tests.platform.push.account_server import AccountServer, account_server
from tests.support.houses import Running

Found = TypeVar("Found")


def until(look: Callable[[], Found], seconds: float = 30) -> Found:
    """Wait for something to become true, and say what it was."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)
    return found


@dataclass
class Person:
    """A person with a phone."""

    id: str
    phone: httpx.Client

    def send(self, appid: str, text: str, client_id: str | None = None) -> httpx.Response:
        body = {
            "conversation_id": account_conversation(appid, self.id),
            "client_id": client_id or f"c{time.monotonic_ns()}",
            "type": "text",
            "content": {"text": text},
        }
        return self.phone.post("/api/phone/send", json=body)

    def inbox(self, appid: str) -> list[dict[str, Any]]:
        answer = self.phone.get(f"/api/phone/conversations/{account_conversation(appid, self.id)}/messages?after=0")
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    def replies(self, appid: str) -> list[dict[str, Any]]:
        return [one for one in self.inbox(appid) if one["from"]["kind"] != "person"]


@dataclass
class Stage:
    """What a test plays on."""

    running: Running
    stack: ExitStack
    account: Account
    secret: str
    server: AccountServer
    operator: httpx.Client
    people: list[Person] = field(default_factory=list)

    @property
    def house(self) -> House:
        return self.running.house

    @property
    def appid(self) -> str:
        return self.account.appid

    def person(self, nickname: str = "小茶", *, follows: bool = True) -> Person:
        with self.house.db.transaction() as session:
            person = create_person(session, nickname=nickname)
            if follows:
                followers.follow(session, self.house, self.appid, person.id, source="search")
        return Person(person.id, self.signed_in("phone", person.id))

    def signed_in(self, kind: str, subject_id: str) -> httpx.Client:
        with self.house.db.transaction() as session:
            login, token = logins.sign_in(session, kind, subject_id, "test")
        client = self.stack.enter_context(self.running.client())
        client.cookies.set(f"th_{kind}", token)
        client.headers["X-CSRF-Token"] = login.csrf
        return client

    def serve(self, mode: str = "plain", url: str | None = None) -> None:
        """Switch the account's server on."""
        with self.house.db.transaction() as session:
            set_server(
                session,
                self.house.vault,
                self.appid,
                ServerConfig(
                    url=url or self.server.url,
                    token=self.server.token,
                    aes_key=self.account.aes_key(self.house.vault),
                    mode=mode,  # type: ignore[arg-type]
                ),
            )
            self.account = get_account(session, self.appid)

    def pushes(self, **query: str) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.operator.get(f"/api/mp/accounts/{self.appid}/pushes", params=query).json()[
            "items"
        ]
        return items

    def ended(self, count: int = 1) -> list[dict[str, Any]]:
        """The newest pushes, whole, once so many have ended."""

        def found() -> list[dict[str, Any]]:
            ended = [push for push in self.pushes() if push["state"] != "pending"]
            return ended if len(ended) >= count else []

        return [self.operator.get(f"/api/mp/accounts/{self.appid}/pushes/{push['id']}").json() for push in until(found)]


def set_stage(running: Running, stack: ExitStack) -> Stage:
    """A verified service account of an operator; its server runs, but is not switched on."""
    house = running.house
    with house.db.transaction() as session:
        owner = register_operator(session, email="owner@example.com", password="a long password", name="掌柜")
        account, secret = create_account(
            session, house.vault, name="云上茶馆", type="service", verified=True, owner_id=owner
        )
    server = stack.enter_context(account_server(account.server_token(house.vault)))
    stage = Stage(running, stack, account, secret, server, running.client())
    stage.operator.close()
    stage.operator = stage.signed_in("mp", owner)
    return stage
