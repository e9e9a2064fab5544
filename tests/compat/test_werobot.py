"""WeRoBot 1.13.1, unmodified, as the account's server."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.compat.clients import serving
from tests.compat.conftest import Account
from tests.support.servers import free_port


@pytest.fixture(params=["plain", "safe"])
def account(request: pytest.FixtureRequest, make_account: Callable[..., Account]) -> Iterator[Account]:
    """An account whose server is a WeRoBot, in plain and in safe mode."""
    account = make_account()
    keys = account.keys
    safe = (keys["appid"], keys["aes_key"]) if request.param == "safe" else ()
    with serving("werobot", "werobot_echo.py", free_port(), keys["token"], *safe) as url:
        verdict = account.serve(url, request.param)
        assert verdict["ok"], verdict
        yield account


def test_text_comes_back(account: Account) -> None:
    replies = account.say("abc 你好")
    assert [(reply["type"], reply["content"]) for reply in replies] == [("text", "好你 cba")]


def test_menu_click_answers_an_article(account: Account) -> None:
    account.call("/cgi-bin/menu/create", {"button": [{"type": "click", "name": "今日", "key": "TODAY"}]})
    account.person("click", key="TODAY")
    article = _newest(account, "news")["content"]["articles"][0]
    assert (article["title"], article["url"]) == ("Spring menu", "https://brand.example.test/s")


def test_location_is_understood(account: Account) -> None:
    place = {"latitude": 39.98, "longitude": 116.31, "scale": 16, "label": "海淀"}
    replies = account.person("send", type="location", location=place, wait=5)["replies"]
    assert [reply["content"] for reply in replies] == ["海淀 at (39.98, 116.31)"]


def test_an_empty_answer_says_nothing(account: Account) -> None:
    account.person("send", type="text", content="silence", wait=0)
    assert account.say("ab")[-1]["content"] == "ba"
    texts = [message["content"] for message in account.inbox() if message["from"] != "person"]
    assert "" not in texts


def test_wrong_token_is_told_apart(make_account: Callable[..., Account]) -> None:
    account = make_account()
    with serving("werobot", "werobot_echo.py", free_port(), "anothertoken") as url:
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
