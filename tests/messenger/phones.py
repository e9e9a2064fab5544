"""Phones for tests: each is a person who is signed in, with cookies and csrf of the own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from typing import Any

import httpx
import pytest

from teahouse.kit import logins
from teahouse.kit.db import Cursor, Session
from teahouse.messenger import people
from teahouse.messenger.contacts import AccountCard
from teahouse.messenger.conversations import (
    AccountDesk,
    Message,
    account_conversation,
    ensure_account_conversation,
    person_conversation,
)
from tests.support.houses import Running

_numbers = count(1)


class Phone:
    """A signed-in person's phone."""

    def __init__(self, client: httpx.Client, person_id: str) -> None:
        self.client = client
        self.id = person_id

    def get(self, path: str, **query: Any) -> httpx.Response:  # noqa: ANN401
        return self.client.get(f"/api/phone{path}", params=query)

    def post(self, path: str, body: object = None) -> httpx.Response:
        return self.client.post(f"/api/phone{path}", json=body)

    def put(self, path: str, body: object = None) -> httpx.Response:
        return self.client.put(f"/api/phone{path}", json=body)

    def patch(self, path: str, body: object) -> httpx.Response:
        return self.client.patch(f"/api/phone{path}", json=body)

    def delete(self, path: str) -> httpx.Response:
        return self.client.delete(f"/api/phone{path}")

    def send(self, conversation_id: str, text: str, client_id: str = "") -> httpx.Response:
        return self.send_content(conversation_id, "text", {"text": text}, client_id)

    def send_content(
        self, conversation_id: str, message_type: str, content: object, client_id: str = ""
    ) -> httpx.Response:
        body = {
            "conversation_id": conversation_id,
            "client_id": client_id or f"c{next(_numbers)}",
            "type": message_type,
            "content": content,
        }
        return self.post("/send", body)

    def with_(self, other: "Phone") -> str:
        """The conversation with another phone's person."""
        return person_conversation(self.id, other.id)

    def messages(self, conversation_id: str, **query: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        answer = self.get(f"/conversations/{conversation_id}/messages", **({"after": 0, "limit": 100} | query))
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    def conversation(self, conversation_id: str) -> dict[str, Any]:
        answer = self.get(f"/conversations/{conversation_id}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def sync(self, token: str = "") -> dict[str, Any]:
        answer = self.get("/sync", token=token)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


NewPhone = Callable[[str], Phone]


@pytest.fixture
def new_phone(running_network: Running) -> Iterator[NewPhone]:
    """Makes a new person of a nickname, signed in."""
    with ExitStack() as stack:

        def made(nickname: str) -> Phone:
            with running_network.house.db.transaction() as session:
                person = people.create_person(session, nickname=nickname)
            return stack.enter_context(signed_in(running_network, person.id))

        yield made


class signed_in:  # noqa: N801 - used as a function
    """Another phone of a person."""

    def __init__(self, running: Running, person_id: str) -> None:
        with running.house.db.transaction() as session:
            login, token = logins.sign_in(session, "phone", person_id, "test")
        self._client = running.client(cookies={"th_phone": token}, headers={"X-CSRF-Token": login.csrf})
        self.phone = Phone(self._client, person_id)

    def __enter__(self) -> Phone:
        return self.phone

    def __exit__(self, *_: object) -> None:
        self._client.close()


@pytest.fixture
def ann(new_phone: NewPhone) -> Phone:
    return new_phone("安安")


@pytest.fixture
def bo(new_phone: NewPhone) -> Phone:
    return new_phone("小波")


@pytest.fixture
def eve(new_phone: NewPhone) -> Phone:
    """A stranger."""
    return new_phone("路人")


@pytest.fixture
def nobody(running_network: Running) -> Iterator[httpx.Client]:
    """Nobody is signed in."""
    with running_network.client() as client:
        yield client


@pytest.fixture
def friends(ann: Phone, bo: Phone) -> str:
    """Ann and Bo are friends; the id of their conversation, which holds one notice."""
    return befriend(ann, bo)


def befriend(asker: Phone, accepter: Phone, greeting: str = "") -> str:
    asked = asker.post("/requests", {"person_id": accepter.id, "greeting": greeting, "source": "id"})
    assert asked.status_code == 201, asked.text
    accepted = accepter.post(f"/requests/{asked.json()['id']}/accept", {})
    assert accepted.status_code == 200, accepted.text
    return asker.with_(accepter)


class Desk:
    """A platform with one account, `wx1`; remembers what it received."""

    def __init__(self) -> None:
        self.followers: set[str] = set()
        self.heard: list[Message] = []

    def cards(self, session: Session, appids: Any, person_id: str) -> dict[str, AccountCard]:  # noqa: ANN401
        card = AccountCard("wx1", "gh_tea", "茶馆", None, "喝茶", "service", True, person_id in self.followers)  # noqa: FBT003
        return {"wx1": card} if "wx1" in appids else {}

    def received(self, cursor: Cursor, messages: list[Message]) -> None:
        self.heard += messages

    def may_send(self, cursor: Cursor, pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
        return {(appid, person) for appid, person in pairs if appid == "wx1" and person in self.followers}


@pytest.fixture
def desk(running_network: Running) -> Desk:
    """Stands in for the platform, which fills the port otherwise."""
    made = Desk()
    running_network.house.bind(AccountDesk, made)  # type: ignore[type-abstract]  # a port
    return made


def follow(running: Running, desk: Desk, phone: Phone) -> str:
    """The phone's person follows the account; the id of the conversation."""
    desk.followers.add(phone.id)
    running.house.writer.call(lambda cursor, _: [ensure_account_conversation(cursor, "wx1", phone.id)], None)
    return account_conversation("wx1", phone.id)
