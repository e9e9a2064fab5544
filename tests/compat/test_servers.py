"""Other people's programs as the account's server, unmodified, in plain and in safe mode."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.compat.clients import serving
from tests.compat.conftest import Account
from tests.support.servers import free_port

PROGRAMS = {
    "WeRoBot": ("werobot", "werobot_echo.py"),
    "wechat": ("node", "wechat_bot.cjs"),
    "co-wechat": ("node", "co_wechat_bot.cjs"),
    "node-easywechat": ("node", "easywechat_bot.cjs"),
}
TELL_A_WRONG_TOKEN = ("WeRoBot", "wechat", "co-wechat")
"""node-easywechat gives back any echostr."""


@pytest.fixture(params=[(name, mode) for name in PROGRAMS for mode in ("plain", "safe")], ids=" ".join)
def account(request: pytest.FixtureRequest, make_account: Callable[..., Account]) -> Iterator[Account]:
    """An account whose server is one of the programs."""
    name, mode = request.param
    account = make_account()
    keys = account.keys
    safe = (keys["appid"], keys["aes_key"]) if mode == "safe" else ()
    with serving(*PROGRAMS[name], free_port(), keys["token"], *safe) as url:
        verdict = account.serve(url, mode)
        assert verdict["ok"], verdict
        yield account


def test_every_answer_arrives(account: Account) -> None:
    assert [(one["type"], one["content"]) for one in account.say("abc 你好")] == [("text", "好你 cba")]

    account.call("/cgi-bin/menu/create", {"button": [{"type": "click", "name": "今日", "key": "TODAY"}]})
    account.person("click", key="TODAY")
    article = _newest(account, "news")["content"]["articles"][0]
    assert (article["title"], article["url"]) == ("Spring menu", "https://brand.example.test/s")

    place = {"latitude": 39.98, "longitude": 116.31, "scale": 16, "label": "海淀"}
    (there,) = account.person("send", type="location", location=place, wait=5)["replies"]
    assert there["content"].startswith("海淀 at ")
    assert "39.98, 116.31" in there["content"]

    account.person("send", type="text", content="silence", wait=0)
    assert account.say("ab")[-1]["content"] == "ba"
    texts = [message["content"] for message in account.inbox() if message["from"] != "person"]
    assert "" not in texts
    assert {"code": "account_unavailable"} not in texts


@pytest.mark.parametrize("name", TELL_A_WRONG_TOKEN)
def test_a_wrong_token_is_told_apart(name: str, make_account: Callable[..., Account]) -> None:
    account = make_account()
    with serving(*PROGRAMS[name], free_port(), "anothertoken") as url:
        verdict = account.serve(url, "plain")
    assert (verdict["ok"], verdict["reason"]) == (False, "wrong_token")


def _newest(account: Account, kind: str) -> dict[str, Any]:
    # A click's answer comes by push, so the inbox is asked until it is there.
    for _ in range(100):
        found = [message for message in account.inbox() if message["type"] == kind]
        if found:
            return found[-1]
        account.person("send", type="text", content="silence", wait=0.05)
    raise AssertionError(kind)
