"""wechatpy 1.8.18 against the API, with nothing changed but the address."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.compat.clients import run
from tests.compat.conftest import Account


@pytest.fixture
def told(make_account: Callable[..., Account]) -> tuple[Account, dict[str, Any]]:
    """What each call of the tour answered."""
    account = make_account()
    account.person("send", type="text", content="在吗", wait=0)  # opens the 48 hours
    keys = account.keys
    printed = run("wechatpy", "wechatpy_tour.py", account.base, keys["appid"], keys["secret"], account.openid)
    return account, json.loads(printed)


def test_the_tour(told: tuple[Account, dict[str, Any]]) -> None:
    account, answers = told
    assert answers["user"]["openid"] == account.openid
    assert answers["user"]["subscribe"] == 1
    assert answers["followers"]["data"]["openid"] == [account.openid]
    assert [user["openid"] for user in answers["batch"]] == [account.openid]
    assert [button["name"] for button in answers["menu"]["menu"]["button"]] == ["今日", "更多"]
    assert answers["menu_info"]["is_menu_open"] == 1
    assert answers["media"]["type"] == "image"
    assert answers["downloaded"] > 0
    assert answers["code"]["expire_seconds"] == 1800
    assert answers["code_picture"] > 1000
    for call in ("menu_create", "menu_delete", "remark", "text", "image", "news"):
        assert answers[call]["errcode"] == 0, call
    assert answers["no_menu"] is None
    assert answers["nobody"] == 40003


def test_the_fan_reads_what_was_sent(told: tuple[Account, dict[str, Any]]) -> None:
    account, _answers = told
    received = [message for message in account.inbox() if message["from"] == "account"]
    assert [message["type"] for message in received] == ["text", "image", "news"]
    assert received[0]["content"] == "你好"
    assert received[2]["content"]["articles"][0]["title"] == "标题"
