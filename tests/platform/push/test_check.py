"""Saving an account's server: the page says what was asked, what came back, and why it is not good."""

import socket
import ssl
import threading
from typing import Any

import pytest

from teahouse.platform.push import exchange
from tests.platform.push.account_server import Got, Reply, account_server
from tests.platform.push.stage import Stage
from tests.support.houses import OpenHouse, serving


def form(stage: Stage, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {"url": stage.server.url, "token": stage.server.token, "mode": "plain"} | changes


def check(stage: Stage, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    answer = stage.operator.post(f"/api/mp/accounts/{stage.appid}/server/check", json=form(stage, **changes))
    assert answer.status_code == 200, answer.text
    verdict: dict[str, Any] = answer.json()
    return verdict


def settings(stage: Stage) -> dict[str, Any]:
    found: dict[str, Any] = stage.operator.get(f"/api/mp/accounts/{stage.appid}").json()["server"]
    return found


def test_a_right_answer_is_shown_as_sent_and_received(stage: Stage) -> None:
    verdict = check(stage)
    assert (verdict["ok"], verdict["reason"], verdict["response"]["status"]) == (True, "ok", 200)
    got = stage.server.greetings[0]
    assert set(got.query) == {"shop", "signature", "echostr", "timestamp", "nonce"}
    assert verdict["response"]["body"] == got.query["echostr"]
    assert got.query["echostr"] in verdict["request"]["url"]


@pytest.mark.parametrize(
    ("greet", "reason"),
    [
        (lambda _: Reply(b"", 403), "wrong_token"),
        (lambda _: Reply(b"Invalid signature"), "wrong_token"),
        (lambda _: Reply(b""), "wrong_token"),
        (lambda got: Reply(b'"' + got.query["echostr"].encode() + b'"'), "wrong_body"),
        (lambda got: Reply(got.query["echostr"].encode() + b"\n"), "wrong_body"),
        (lambda got: Reply(b"\xef\xbb\xbf" + got.query["echostr"].encode()), "wrong_body"),
        (lambda _: Reply(b"<html><body>It works!</body></html>"), "wrong_body"),
        (lambda _: Reply(b"", 404), "status"),
        (lambda _: Reply(b"", 500), "status"),
        (lambda _: Reply(b"", 301, (("Location", "/wx/"),)), "redirect"),
        (lambda _: Reply(b"x" * 70_000), "too_large"),
    ],
)
def test_a_wrong_answer_is_named_and_nothing_is_saved(stage: Stage, greet: Any, reason: str) -> None:  # noqa: ANN401
    stage.operator.delete(f"/api/mp/accounts/{stage.appid}/server")
    before = settings(stage)
    stage.server.greet = greet
    answer = stage.operator.put(f"/api/mp/accounts/{stage.appid}/server", json=form(stage, token="another")).json()
    assert (answer["ok"], answer["reason"]) == (False, reason)
    assert answer["message"]
    assert answer["advice"]
    assert settings(stage) == before


def test_the_words_are_in_the_readers_language(stage: Stage) -> None:
    stage.server.greet = lambda _: Reply(b"", 500)
    assert "500" in check(stage)["message"]
    stage.operator.headers["Accept-Language"] = "en"
    assert check(stage)["message"] == "The server answered HTTP 500 instead of 200"


def test_a_slow_one_a_dead_one_and_an_unknown_name(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    with account_server("x") as gone:
        url = gone.url
    assert check(stage, url=url)["reason"] == "refused"
    assert check(stage, url="http://nobody.example/wx")["reason"] == "dns"
    assert check(stage, url="ftp://nobody.example/wx")["reason"] == "bad_url"
    monkeypatch.setattr(exchange, "SECONDS", 0.2)

    def slow(_got: Got) -> Reply:
        return Reply(wait=1)

    stage.server.greet = slow
    verdict = check(stage)
    assert (verdict["reason"], verdict["response"]) == ("timeout", None)


def test_a_server_without_tls_is_named(stage: Stage) -> None:
    assert check(stage, url=stage.server.url.replace("http:", "https:"))["reason"] in {"tls", "refused"}


def test_a_certificate_nobody_signed_is_a_tls_fault(stage: Stage) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_talk_tls_badly, args=(listener,), daemon=True).start()
        assert check(stage, url=f"https://127.0.0.1:{listener.getsockname()[1]}/wx")["reason"] == "tls"


def _talk_tls_badly(listener: socket.socket) -> None:
    connection, _ = listener.accept()
    connection.sendall(b"this is no handshake\r\n")
    connection.close()
    assert ssl.OPENSSL_VERSION


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"token": "ab"}, "token"),
        ({"token": "a-b-c"}, "token"),
        ({"aes_key": "short"}, "aes_key"),
        ({"mode": "x"}, "mode"),
    ],
)
def test_wrong_forms_are_refused_at_their_field(stage: Stage, change: dict[str, str], field: str) -> None:
    answer = stage.operator.put(f"/api/mp/accounts/{stage.appid}/server", json=form(stage, **change))
    assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_nobody_and_the_wrong_operator_check_nothing(stage: Stage) -> None:
    path = f"/api/mp/accounts/{stage.appid}/server"
    with stage.running.client() as nobody:
        assert nobody.put(path, json=form(stage)).status_code == 401
        stranger = nobody.post(
            "/api/mp/register", json={"email": "s@example.com", "password": "a long password", "name": "别人"}
        )
        nobody.headers["X-CSRF-Token"] = stranger.json()["csrf"]
        assert [
            nobody.put(path, json=form(stage)).status_code,
            nobody.post(f"{path}/check", json=form(stage)).status_code,
            nobody.delete(path).status_code,
            nobody.get(f"/api/mp/accounts/{stage.appid}/pushes").status_code,
            nobody.get(f"/api/mp/accounts/{stage.appid}/home").status_code,
        ] == [404] * 5
    assert stage.server.greetings == []
    assert settings(stage)["enabled"] is True


def test_without_the_sandbox_this_machine_is_refused(open_house: OpenHouse) -> None:
    with serving(open_house("network")) as running, running.client() as http:
        answer = http.post(
            "/api/mp/register", json={"email": "o@example.com", "password": "a long password", "name": "掌柜"}
        )
        http.headers["X-CSRF-Token"] = answer.json()["csrf"]
        new = {"name": "茶馆", "type": "service", "verified": True}
        refused = http.post("/api/mp/accounts", json=new)
        assert (refused.status_code, refused.json()["code"]) == (403, "accounts.sandbox_only")
