"""Outgoing HTTP to addresses that others chose."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from teahouse.kit.outgoing import Answer, Outgoing, OutgoingError, check_url, is_allowed, look_up
from tests.platform.push.account_server import AccountServer, Reply, account_server

PUBLIC = "93.184.215.14"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "::1",
        "0.0.0.0",  # noqa: S104 - refused
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "100.64.0.1",
        "224.0.0.1",
        "ff02::1",
        "240.0.0.1",
        "255.255.255.255",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "192.0.2.1",
    ],
)
def test_addresses_that_are_not_public_are_refused(address: str) -> None:
    assert is_allowed(address, loopback=False) is False


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are_allowed(address: str) -> None:
    assert is_allowed(address, loopback=False) is True


def test_loopback_is_allowed_on_wish_and_nothing_else_with_it() -> None:
    allowed = {"127.0.0.1": True, "::1": True, "::ffff:127.0.0.1": True, "10.0.0.1": False, "169.254.169.254": False}
    assert {address: is_allowed(address, loopback=True) for address in allowed} == allowed


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.com/", "bad_url"),
        ("file:///etc/passwd", "bad_url"),
        ("//example.com/", "bad_url"),
        ("http://", "bad_url"),
        ("http://user:word@example.com/", "bad_url"),
        ("http://example.com/#x", "bad_url"),
        ("http://example.com:x/", "bad_url"),
        ("http://exa mple.com/", "bad_url"),
        ("http://example.com/\r\nX: y", "bad_url"),
        ("http://example.com:8080/", "port"),
        ("http://example.com:22/", "port"),
    ],
)
def test_urls_of_the_wrong_form_are_refused(url: str, reason: str) -> None:
    with pytest.raises(OutgoingError) as refused:
        check_url(url, loopback=False)
    assert refused.value.reason == reason


def names(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """A name server that answers in turn; the last answer stays. Says who was asked for."""
    left, asked = list(answers), []

    def getaddrinfo(host: str, port: int, *_: Any, **__: Any) -> list[Any]:  # noqa: ANN401 - the socket module's
        asked.append(host)
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def ask(url: str, *, loopback: bool = False) -> Answer:
    async def main() -> Answer:
        outgoing = Outgoing(loopback=loopback)
        try:
            return await outgoing.send("GET", url, headers={}, body=b"", seconds=2, limit=1000)
        finally:
            await outgoing.close()

    return asyncio.run(main())


@contextmanager
def server(reply: Reply) -> Iterator[AccountServer]:
    with account_server("x") as running:
        running.greet = lambda _got: reply
        yield running


class TestSend:
    def test_a_name_that_leads_here_is_refused_before_anything_is_sent(self, monkeypatch: pytest.MonkeyPatch) -> None:
        names(monkeypatch, ["127.0.0.1"])
        with pytest.raises(OutgoingError) as refused:
            ask("http://inside.example/")
        assert (refused.value.reason, refused.value.detail) == ("private_address", "inside.example is 127.0.0.1")

    def test_one_private_address_among_public_ones_is_enough(self, monkeypatch: pytest.MonkeyPatch) -> None:
        names(monkeypatch, [PUBLIC, "10.0.0.1"])
        with pytest.raises(OutgoingError) as refused:
            ask("http://mixed.example/")
        assert refused.value.reason == "private_address"

    def test_a_name_that_changes_its_mind_is_checked_at_the_connection(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked = names(monkeypatch, [PUBLIC], ["127.0.0.1"])
        assert look_up("http://rebinding.example/", loopback=False).addresses == (PUBLIC,)
        with pytest.raises(OutgoingError) as refused:
            ask("http://rebinding.example/")
        assert refused.value.reason == "private_address"
        assert asked == ["rebinding.example"] * 2

    def test_the_connection_goes_to_the_address_that_was_checked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with server(Reply(b"here")) as running:
            asked = names(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
            assert ask(f"http://once.example:{running.port}/", loopback=True).body == b"here"
        assert asked == ["once.example"]
        assert running.greetings[0].headers["host"] == f"once.example:{running.port}"

    def test_addresses_in_the_url_are_checked_too(self) -> None:
        for host in ("127.0.0.1", "[::1]", "2130706433", "0x7f.1", "169.254.169.254"):
            with pytest.raises(OutgoingError) as refused:
                ask(f"http://{host}/")
            assert refused.value.reason in {"private_address", "dns", "refused"}

    def test_redirects_are_not_followed(self) -> None:
        with server(Reply(b"", 302, (("Location", "http://169.254.169.254/"),))) as running:
            answer = ask(f"http://127.0.0.1:{running.port}/", loopback=True)
        assert (answer.status, len(running.greetings)) == (302, 1)

    def test_a_long_answer_is_cut(self) -> None:
        with server(Reply(b"x" * 5000)) as running:
            answer = ask(f"http://127.0.0.1:{running.port}/", loopback=True)
        assert (len(answer.body), answer.whole) == (1000, False)

    def test_the_whole_exchange_is_bounded(self) -> None:
        with server(Reply(wait=3)) as running, pytest.raises(TimeoutError):
            ask(f"http://127.0.0.1:{running.port}/", loopback=True)

    def test_a_name_nobody_has_is_named(self) -> None:
        with pytest.raises(OutgoingError) as refused:
            ask("http://nobody.example/")
        assert refused.value.reason == "dns"

    def test_what_one_answer_sets_does_not_go_with_the_next_call(self) -> None:
        cookies = (("Set-Cookie", "a=1; Path=/"), ("Set-Cookie", "b=2, and more"))

        async def twice(url: str) -> Answer:
            outgoing = Outgoing(loopback=True)
            try:
                await outgoing.send("GET", url, headers={}, body=b"", seconds=2, limit=1000)
                return await outgoing.send("GET", url, headers={}, body=b"", seconds=2, limit=1000)
            finally:
                await outgoing.close()

        with server(Reply(b"", headers=cookies)) as running:
            answer = asyncio.run(twice(f"http://127.0.0.1:{running.port}/"))
        assert answer.cookies == ("a=1; Path=/", "b=2, and more")
        assert ["cookie" in got.headers for got in running.greetings] == [False, False]
