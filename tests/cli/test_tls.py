"""`teahouse network --tls`: the same network through a second door."""

import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from teahouse.cli import main
from tests.support.servers import free_port


class Network(NamedTuple):
    plain: str
    secure: str
    authority: Path
    process: subprocess.Popen[str]


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    data = tmp_path_factory.mktemp("network")
    port, tls_port = free_port(), free_port()
    command = [sys.executable, "-m", "teahouse.cli", "network", "--sandbox", "--data", str(data)]
    command += ["--port", str(port), "--tls", "--tls-port", str(tls_port)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TEAHOUSE_")}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == f"teahouse network: http://127.0.0.1:{port}, https://127.0.0.1:{tls_port}\n"
        assert process.stderr.readline() == f"teahouse network: the CA is {data / 'tls' / 'ca.pem'}\n"
        made = Network(f"http://127.0.0.1:{port}", f"https://127.0.0.1:{tls_port}", data / "tls" / "ca.pem", process)
        deadline = time.monotonic() + 60
        while not answers(made):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield made
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        assert process.returncode == -signal.SIGTERM  # in good order, then as the signal wants it


def client(network: Network) -> httpx.Client:
    trust = ssl.create_default_context(cafile=network.authority)
    return httpx.Client(verify=trust, trust_env=False, timeout=20)


def answers(network: Network) -> bool:
    try:
        with client(network) as http:
            return http.get(f"{network.secure}/healthz").is_success and http.get(f"{network.plain}/healthz").is_success
    except httpx.TransportError:
        return False


def test_the_same_network_answers_to_the_wechat_names(network: Network) -> None:
    with client(network) as http:
        account = {"type": "service", "verified": True, "name": "云上茶馆"}
        keys = http.post(f"{network.plain}/sandbox/accounts", json=account).json()
        who = {"grant_type": "client_credential", "appid": keys["appid"], "secret": keys["secret"]}
        named = {"headers": {"Host": "api.weixin.qq.com"}, "extensions": {"sni_hostname": "api.weixin.qq.com"}}
        token = http.get(f"{network.secure}/cgi-bin/token", params=who, **named).json()["access_token"]  # type: ignore[arg-type]
        users = http.get(f"{network.plain}/cgi-bin/user/get", params={"access_token": token}).json()
    assert users["total"] == 0


def test_the_plain_door_does_not(network: Network) -> None:
    with client(network) as http:
        answer = http.get(f"{network.plain}/healthz", headers={"Host": "api.weixin.qq.com"})
        assert (answer.status_code, answer.json()["code"]) == (421, "door.wrong_host")


def test_no_other_name_is_let_in(network: Network) -> None:
    with client(network) as http:
        answer = http.get(f"{network.secure}/healthz", headers={"Host": "evil.example"})
        assert (answer.status_code, answer.json()["code"]) == (421, "door.wrong_host")


def test_the_sandbox_is_not_behind_it(network: Network) -> None:
    """A proxy may serve other machines; then its own address must not open the sandbox."""
    with client(network) as http:
        for headers in ({}, {"Host": "api.weixin.qq.com"}, {"X-Forwarded-For": "127.0.0.1"}):
            answer = http.post(f"{network.secure}/sandbox/reset", headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (403, "sandbox.key_missing")


def test_a_taken_port_is_told_in_a_plain_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TEAHOUSE_COLUMN", raising=False)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = ["network", "--tls", "--tls-port", str(port), "--port", str(free_port()), "--data", str(tmp_path)]
        done = subprocess.run(
            [sys.executable, "-m", "teahouse.cli", *command], capture_output=True, text=True, check=False
        )
    assert done.returncode == 2
    assert f"teahouse: tls_port = {port}: no door can be opened there: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_none_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["network", "--tls-port", "70000", "--data", str(tmp_path)]) == 2
    assert capsys.readouterr().err == "teahouse: tls_port = 70000 is wrong: a port is between 0 and 65535\n"
