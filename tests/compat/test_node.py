"""Clients of Node against the API: co-wechat-api and wechat-api, method by method, with their literal URLs."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.compat import results, stage
from tests.compat.clients import run
from tests.compat.conftest import Account
from tests.support.houses import Running

CLIENTS = {"co-wechat-api": "3.11.0", "wechat-api": "1.35.1"}


@pytest.mark.parametrize("client", CLIENTS)
def test_the_tour(
    client: str, running_network: Running, make_account: Callable[..., Account], led: dict[str, str]
) -> None:
    account = make_account()
    order = stage.order(running_network, account) | {"client": client}
    printed = json.loads(run("node", "node_tour.cjs", json.dumps(order), led=led))
    told = printed["told"]
    said = [name for name, answer in told.items() if isinstance(answer, dict) and "errcode" in answer]
    assert {name: told[name]["errcode"] for name in said} == dict.fromkeys(said, 0)
    _people(account, told)
    _content(told)
    _sent(account, told, agent=client == "wechat-api")
    _mass(told)
    _codes(account, told)
    _desk(account, told)
    results.hold(f"{client} {CLIENTS[client]}", printed["methods"])


def _people(account: Account, told: dict[str, Any]) -> None:
    assert told["user"] == told["user_without_language"]
    assert (told["user"]["openid"], told["user"]["subscribe"]) == (account.openid, 1)
    assert [one["openid"] for one in told["batch"]["user_info_list"]] == [account.openid]
    assert told["followers"]["data"]["openid"] == [account.openid]
    group, tag = told["group"]["group"]["id"], told["tag"]["tag"]["id"]
    assert (group, tag) == (100, 101)
    assert told["group_of_user"] == {"groupid": group}
    assert told["groups"]["groups"][-1] == {"id": group, "name": "熟客", "count": 1}
    assert told["tags"]["tags"][-1] == {"id": tag, "name": "茶友", "count": 1}
    assert told["tags_of_user"] == {"tagid_list": [tag]}
    assert told["tag_users"]["data"]["openid"] == [account.openid]
    assert [one["key"] for one in told["menu"]["menu"]["button"]] == ["TODAY"]
    assert [one["key"] for one in told["menu_match"]["button"]] == ["TODAY"]
    assert told["menu_info"]["is_menu_open"] == 1


def _content(told: dict[str, Any]) -> None:
    assert told["downloaded"] == told["cover_bytes"] > 0
    assert (told["film"]["title"], told["film"]["description"]) == ("泡茶", "怎样泡茶")
    titles = [item["content"]["news_item"][0]["title"] for item in told["library"]["item"]]
    assert titles == ["夏茶上新", "春茶上新"]  # the tour's own, and what the stage has published
    # The covers of the stage's two drafts and the tour's two pictures.
    assert told["count"] == {"voice_count": 1, "video_count": 1, "image_count": 4, "news_count": 2}


def _sent(account: Account, told: dict[str, Any], *, agent: bool) -> None:
    kinds = ["text", "image", "voice", "video", "music", "news", "news", "card"]
    expected = [kind for kind in kinds for _ in range(2)] if agent else [*kinds, "miniprogram"]
    expected += (
        ["template"] if agent else ["template", "template"]
    )  # a template message, one of a one-time subscription
    expected += ["text", "news", "image", "voice", "video"]  # previews
    expected += ["text", "text", "news", "image"]  # mass sends; the fan has had four this month

    def received() -> list[dict[str, Any]]:
        return [one for one in account.inbox() if one["from"] == "account" and one["type"] != "kf_invitation"]

    stage.wait(lambda: len(received()) >= len(expected))
    assert [one["type"] for one in received()] == expected
    assert [one["content"] for one in received() if one["type"] == "text"][-3:] == ["上新", "上新", "再上新"]
    assert received()[0]["content"] == "你好"
    assert told["industry"]["secondary_industry"] == {"first_class": "餐饮", "second_class": "餐饮"}
    assert [one["title"] for one in told["templates"]["template_list"]] == ["订单支付成功"]


def _mass(told: dict[str, Any]) -> None:
    assert (told["uploaded"]["type"], told["mass_film"]["type"]) == ("news", "video")
    assert told.get("once_again", 43101) == 43101  # one message for each confirmation
    assert {told[f"preview{kind}"]["errmsg"] for kind in ("Text", "News", "Image", "Voice", "Video")} == {
        "preview success"
    }
    assert told["massSendNews"]["msg_data_id"] > 0
    news = told["massSendNews"]["msg_id"]
    assert told["mass_state"] == {"msg_id": news, "msg_status": "SEND_SUCCESS"}
    assert told["mass_delete_text"] == 40204
    assert told["mass_deleted"] == {"msg_id": news, "msg_status": "DELETE"}


def _codes(account: Account, told: dict[str, Any]) -> None:
    assert told["code"]["expire_seconds"] == told["number_code"]["expire_seconds"] == 1800
    assert "expire_seconds" not in told["lasting_code"]
    assert told["code_picture"] > 1000
    assert told["short_url"]["short_url"].startswith(f"{account.base}/")
    assert told["config"]["appId"] == account.keys["appid"]
    assert told["ticket"]["ticket"] == told["latest_ticket"]["ticket"]
    assert len(told["config"]["signature"]) == len(told["card_ext"]["signature"]) == 40
    assert len(told["figures"]) == 17
    assert all(isinstance(table, list) for table in told["figures"].values())


def _desk(account: Account, told: dict[str, Any]) -> None:
    (amy,) = [one["kf_account"] for one in told["online"]["kf_online_list"]]
    assert [one["kf_nick"] for one in told["accounts"]["kf_list"]] == ["Amy", "老客服"]
    assert {one["worker"] for one in told["records"]["recordlist"]} == {amy}
    if "session" in told:
        assert told["session"]["kf_account"] == amy
        assert [one["openid"] for one in told["sessions"]["sessionlist"]] == [account.openid]
        assert told["waiting"] == {"count": 0, "waitcaselist": []}
