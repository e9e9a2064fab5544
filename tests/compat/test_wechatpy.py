"""wechatpy, old and new, against the API: each method of its client, with its literal URLs."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from teahouse.platform.push import delivery
from tests.compat import results, stage
from tests.compat.clients import run
from tests.compat.conftest import Account
from tests.support.houses import Running

CLIENTS = {"wechatpy": "1.8.18", "wechatpy2": "2.0.0a26"}


@pytest.mark.parametrize("name", CLIENTS)
def test_the_tour(
    name: str,
    running_network: Running,
    make_account: Callable[..., Account],
    led: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delivery, "PAUSES", (0.01, 0.01))
    account = make_account()
    account.serve(f"{account.base}/healthz", "plain", verify=False)  # an address that callback/check can look up
    order = stage.order(running_network, account)
    printed = json.loads(run(name, "wechatpy_tour", json.dumps(order), led=led))
    told = printed["told"]
    _people(account, told)
    _labels(account, told)
    _content(told)
    _sent(account, told)
    _mass(told)
    _notices(told)
    _desk(account, told)
    _rest(account, told)
    results.hold(f"wechatpy {CLIENTS[name]}", printed["methods"])


def _fine(told: dict[str, Any], *calls: str) -> None:
    assert {call: told[call]["errcode"] for call in calls} == dict.fromkeys(calls, 0)


def _people(account: Account, told: dict[str, Any]) -> None:
    assert (told["user"]["openid"], told["user"]["subscribe"]) == (account.openid, 1)
    assert told["followers"]["data"]["openid"] == told["every_follower"] == [account.openid]
    assert [user["openid"] for user in told["batch"]] == [account.openid]
    assert [button["name"] for button in told["menu"]["menu"]["button"]] == ["今日", "更多"]
    assert told["menu_info"]["is_menu_open"] == 1
    assert [button["name"] for button in told["menu_match"]["button"]] == ["今日", "更多"]
    assert told["no_menu"] is None
    known, unknown = told["moved"]
    assert (known["new_openid"], known["err_msg"]) == (account.openid, "ok")
    assert unknown == {"ori_openid": "oNobody", "err_msg": "ori_openid error"}
    assert told["not_moved"] == 63178
    assert told["nobody"] == 40003
    _fine(told, "remark", "menu_create", "menu_update", "menu_unconditional", "menu_delete")


def _labels(account: Account, told: dict[str, Any]) -> None:
    tag, group = told["tag"]["id"], told["group"]["id"]
    assert (told["tag"], told["group"]) == ({"id": 100, "name": "老茶客"}, {"id": 101, "name": "常客"})
    star = {"id": 2, "name": "星标组", "count": 0}
    assert told["tags"] == [star, {"id": tag, "name": "茶友", "count": 1}]
    assert (told["tags_of_user"], told["tag_users"], told["no_tag_users"]) == ([tag], [account.openid], [])
    assert told["tag_page"]["data"]["openid"] == [account.openid]
    assert told["group_of_user"] == told["group_id_of_user"] == group
    assert [(one["id"], one["count"]) for one in told["groups"]] == [(0, 0), (1, 0), (2, 0), (tag, 0), (group, 1)]
    listed = {"total": 1, "count": 1, "data": {"openid": [account.openid]}, "next_openid": account.openid}
    assert {key: told["blacklist"][key] for key in listed} == listed
    assert told["to_blocked"] == 43019
    assert (told["no_blacklist"]["total"], told["no_blacklist"]["count"]) == (0, 0)
    _fine(told, "tag_rename", "tag_user", "untag_user", "tag_delete", "block", "unblock")
    _fine(told, "group_rename", "group_move", "group_move_many", "group_delete")


def _content(told: dict[str, Any]) -> None:
    assert told["downloaded"] > 0
    assert told["cover_bytes"] > 0
    assert told["film"]["title"] == "泡茶"
    # Covers of the two drafts that the stage has, the tour's own, and no film any more.
    assert (told["count"]["image_count"], told["count"]["video_count"]) == (3, 1)
    assert told["cover"] in [item["media_id"] for item in told["library"]["item"]]
    assert [one["title"] for one in told["article"]] == ["春茶上新"]
    assert [one["title"] for one in told["article_changed"]] == ["秋茶上新"]
    assert told["comments_by_default"] == 88010
    assert told["comment"]["content"] == "好茶"
    assert [one["reply"]["content"] for one in told["comment_answered"]] == ["谢谢"]
    assert told["no_comment"] == []
    _fine(told, "material_delete", "article_update", "articles_update", "comment_close", "comment_open")
    _fine(told, "comment_choose", "comment_reply", "comment_unreply", "comment_unchoose", "comment_delete")


def _sent(account: Account, told: dict[str, Any]) -> None:
    sent = ["text", "image", "voice", "video", "music", "news", "question", "card", "mini_program", "link", "sent"]
    _fine(told, *sent, "set_industry", "removed")
    assert told["removed_again"] == 40037
    assert told["industry"]["secondary_industry"] == {"first_class": "餐饮", "second_class": "餐饮"}
    assert [one["template_id"] for one in told["templates"]["template_list"]] == [told["template_id"]]
    assert told["subscribe_url"] == "https://mp.weixin.qq.com/mp/subscribemsg"
    kinds = ["text", "image", "voice", "video", "music", "news", "menu", "card", "miniprogram", "link"]
    later = ["text", "image", "voice", "video", "news"]  # previews
    later += ["text", "text", "news"]  # mass sends
    # A template message, a one-time subscription, a notification or two, which take their time.
    templates = ["template"] * (4 if "meal" in told else 3)

    def received() -> list[dict[str, Any]]:
        return [one for one in account.inbox() if one["from"] == "account" and one["type"] != "kf_invitation"]

    def by_api() -> list[dict[str, Any]]:
        return [one for one in received() if one["content"] != "您好"]

    stage.wait(lambda: len(by_api()) >= len([*kinds, *later, *templates]))
    assert [one["type"] for one in by_api() if one["type"] != "template"] == kinds + later
    assert [one["type"] for one in by_api() if one["type"] == "template"] == templates
    assert received()[0]["content"] == "你好"
    assert received()[5]["content"]["articles"][0]["title"] == "标题"
    assert [one["content"] for one in by_api() if one["type"] == "text"] == ["你好", "上新", "上新", "再上新"]


def _mass(told: dict[str, Any]) -> None:
    assert (told["mass_video"]["type"], told["mass_articles"]["type"]) == ("video", "news")
    previews = ("text", "image", "voice", "video", "article")
    assert {told[f"preview_{kind}"]["errmsg"] for kind in previews} == {"preview success"}
    assert told["preview_card"] == 45113
    sent = [told[name] for name in ("mass_state", "mass_listed", "mass_news")]
    assert [one["msg_status"] for one in sent] == ["SEND_SUCCESS"] * 3
    assert told["mass"]["msg_id"] == sent[0]["msg_id"]
    assert (told["mass_twice"], told["mass_delete_text"]) == (45065, 40204)
    assert told["mass_deleted"] == {"msg_id": sent[2]["msg_id"], "msg_status": "DELETE"}
    _fine(told, "mass_delete")


def _notices(told: dict[str, Any]) -> None:
    """One message for each acceptance."""
    _fine(told, "once", "notice")
    assert (told["once_again"], told["notice_again"]) == (43101, 43101)
    if "notice_template" not in told:
        return
    _fine(told, "meal", "notice_removed")
    assert told["categories"][0] == {"id": 307, "name": "餐饮"}
    assert told["titles"] == 200018
    assert told["keywords"] == [4, ["门店", "取餐号", "餐品", "取餐时间"]]
    left = [one["priTmplId"] for one in told["notices_left"]]
    assert sorted(one["priTmplId"] for one in told["notices"]) == sorted([told["notice_template"], *left])
    assert len(left) == 1


def _desk(account: Account, told: dict[str, Any]) -> None:
    _fine(told, "added", "updated", "pictured", "deleted", "created", "closed", "as_agent")
    (amy,) = [one["kf_account"] for one in told["online"]]
    assert [(one["kf_account"], one["kf_nick"]) for one in told["accounts"]] == [
        (amy, "Amy"),
        (amy.replace("amy@", "new@"), "老客服"),
    ]
    assert told["session"]["kf_account"] == amy
    assert [one["openid"] for one in told["sessions"]] == [account.openid]
    assert told["waiting"] == {"count": 0, "waitcaselist": []}
    assert [(one["opercode"], one["text"]) for one in told["records"]["recordlist"]] == [(2002, "您好")]


def _rest(account: Account, told: dict[str, Any]) -> None:
    assert told["ips"] != []
    assert [one["ip"] for one in told.get("network", {"dns": [{"ip": "127.0.0.1"}]})["dns"]] == ["127.0.0.1"]
    assert told["code"]["expire_seconds"] == 1800
    assert told["code_picture"] > 1000
    assert told["short_url"]["short_url"].startswith(f"{account.base}/")
    assert told["granted"]["openid"] == told["granted_again"]["openid"] == account.openid
    assert told["is_granted"] is True
    assert told["visitor"]["nickname"] == "林小雨"
    assert told["ticket"]["ticket"] == told["same_ticket"]
    assert len(told["signature"]) == len(told["card_sign"]) == 40
    assert len(told["figures"]) == 17
    assert all(isinstance(table, list) for table in told["figures"].values())
