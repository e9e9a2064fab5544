"""The CONNECT proxy: some names lead to one door, all others are refused."""

import socket
import ssl
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest

from teahouse.kit.authority import papers
from teahouse.testing.tunnel import Target, environment, tunnelling
from tests.kit.test_authority import HOSTS
from tests.support.servers import free_port


class Door:
    """An HTTPS server; remembers what it was asked."""

    def __init__(self, folder: Path) -> None:
        found = papers(folder, HOSTS)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(found.certificate, found.key)
        self.asked: list[tuple[str, str, str]] = []
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:  # the base class's name
                body = self.rfile.read(int(self.headers["content-length"]))
                asked.append((self.path, self.headers["host"], ",".join(sorted(map(str.lower, self.headers)))))
                self.send_response(200)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002, ANN401
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.target = Target("127.0.0.1", self.server.server_port, found.authority)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    door = Door(tmp_path)
    thread = Thread(target=door.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield door
    door.server.shutdown()
    door.server.server_close()
    thread.join()


@pytest.fixture
def proxy(door: Door) -> Iterator[str]:
    with tunnelling(door.target, HOSTS) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def led(door: Door, proxy: str) -> Iterator[httpx.Client]:
    """A program that is led, and verifies."""
    trust = ssl.create_default_context(cafile=door.target.authority)
    with httpx.Client(proxy=proxy, verify=trust, trust_env=False, timeout=20) as client:
        yield client


class TestConnect:
    def test_a_literal_url_leads_to_the_door(self, led: httpx.Client, door: Door) -> None:
        big = b"tea" * 200_000
        for body in (b"one", big):
            assert led.post("https://api.weixin.qq.com/cgi-bin/token?a=1", content=body).content == body
        assert [(path, host) for path, host, _ in door.asked] == [("/cgi-bin/token?a=1", "api.weixin.qq.com")] * 2

    @pytest.mark.parametrize(
        "url",
        [
            "https://example.com/",
            "https://weixin.qq.com/",
            "https://xapi.weixin.qq.com/",
            "https://api.weixin.qq.com.evil.example/",
            "https://api.weixin.qq.com:8443/",
            "https://127.0.0.1/",
            "https://localhost/",
        ],
    )
    def test_any_other_name_is_refused(self, url: str, led: httpx.Client, door: Door) -> None:
        with pytest.raises(httpx.ProxyError, match="403"):
            led.get(url)
        assert door.asked == []

    def test_the_refusal_says_which_names_it_knows(self, proxy: str) -> None:
        answer = spoken(proxy, b"CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n")
        assert answer.startswith("HTTP/1.1 403 Forbidden\r\n")
        assert answer.endswith(
            "example.com:443 is not led anywhere. This proxy knows only:\napi.weixin.qq.com\nmp.weixin.qq.com\n"
        )

    def test_without_a_door_it_says_so(self, tmp_path: Path) -> None:
        target = Target("127.0.0.1", free_port(), tmp_path / "ca.pem")
        with tunnelling(target, HOSTS) as port:
            answer = spoken(f"http://127.0.0.1:{port}", b"CONNECT api.weixin.qq.com:443 HTTP/1.1\r\n\r\n")
        assert answer.startswith("HTTP/1.1 502 Bad Gateway\r\n")
        assert "teahouse network --tls" in answer

    @pytest.mark.parametrize(
        "said",
        [b"tea\r\n\r\n", b"CONNECT api.weixin.qq.com:tea HTTP/1.1\r\n\r\n", b"x" * 40_000, b"GET / HTTP/1.1\r\n\r\n"],
    )
    def test_nonsense_is_refused(self, said: bytes, proxy: str, door: Door) -> None:
        assert spoken(proxy, said)[:12] in {"HTTP/1.1 400", "HTTP/1.1 403"}
        assert door.asked == []


class TestPlainUrls:
    def test_the_old_hosts_without_tls_are_led_too(self, led: httpx.Client, door: Door) -> None:
        assert led.post("http://mp.weixin.qq.com/cgi-bin/x?b=2", content=b"body").content == b"body"
        (path, host, headers) = door.asked[0]
        assert (path, host) == ("/cgi-bin/x?b=2", "mp.weixin.qq.com")
        assert "proxy" not in headers

    def test_but_no_others(self, led: httpx.Client, door: Door) -> None:
        assert led.post("http://example.com/", content=b"").status_code == 403
        assert door.asked == []


def test_it_listens_on_loopback_only(proxy: str) -> None:
    port = int(proxy.rpartition(":")[2])
    with socket.create_server(("127.0.0.2", port)):  # free, so nobody has taken every address
        pass


def test_the_environment_names_every_client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, hosts = Target("127.0.0.1", 9, tmp_path / "ca.pem"), ("api.weixin.qq.com", "mp.weixin.qq.com")
    monkeypatch.setenv("NODE_OPTIONS", "--no-warnings")
    found = environment("http://127.0.0.1:8", target, hosts)
    assert found["HTTPS_PROXY"] == found["https_proxy"] == "http://127.0.0.1:8"
    certificates = ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")
    assert {found[name] for name in certificates} == {str(tmp_path / "ca.pem")}
    assert (found["TEAHOUSE_DOOR"], found["TEAHOUSE_DOOR_HOSTS"]) == ("127.0.0.1:9", ",".join(hosts))
    assert found["NODE_OPTIONS"].startswith('--no-warnings --require "')
    monkeypatch.setenv("NODE_OPTIONS", found["NODE_OPTIONS"])
    assert environment("http://127.0.0.1:8", target, hosts) == found


def spoken(proxy: str, said: bytes) -> str:
    """What a raw connection is told."""
    with socket.create_connection(("127.0.0.1", int(proxy.rpartition(":")[2])), timeout=20) as connection:
        connection.sendall(said)
        connection.shutdown(socket.SHUT_WR)
        heard = b""
        try:
            while data := connection.recv(4096):
                heard += data
        except ConnectionResetError:
            pass
    return heard.decode()
