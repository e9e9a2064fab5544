"""wechatpy 1.8.18 against the API, with nothing changed but the address."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.compat.clients import run
from tests.compat.conftest import Account
from tests.platform.push.stage import until


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


def test_mass_sends(told: tuple[Account, dict[str, Any]]) -> None:
    _, answers = told
    assert answers["preview"]["errmsg"] == "preview success"
    assert answers["mass"]["errmsg"] == answers["mass_article"]["errmsg"] == "send job submission success"
    assert (answers["mass_again"], answers["mass_list"]) == (45065, 40130)
    assert answers["mass_state"]["msg_id"] == answers["mass"]["msg_id"]
    assert answers["mass_state"]["msg_status"] in {"SENDING", "SEND_SUCCESS"}
    assert answers["mass_delete"] in {40065, 40204}, "text stays where it arrived"
    assert answers["articles"]["type"] == "news"
    assert answers["mass_article"]["msg_data_id"] > 0


def test_tags_groups_and_the_blacklist(told: tuple[Account, dict[str, Any]]) -> None:
    account, answers = told
    tag, group = answers["tag"]["id"], answers["group"]["id"]
    assert (answers["tag"], answers["group"]) == ({"id": 100, "name": "老茶客"}, {"id": 101, "name": "常客"})
    star = {"id": 2, "name": "星标组", "count": 0}
    assert answers["tags"] == [star, {"id": tag, "name": "茶友", "count": 1}]
    assert (answers["tags_of_user"], answers["tag_users"]) == ([tag], [account.openid])
    assert answers["no_tag_users"] == []
    assert answers["group_of_user"] == group
    assert [(one["id"], one["count"]) for one in answers["groups"]] == [(0, 0), (1, 0), (2, 0), (tag, 0), (group, 1)]
    listed = {"total": 1, "count": 1, "data": {"openid": [account.openid]}, "next_openid": account.openid}
    assert {key: answers["blacklist"][key] for key in listed} == listed
    assert answers["to_blocked"] == 43019
    assert (answers["no_blacklist"]["total"], answers["no_blacklist"]["count"]) == (0, 0)
    changes = ["tag_rename", "tag_user", "untag_user", "tag_delete"]
    changes += ("group_rename", "group_move", "group_move_many", "group_delete", "block", "unblock")
    for call in changes:
        assert answers[call]["errcode"] == 0, call


def test_the_fan_reads_what_was_sent(told: tuple[Account, dict[str, Any]]) -> None:
    account, _answers = told

    def found() -> list[dict[str, Any]]:
        received = [message for message in account.inbox() if message["from"] == "account"]
        return received if len(received) > 5 else []  # mass sends arrive after their answer

    received = until(found)
    assert [message["type"] for message in received] == ["text", "image", "news", "text", "text", "news"]
    assert [message["content"] for message in received[3:5]] == ["预览", "新茶到店"]
    assert received[0]["content"] == "你好"
    assert received[2]["content"]["articles"][0]["title"] == "标题"
