"""A phone's socket for tests, and what a phone makes of its frames."""

import time
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self

import msgspec
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.messenger.phones import Phone


class Socket:
    """Connected as the phone's person."""

    def __init__(self, phone: Phone, **options: Any) -> None:  # noqa: ANN401 - of websockets
        url = str(phone.client.base_url).replace("http", "ws", 1).rstrip("/")
        cookies = "; ".join(f"{one.name}={one.value}" for one in phone.client.cookies.jar)
        self._connecting = connect(f"{url}/api/phone/socket", additional_headers={"Cookie": cookies}, **options)
        self._stack = ExitStack()
        self.connection: ClientConnection

    def frame(self, seconds: float = 5) -> dict[str, Any]:
        """The next one; TimeoutError when none comes."""
        found: dict[str, Any] = msgspec.json.decode(self.connection.recv(seconds))
        return found

    def closed_with(self, seconds: float = 5) -> int | None:
        """The code with which the server closes; frames before are dropped."""
        deadline = time.monotonic() + seconds
        try:
            while time.monotonic() < deadline:
                self.connection.recv(seconds)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None
        raise TimeoutError

    def say(self, frame: object) -> None:
        self.connection.send(msgspec.json.encode(frame).decode())

    def __enter__(self) -> Self:
        self.connection = self._stack.enter_context(self._connecting)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()


class Mirror:
    """What a phone knows from frames and events alone: the reference for how they are to be applied."""

    def __init__(self, person_id: str) -> None:
        self.me = person_id
        self.messages: dict[str, dict[int, dict[str, Any]]] = {}
        self.deleted: dict[str, set[int]] = {}
        self.marks: dict[str, dict[str, Any]] = {}

    def frame(self, frame: dict[str, Any]) -> None:
        if frame["type"] == "message":
            self.message(frame["message"])
        elif frame["type"] == "event":
            self.event(frame["event"])

    def message(self, message: dict[str, Any]) -> None:
        known = self.messages.setdefault(message["conversation_id"], {})
        known[message["seq"]] = message
        target = message["content"].get("target_seq") if message["type"] == "recall" else None
        if target in known:
            known[target] = known[target] | {"content": {}, "recalled": True}

    def event(self, event: dict[str, Any]) -> None:
        data = event["data"]
        if event["kind"] == "deleted" and data["seq"] is not None:
            self.deleted.setdefault(data["conversation_id"], set()).add(data["seq"])
        elif event["kind"] in {"deleted", "read", "conversation_changed"}:
            marks = {name: data[name] for name in data if name not in {"conversation_id", "seq", "unread"}}
            self.marks.setdefault(data["conversation_id"], {}).update(marks)

    def state(self) -> dict[str, dict[str, Any]]:
        """Conversations as a fresh sync would tell them, without the other side."""
        return {one: self._conversation(one) for one in self.messages}

    def _conversation(self, conversation_id: str) -> dict[str, Any]:
        known = self.messages[conversation_id]
        marks = {"read_seq": 0, "cleared_seq": 0, "muted": False, "pinned": False} | self.marks.get(conversation_id, {})
        shown = [
            seq
            for seq in sorted(known)
            if seq > marks["cleared_seq"] and seq not in self.deleted.get(conversation_id, set())
        ]
        unread = [
            seq
            for seq, one in known.items()
            if seq > max(marks["read_seq"], marks["cleared_seq"])
            and one["from"]["id"] != self.me
            and one["type"] != "recall"
        ]
        return {
            **marks,
            "last_seq": max(known),
            "unread": len(unread),
            "last": known[shown[-1]] if shown else None,
        }


def fresh(phone: Phone) -> dict[str, dict[str, Any]]:
    """The state that a sync from scratch tells, without the other side."""
    answer = phone.sync()
    assert (answer["resync"], answer["events"], answer["more"]) == (True, [], False)
    return {one["id"]: pruned(one) for one in answer["conversations"]}


def pruned(conversation: dict[str, Any]) -> dict[str, Any]:
    return {name: conversation[name] for name in conversation if name not in {"id", "kind", "peer", "updated_at"}}
