"""What agents see without asking."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.suite.world import Brand, Staff


@contextmanager
def listening(brand: Brand, staff: Staff, brand_id: str | None = None) -> Iterator[ClientConnection]:
    cookie = "; ".join(f"{name}={value}" for name, value in staff.http.cookies.items())
    url = f"{brand.running.url.replace('http', 'ws', 1)}/api/socket/{brand_id or brand.id}"
    with connect(url, additional_headers={"Cookie": cookie}, open_timeout=10) as socket:
        yield socket


def frames(socket: ClientConnection, until: str) -> list[dict[str, Any]]:
    """All frames up to the first of a type."""
    found: list[dict[str, Any]] = []
    while not found or found[-1]["type"] != until:
        found.append(json.loads(socket.recv(timeout=10)))
    return found


class TestSocket:
    def test_a_new_message_comes_by_itself(self, brand: Brand) -> None:
        agent = brand.staff("小茶")
        with listening(brand, agent) as socket:
            brand.says("空调坏了")
            heard = frames(socket, "message")[-1]
        shown = agent.get("/desk/conversations", box="waiting")["items"][0]
        assert heard == {
            "type": "message",
            "conversation_id": shown["id"],
            "message": agent.get(f"/desk/conversations/{shown['id']}/messages")["items"][0],
        }

    def test_answers_and_changes_are_told(self, brand: Brand) -> None:
        agent = brand.staff("小茶")
        brand.says("空调坏了")
        shown = agent.get("/desk/conversations", box="waiting")["items"][0]["id"]
        with listening(brand, brand.owner) as socket:
            body = {"client_id": "c1", "type": "text", "content": {"text": "马上"}}
            agent.call("POST", f"/desk/conversations/{shown}/messages", body)
            heard = frames(socket, "message")
            while (heard[-1]["message"]["client_id"], heard[-1]["message"]["state"]) != ("c1", "sent"):
                heard += frames(socket, "message")
        states = [frame["message"]["state"] for frame in heard if frame["type"] == "message"]
        assert heard[0]["message"]["content"] == {"code": "taken", "text": "小茶 接入了会话"}
        assert {"type": "conversation", "conversation_id": shown} in heard
        assert states == ["sent", "sending", "sent"]
        assert {"type": "summary"} in heard

    @pytest.mark.parametrize("change", ["removed", "made an analyst"])
    def test_who_may_not_listen_any_more_is_shown_out(self, brand: Brand, change: str) -> None:
        agent = brand.staff("小茶")
        with listening(brand, agent) as socket:
            path = f"/staff/{agent.id}"
            if change == "removed":
                assert brand.owner.call("DELETE", path).status_code == 204
            else:
                assert brand.owner.call("PATCH", path, {"role": "analyst"}).is_success
            with pytest.raises(ConnectionClosed) as closed:
                frames(socket, "nothing of the kind")
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4401

    def test_others_are_turned_away(self, brand: Brand) -> None:
        cases = [(brand.nobody(), 4401), (brand.stranger(), 4403), (brand.staff("分析", "analyst"), 4403)]
        for staff, code in cases:
            with pytest.raises(Exception) as refused, listening(brand, staff, brand.id) as socket:  # noqa: PT011
                socket.recv(timeout=10)
            # A socket that is closed before it was accepted is refused by status.
            assert isinstance(refused.value, ConnectionClosed) or "403" in str(refused.value), code
        assert brand.owner.http.get(f"/api/socket/{brand.id}").status_code == 404
