"""What a programmer meets first: the programs of the guide, as they stand there, against a network elsewhere."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from teahouse.protocol.hosts import WECHAT_HOSTS
from teahouse.testing import Account
from teahouse.testing.tunnel import environment, tunnelling
from tests.compat.clients import ROOT, serving_file
from tests.compat.conftest import Elsewhere
from tests.support.servers import free_port

GUIDE = (ROOT / "docs" / "guide" / "programmers.md").read_text("utf-8")
PROGRAMS = {
    found[2]: found[1] for found in re.finditer(r"```(?:python|js)\n((?:#|//) (\w+\.\w+)\n.*?)```", GUIDE, re.DOTALL)
}


@contextmanager
def running(name: str, elsewhere: Elsewhere, account: Account, folder: Path) -> Iterator[str]:
    """One of the guide's programs, on a free port instead of its own; its address."""
    (written,) = set(re.findall(r"\b(?:3000|501\d)\b", PROGRAMS[name]))
    port = free_port()
    program = folder / name
    program.write_text(PROGRAMS[name].replace(written, str(port)), "utf-8")
    keys = {"APPID": account.appid, "SECRET": account.secret, "AES_KEY": account.aes_key}
    with tunnelling(elsewhere.served.tls, WECHAT_HOSTS) as proxy:
        led = environment(f"http://127.0.0.1:{proxy}", elsewhere.served.tls, WECHAT_HOSTS)
        kind = "node" if name.endswith(".js") else "bots"
        with serving_file(kind, program, port, led=led | keys) as address:
            yield address


def test_the_guide_shows_all_three() -> None:
    assert sorted(PROGRAMS) == ["echo.py", "shop.py", "site.js"]


def test_a_werobot_that_echoes(elsewhere: Elsewhere, tmp_path: Path) -> None:
    account = elsewhere.network.account("My bot")
    with running("echo.py", elsewhere, account, tmp_path) as address:
        account.connect(address, token="mytoken")
        fan = elsewhere.network.follower(account)
        assert fan.send("hello") == ["hello"]


def test_wechatpy_with_flask_that_calls_the_api_too(elsewhere: Elsewhere, tmp_path: Path) -> None:
    account = elsewhere.network.account("My shop")
    with running("shop.py", elsewhere, account, tmp_path) as address:
        account.connect(f"{address}wechat", token="mytoken", mode="safe")
        fan = elsewhere.network.follower(account)
        account.settle()
        assert fan.replies() == ["欢迎光临"]
        fan.send("A17")
        account.settle()
        assert fan.replies() == ["欢迎光临", "正在查询……", "您的订单“A17”已发货"]
        assert [call.errcode for call in account.calls("/cgi-bin/message/custom/send")] == [0]


def test_a_site_that_knows_who_comes(elsewhere: Elsewhere, tmp_path: Path) -> None:
    account = elsewhere.network.account("My site")
    with running("site.js", elsewhere, account, tmp_path) as address, httpx.Client(trust_env=False) as browser:
        account.domains(httpx.URL(address).netloc.decode())
        asked = browser.get(address).headers["location"]
        assert asked.startswith("https://open.weixin.qq.com/connect/oauth2/authorize?appid=")
        back = elsewhere.network.person("林小雨").authorize(asked)
        assert browser.get(back).text == "<h1>你好，林小雨</h1>"


def test_the_guide_names_the_versions_that_are_run() -> None:
    here = Path(__file__).parent
    python = (here / "requirements-bots.txt").read_text("utf-8").split()
    node = json.loads((here / "package.json").read_text("utf-8"))["dependencies"]
    wanted = [line for line in python if not line.startswith("cryptography")]
    wanted += [f"{name}@{node[name]}" for name in ("node-easywechat", "node-socialite")]
    assert [one for one in wanted if one not in GUIDE] == []
