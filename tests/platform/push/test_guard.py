"""Without the sandbox an account's server cannot be pointed into private networks."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from teahouse.kit.house import House
from teahouse.platform.accounts import ServerConfig
from teahouse.platform.push import check_server, delivery
from tests.platform.push.account_server import Reply
from tests.platform.push.stage import Stage, set_stage
from tests.support.houses import OpenHouse, serving

KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


@pytest.fixture
def stage(open_house: OpenHouse, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setattr(delivery, "PAUSES", (0.01, 0.01))
    with serving(open_house("network")) as running, ExitStack() as stack:
        yield set_stage(running, stack)


def names(monkeypatch: pytest.MonkeyPatch, host: str, *answers: str) -> None:
    """What a name leads to, one answer after the other; the last stays. Other names are as they were."""
    real, left = socket.getaddrinfo, list(answers)

    def getaddrinfo(asked: Any, port: Any, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - the socket module's
        if asked != host:
            return real(asked, port, *args, **named)
        address = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


def reason(house: House, url: str) -> tuple[str, str]:
    checked = check_server(house, ServerConfig(url=url, token="token", aes_key=KEY, mode="plain"))
    assert checked.done.answer is None
    return checked.outcome


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://127.0.0.1/wx", "private_address"),
        ("http://localhost/wx", "private_address"),
        ("http://[::1]/wx", "private_address"),
        ("http://10.0.0.8/wx", "private_address"),
        ("http://169.254.169.254/latest/meta-data", "private_address"),
        ("http://100.64.0.1/wx", "private_address"),
        ("http://127.0.0.1:5432/", "bad_url"),
        ("gopher://127.0.0.1/", "bad_url"),
    ],
)
def test_private_addresses_are_refused_with_the_reason(stage: Stage, url: str, code: str) -> None:
    assert reason(stage.house, url)[0] == code


def test_a_name_that_leads_inside_is_refused(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, "inside.example", "127.0.0.1")
    assert reason(stage.house, "http://inside.example/wx") == ("private_address", "inside.example is 127.0.0.1")


def test_a_name_that_was_public_at_the_check_is_checked_again_at_each_push(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    names(monkeypatch, "rebinding.example", "127.0.0.1")
    stage.serve(url="http://rebinding.example/wx")
    person = stage.person()
    stage.ended(1)
    person.send(stage.appid, "在吗")
    push = stage.ended(2)[0]
    assert [(one["verdict"], one["status"]) for one in push["attempts"]] == [("private_address", None)]
    assert "127.0.0.1" in push["reason"]
    assert stage.server.got == []
    assert [one["content"]["code"] for one in person.replies(stage.appid)] == ["account_unavailable"]


def test_with_the_sandbox_a_redirect_inside_is_not_followed_either(network_house: House) -> None:
    with serving(network_house) as running, ExitStack() as stack:
        stage = set_stage(running, stack)
        stage.server.greet = lambda _: Reply(b"", 302, (("Location", "http://169.254.169.254/"),))
        config = ServerConfig(url=stage.server.url, token="token", aes_key=KEY, mode="plain")
        assert check_server(stage.house, config).outcome == ("redirect", "302")
        assert len(stage.server.greetings) == 1
        private = ServerConfig(url="http://192.168.1.1/wx", token="token", aes_key=KEY, mode="plain")
        assert check_server(stage.house, private).outcome.code == "private_address"
