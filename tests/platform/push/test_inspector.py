"""The inspector's socket: pushes and calls as they happen, for the account's operator only."""

from threading import Event
from typing import Any

import msgspec
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.platform.push.account_server import Got, Reply
from tests.platform.push.stage import Stage


def socket(stage: Stage, cookie: str, **headers: str) -> ClientConnection:
    url = f"{stage.running.url.replace('http', 'ws')}/api/mp/socket?appid={stage.appid}"
    return connect(url, additional_headers={"Cookie": f"th_mp={cookie}", **headers}, proxy=None)


def frame(connection: ClientConnection) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode(connection.recv(timeout=10))
    return found


def test_the_operator_sees_each_push_with_its_reason_and_each_call(stage: Stage) -> None:
    person = stage.person()
    stage.ended(1)
    seen = Event()

    def answer(_: Got) -> Reply:
        assert seen.wait(4)
        return Reply(b"<html></html>")

    stage.server.answer = answer
    with socket(stage, stage.operator.cookies["th_mp"], **{"Accept-Language": "en"}) as connection:
        person.send(stage.appid, "在吗")
        shown = frame(connection)
        assert (shown["type"], shown["push"]["summary"], shown["push"]["state"]) == ("push", "在吗", "pending")
        seen.set()
        push = frame(connection)["push"]
        assert (push["kind"], push["summary"], push["state"], push["nickname"]) == ("text", "在吗", "failed", "小茶")
        assert push["reason"] == "The answer is no valid XML reply (the root element is not xml)"
        assert [one["response_body"] for one in push["attempts"]] == ["<html></html>"]
        query = {"grant_type": "client_credential", "appid": stage.appid, "secret": stage.secret}
        stage.operator.get("/cgi-bin/token", params=query)
        called = frame(connection)
        assert (called["type"], called["call"]["path"], called["call"]["errcode"]) == ("call", "/cgi-bin/token", 0)
        assert stage.secret not in msgspec.json.encode(called).decode()


@pytest.mark.parametrize("who", ["nobody", "stranger", "page elsewhere"])
def test_others_are_turned_away(stage: Stage, who: str) -> None:
    cookie, headers = "", {}
    if who == "stranger":
        with stage.running.client() as other:
            body = {"email": "s@example.com", "password": "a long password", "name": "别人"}
            other.post("/api/mp/register", json=body)
            cookie = other.cookies["th_mp"]
    if who == "page elsewhere":
        cookie, headers = stage.operator.cookies["th_mp"], {"Origin": "http://evil.example"}
    with pytest.raises((InvalidStatus, ConnectionClosed)), socket(stage, cookie, **headers) as connection:
        connection.recv(timeout=5)


def test_home_counts_what_happened(stage: Stage) -> None:
    person = stage.person()
    person.send(stage.appid, "一")
    stage.ended(2)
    home = stage.operator.get(f"/api/mp/accounts/{stage.appid}/home").json()
    assert home["followers"] == 1
    assert {name: home["today"][name] for name in ("new", "lost", "messages", "pushes", "failed_pushes")} == {
        "new": 1,
        "lost": 0,
        "messages": 1,
        "pushes": 2,
        "failed_pushes": 0,
    }
    assert home["yesterday"]["pushes"] == 0
    assert len(home["days"]) == 7
    assert home["days"][-1] == {**home["days"][-1], "new": 1, "lost": 0, "total": 1, "messages": 1}
    assert [day["total"] for day in home["days"][:-1]] == [0] * 6
