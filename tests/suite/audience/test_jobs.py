"""Profiles are asked for when somebody comes, and forgotten when they go."""

import time
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from teahouse.kit import clock
from teahouse.protocol import SubscribeEvent, UnsubscribeEvent
from tests.suite.tables import dump, tries
from tests.suite.world import GH, Brand, Call, FakeApi, until
from tests.support.servers import free_port

INFO = "/cgi-bin/user/info"
SECONDS = count(int(time.time()))
"""Two events of one second and one content are one event."""
TOLD = {
    "subscribe": 1,
    "openid": "oFan1",
    "language": "zh_CN",
    "nickname": "茶客",
    "sex": 2,
    "province": "云南",
    "city": "普洱",
    "headimgurl": "http://127.0.0.1:9/face.png",
    "subscribe_scene": "ADD_SCENE_QR_CODE",
    "qr_scene": 98765,
    "qr_scene_str": "",
    "tagid_list": [1],
}


def follow(brand: Brand, **fields: str) -> None:
    push = SubscribeEvent(to_user_name=GH, from_user_name="oFan1", create_time=next(SECONDS), **fields)
    assert brand.push(push).status_code == 200


def leave(brand: Brand) -> None:
    push = UnsubscribeEvent(to_user_name=GH, from_user_name="oFan1", create_time=next(SECONDS))
    assert brand.push(push).status_code == 200


def profile(brand: Brand) -> dict[str, Any]:
    (row,) = brand.owner.get("/followers")["items"]
    found: dict[str, Any] = brand.owner.get(f"/followers/{row['id']}")
    return found


def known(brand: Brand) -> tuple[Any, ...]:
    shown = profile(brand)
    return tuple(shown[name] for name in ("subscribed", "nickname", "avatar_url", "gender", "province", "city"))


def done(brand: Brand) -> None:
    until(lambda: not dump(brand.house)["job"])


@pytest.fixture
def told(api: FakeApi) -> dict[str, Any]:
    """What the account tells of everybody."""
    answer = dict(TOLD)
    api.answers[INFO] = lambda _: answer
    return answer


def test_who_follows_is_asked_about(brand: Brand, api: FakeApi, told: dict[str, Any]) -> None:
    follow(brand)
    done(brand)
    assert known(brand) == (True, "茶客", TOLD["headimgurl"], 2, "云南", "普洱")
    assert profile(brand)["source"] == "98765"
    (call,) = api.to(INFO)
    assert (call.method, call.query) == ("GET", {"openid": "oFan1", "lang": "zh_CN", "access_token": "TOKEN"})


def test_who_wrote_first_is_asked_about_once(brand: Brand, api: FakeApi, told: dict[str, Any]) -> None:
    for text in ("你好", "在吗", "喂"):
        brand.says(text)
        done(brand)
    assert known(brand)[:2] == (True, "茶客")
    assert len(api.to(INFO)) == 1


def test_the_code_they_came_by_is_their_source(brand: Brand, told: dict[str, Any]) -> None:
    follow(brand, event_key="qrscene_poster", ticket="T")
    done(brand)
    assert profile(brand)["source"] == "poster"


def test_what_the_account_does_not_tell_stays(brand: Brand, told: dict[str, Any]) -> None:
    follow(brand)
    done(brand)
    told |= {"nickname": "", "sex": 0, "headimgurl": ""}
    del told["province"]
    follow(brand)
    done(brand)
    assert known(brand) == (True, "茶客", TOLD["headimgurl"], 2, "云南", "普洱")


@pytest.mark.parametrize("errcode", [48001, 40003, 45009])
def test_an_account_that_may_not_ask_leaves_it_as_it_is(brand: Brand, api: FakeApi, errcode: int) -> None:
    api.answers[INFO] = lambda _: {"errcode": errcode, "errmsg": "no"}
    follow(brand)
    done(brand)
    assert known(brand) == (True, "粉丝Fan1", None, 0, "", "")
    assert len(api.to(INFO)) == 1


@pytest.mark.parametrize("first", [{"errcode": -1, "errmsg": "system error"}, b"<html>502</html>"])
def test_a_busy_one_is_asked_again(brand: Brand, api: FakeApi, first: object) -> None:
    def answer(_call: Call) -> object:
        return first if len(api.to(INFO)) == 1 else TOLD

    api.answers[INFO] = answer
    follow(brand)
    until(lambda: tries(brand.house))
    clock.set_shift(timedelta(minutes=1))  # the second try is due
    done(brand)
    assert known(brand)[:2] == (True, "茶客")
    assert len(api.to(INFO)) == 2


def test_who_leaves_is_forgotten_and_what_they_did_stays(brand: Brand, told: dict[str, Any]) -> None:
    follow(brand)
    done(brand)
    path = f"/followers/{profile(brand)['id']}"
    brand.owner.call("PATCH", path, {"remark": "老王"})
    brand.owner.call("POST", f"{path}/notes", {"text": "爱喝普洱"})
    done(brand)
    told.clear()
    told |= {"subscribe": 0, "openid": "oFan1"}
    leave(brand)
    done(brand)
    assert known(brand) == (False, "粉丝Fan1", None, 0, "", "")
    assert (profile(brand)["remark"], profile(brand)["notes"]) == ("", [])
    kinds = [act["kind"] for act in brand.owner.get(f"{path}/acts")["items"]]
    assert kinds == ["unfollow", "follow"]
    assert "茶客" not in repr(dump(brand.house)["follower"])


def test_forgetting_does_not_wait_for_the_account(brand: Brand, told: dict[str, Any]) -> None:
    follow(brand)
    done(brand)
    dead = f"http://127.0.0.1:{free_port()}"
    assert (
        brand.owner.call(
            "PATCH", f"/accounts/{brand.account['id']}", {"api_base": dead, "secret": "5" * 32}
        ).status_code
        == 200
    )
    leave(brand)
    until(lambda: known(brand) == (False, "粉丝Fan1", None, 0, "", ""))


def test_who_comes_back_is_known_again(brand: Brand, told: dict[str, Any]) -> None:
    follow(brand)
    done(brand)
    told["subscribe"] = 0
    leave(brand)
    done(brand)
    told["subscribe"] = 1
    follow(brand)
    done(brand)
    assert known(brand)[:2] == (True, "茶客")
    assert len(brand.owner.get("/followers")["items"]) == 1


def test_an_account_that_is_gone_ends_the_work(brand: Brand, api: FakeApi) -> None:
    api.answers["/cgi-bin/stable_token"] = lambda _: {"errcode": -1, "errmsg": "busy"}
    follow(brand)
    until(lambda: tries(brand.house))
    assert brand.owner.call("DELETE", f"/accounts/{brand.account['id']}").status_code == 204
    clock.set_shift(timedelta(minutes=1))  # the next try is due
    done(brand)
    assert known(brand)[:2] == (True, "粉丝Fan1")


def test_a_script_in_a_nickname_stays_text(brand: Brand, told: dict[str, Any]) -> None:
    told["nickname"] = "<script>alert(1)</script>"
    follow(brand)
    done(brand)
    answer = brand.owner.http.get(brand.owner.base + "/followers")
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.json()["items"][0]["nickname"] == "<script>alert(1)</script>"
