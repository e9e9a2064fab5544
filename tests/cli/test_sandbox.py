"""`teahouse sandbox` as it is typed."""

import io
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from teahouse.cli import main
from teahouse.kit import clock
from tests.platform.push.account_server import AccountServer, account_server
from tests.platform.push.stage import until
from tests.platform.sandbox.test_routes import echo
from tests.support.houses import OpenHouse, Running, serving
from tests.support.servers import free_port


class Shell:
    """Types commands, reads what is printed."""

    def __init__(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.url, self.capsys = url, capsys

    def run(self, *words: str, code: int = 0) -> str:
        assert main(["sandbox", *words, "--url", self.url]) == code
        printed = self.capsys.readouterr()
        return printed.out if code == 0 else printed.err

    def json(self, *words: str) -> list[Any]:
        return [json.loads(line) for line in self.run(*words, "--json").splitlines()]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("TEAHOUSE_") and name != "TEAHOUSE_COLUMN"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def shell(running_network: Running, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(running_network.url, capsys)


@pytest.fixture
def account(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """An account, which the variable names from now on."""
    (made,) = shell.json("account", "茶馆")
    monkeypatch.setenv("TEAHOUSE_APPID", made["appid"])
    assert isinstance(made, dict)
    return made


@pytest.fixture
def server(account: dict[str, Any]) -> Iterator[AccountServer]:
    with account_server(account["token"]) as server:
        server.answer = echo
        yield server


@pytest.fixture
def follower(shell: Shell, account: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> str:
    (made,) = shell.json("person", "周建国", "--gender", "male", "--province", "北京")
    monkeypatch.setenv("TEAHOUSE_PERSON", made["person_id"])
    (followed,) = shell.json("follow")
    return str(followed["openid"])


class TestConversation:
    def test_from_an_account_to_its_answers(self, shell: Shell, server: AccountServer, follower: str) -> None:
        assert shell.run("server", server.url) == "ok\n"
        assert shell.run("send", "空调").endswith("  account  你说：空调\n")
        ((sent,),) = [shell.json("send", "--type", "image")]
        assert [reply["content"] for reply in sent["replies"]] == ["你说：image"]
        ((sent,),) = [shell.json("send", "海淀", "--location", "39.98,116.31")]
        assert [reply["content"] for reply in sent["replies"]] == ["你说：location"]
        ((sent,),) = [shell.json("send", "标题", "--link", "http://a.example/")]
        assert [reply["content"] for reply in sent["replies"]] == ["你说：link"]
        ((scanned,),) = [shell.json("scan", "poster")]
        assert (scanned["scanned"], scanned["replies"][0]["content"]) == (True, "你说：poster")
        inbox = shell.json("inbox", "--after", "2")
        assert [item["seq"] for item in inbox] == list(range(3, 10))
        place = next(item for item in inbox if item["type"] == "location")
        assert (place["content"]["label"], place["content"]["latitude"]) == ("海淀", 39.98)
        assert [push["kind"] for push in shell.json("pushes")] == ["text", "image", "location", "link", "SCAN"]
        assert shell.run("pushes").splitlines()[0].endswith("空调  <- 你说：空调")
        assert shell.run("unfollow") == ""
        assert "(conversations.not_following)" in shell.run("send", "在吗", code=1)

    def test_a_picture_from_a_file(self, shell: Shell, follower: str, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("tea")
        refusal = shell.run("send", "--type", "image", "--file", str(tmp_path / "a.txt"), code=1)
        assert "Traceback" not in refusal
        missing = shell.run("send", "--type", "image", "--file", str(tmp_path / "b.png"), code=2)
        assert missing == f"teahouse: {tmp_path}/b.png cannot be read: No such file or directory\n"
        assert shell.json("inbox") == []

    def test_an_authorisation(self, shell: Shell, account: dict[str, Any], follower: str) -> None:
        back = "redirect_uri=http%3A%2F%2F127.0.0.1%3A9000%2Fback&response_type=code&scope=snsapi_base&state=s"
        asked = f"https://open.weixin.qq.com/connect/oauth2/authorize?appid={account['appid']}&{back}#wechat_redirect"
        assert "(identity.not_authorized)" in shell.run("authorize", asked, code=1)
        assert shell.run("domains", "127.0.0.1:9000") == ""
        assert shell.run("authorize", asked).startswith("http://127.0.0.1:9000/back?code=")
        assert "(identity.bad_domain)" in shell.run("domains", "a b", code=1)

    def test_places_and_moves(self, shell: Shell, account: dict[str, Any], follower: str) -> None:
        here = ("enter", "--location", "39.98,116.31", "--precision", "5")
        assert shell.json("enter") == shell.json(*here) == [{"reported": False}]
        assert shell.run("location", "enter") == ""
        assert shell.run(*here) == "reported  on\n"
        assert shell.json(*here, "--refuse") == shell.json(*here) == [{"reported": False}]
        (old,) = shell.json("account", "旧茶馆", "--type", "subscription")
        shell.run("follow", "--account", old["appid"])
        (moved,) = shell.json("migrate", old["appid"])
        assert (moved["state"], moved["seen"], moved["came"]) == ("done", 1, 0)
        assert "(migration.same_account)" in shell.run("migrate", account["appid"], code=1)

    def test_a_click(self, shell: Shell, follower: str) -> None:
        assert "(menus.no_such_button)" in shell.run("click", "TODAY", code=1)

    def test_calls(self, shell: Shell, account: dict[str, Any], running_network: Running) -> None:
        who = {"grant_type": "client_credential", "appid": account["appid"], "secret": account["secret"]}
        with running_network.client() as http:
            http.get("/cgi-bin/token", params=who)
        (call,) = until(lambda: shell.json("calls"))
        assert (call["path"], call["errcode"]) == ("/cgi-bin/token", 0)
        assert f"GET /cgi-bin/token  {call['rid']}" in shell.run("calls")

    def test_a_server_that_does_not_answer_is_told(self, shell: Shell, account: dict[str, Any]) -> None:
        assert main(["sandbox", "server", f"http://127.0.0.1:{free_port()}/", "--url", shell.url]) == 1
        told = shell.capsys.readouterr().out
        assert told.startswith("refused: ")
        assert "> GET http://127.0.0.1:" in told

    def test_follow_stays_and_prints_what_comes(self, shell: Shell, account: dict[str, Any], follower: str) -> None:
        command = [sys.executable, "-m", "teahouse.cli", "sandbox", "inbox", "--follow", "--json", "--url", shell.url]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as watching:
            assert watching.stdout is not None
            for words in ("一", "二"):
                shell.json("send", words, "--wait", "0")
                assert json.loads(watching.stdout.readline())["content"] == words
            watching.send_signal(signal.SIGINT)
            watching.communicate(timeout=20)
        assert watching.returncode == 130


class TestWorld:
    def test_the_clock(self, shell: Shell) -> None:
        (there,) = shell.json("clock", "--advance", "48h")
        assert there["offset_seconds"] == 172_800
        (back,) = shell.json("clock", "--back", "1h")
        assert back["offset_seconds"] == 169_200
        assert shell.json("clock", "--reset")[0]["offset_seconds"] == 0
        assert "offset_seconds  0" in shell.run("clock")
        assert "(sandbox.bad_time)" in shell.run("clock", "--advance", "soon", code=1)

    def test_faults(self, shell: Shell, account: dict[str, Any]) -> None:
        (on,) = shell.json("faults", "--double-push", "--quota", "--status", "502", "--for", "5")
        assert (on["quota"], on["wrong_media"]) == (True, False)
        assert (on["double_push"], on["status"], on["timeout"]) == (True, 502, False)
        assert 298 <= on["until"] - clock.timestamp() <= 302
        (off,) = shell.json("faults")
        assert not any(off.values())

    def test_a_crowd_out_of_a_file(self, shell: Shell, account: dict[str, Any], tmp_path: Path) -> None:
        (tmp_path / "words.txt").write_text("空调\n\n门店\n", "utf-8")
        (tmp_path / "a.toml").write_text('people = 15\ndays = 3\nmessages_file = "words.txt"\n', "utf-8")
        (done,) = shell.json("crowd", str(tmp_path / "a.toml"), "--seed", "3")
        assert (done["state"], done["done"], done["total"]) == ("done", 15, 15)

    @pytest.mark.parametrize(
        ("content", "why"), [("people = ", "is not a TOML file"), ('messages_file = "no.txt"', "no.txt cannot be read")]
    )
    def test_a_file_that_is_none(
        self, content: str, why: str, shell: Shell, account: dict[str, Any], tmp_path: Path
    ) -> None:
        (tmp_path / "a.toml").write_text(content)
        assert why in shell.run("crowd", str(tmp_path / "a.toml"), code=2)

    def test_reset_asks_first(self, shell: Shell, account: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
        class Keyboard(io.StringIO):
            def isatty(self) -> bool:
                return True

        monkeypatch.setattr(sys, "stdin", Keyboard("n\n"))
        assert "Nothing was changed" in shell.run("reset", code=2)
        assert shell.json("pushes") == []
        monkeypatch.setattr(sys, "stdin", Keyboard("y\n"))
        shell.run("reset")
        assert "accounts." in shell.run("pushes", code=1)


class TestErrors:
    def test_nobody_there(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        url = f"http://127.0.0.1:{free_port()}"
        assert Shell(url, capsys).run("clock", code=1) == (
            f"teahouse: No network answers at {url}: start one with `teahouse network --sandbox`,"
            " or say where it is with --url\n"
        )
        monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
        assert Shell(url, capsys).run("clock", code=1).startswith(f"teahouse: {url} 没有网络应答；")

    def test_the_sandbox_is_off(self, open_house: OpenHouse, capsys: pytest.CaptureFixture[str]) -> None:
        with serving(open_house("network")) as running:
            told = Shell(running.url, capsys).run("clock", code=1)
        assert "`teahouse network --sandbox` switches it on" in told

    def test_the_network_speaks_the_readers_language(self, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
        assert shell.run("clock", "--advance", "soon", code=1) == (
            "teahouse: 请写 advance（如 48h、30m、2d）、set（ISO 时间）或 reset 之一 [advance] (sandbox.bad_time)\n"
        )

    def test_which_account_and_which_person(self, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        assert "--account APPID" in shell.run("pushes", code=2)
        assert "--person ID" in shell.run("send", "在吗", code=2)
        monkeypatch.setenv("LANG", "zh_CN.UTF-8")
        monkeypatch.delenv("LC_ALL")
        monkeypatch.delenv("LC_MESSAGES", raising=False)
        assert "请用 --account" in shell.run("pushes", code=2)

    def test_a_place_that_is_none(self, shell: Shell, follower: str) -> None:
        assert "LATITUDE,LONGITUDE" in shell.run("send", "--location", "here", code=2)
        assert shell.json("inbox") == []


class TestProxy:
    def test_a_program_is_led_and_its_code_is_ours(self, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "tls").mkdir()
        (tmp_path / "tls" / "ca.pem").write_text("")
        port = str(free_port())
        program = "import os; print(os.environ['HTTPS_PROXY'], os.environ['SSL_CERT_FILE']); raise SystemExit(7)"
        where = ["--port", port, "--data", str(tmp_path)]
        assert main(["sandbox", "proxy", *where, "--", sys.executable, "-c", program]) == 7
        assert capfd.readouterr().out == f"http://127.0.0.1:{port} {tmp_path}/tls/ca.pem\n"

    @pytest.mark.parametrize("listens", [True, False], ids=["open", "closed"])
    def test_a_closed_door_is_told_at_once(
        self, tmp_path: Path, capfd: pytest.CaptureFixture[str], *, listens: bool
    ) -> None:
        (tmp_path / "ca.pem").write_text("")
        with socket.create_server(("127.0.0.1", 0)) as door:
            to = f"127.0.0.1:{door.getsockname()[1] if listens else free_port()}"
            where = ["--port", str(free_port()), "--ca", str(tmp_path / "ca.pem"), "--to", to]
            assert main(["sandbox", "proxy", *where, "--", sys.executable, "-c", ""]) == 0
        told = f"teahouse: Nothing answers at {to}, and what programs ask will be answered 502."
        assert capfd.readouterr().err.startswith(told) is not listens

    def test_it_prints_what_to_set_and_stops_in_good_order(self, tmp_path: Path) -> None:
        (tmp_path / "tls").mkdir()
        (tmp_path / "tls" / "ca.pem").write_text("")
        port = str(free_port())
        command = [sys.executable, "-m", "teahouse.cli", "sandbox", "proxy", "--port", port, "--data", str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as proxy:
            assert proxy.stdout is not None
            told = [proxy.stdout.readline().strip() for _ in range(15)]
            proxy.terminate()
            proxy.communicate(timeout=20)
        assert proxy.returncode == 0
        assert all(line.startswith("# ") for line in told[:2])
        exported = dict(shlex.split(line.removeprefix("export "))[0].split("=", 1) for line in told[2:])
        assert exported["HTTPS_PROXY"] == f"http://127.0.0.1:{port}"
        assert exported["NODE_EXTRA_CA_CERTS"] == exported["REQUESTS_CA_BUNDLE"] == f"{tmp_path}/tls/ca.pem"
        require, loaded = shlex.split(exported["NODE_OPTIONS"])[-2:]
        assert (require, Path(loaded).name, Path(loaded).is_file()) == ("--require", "lead.cjs", True)
        assert exported["TEAHOUSE_DOOR"] == "127.0.0.1:8443"
        assert "api.weixin.qq.com" in exported["TEAHOUSE_DOOR_HOSTS"].split(",")

    def test_without_a_ca_it_says_what_to_do(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["sandbox", "proxy", "--data", str(tmp_path)]) == 2
        assert "start `teahouse network --tls` first" in capsys.readouterr().err
        (tmp_path / "ca.pem").write_text("")
        assert main(["sandbox", "proxy", "--ca", str(tmp_path / "ca.pem"), "--to", "here"]) == 2
        assert "--to is HOST:PORT" in capsys.readouterr().err


def test_nothing_is_loaded_for_other_commands() -> None:
    program = "import sys, teahouse.cli; print([n for n in ('httpx', 'teahouse.testing') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
