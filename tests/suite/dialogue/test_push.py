"""Pushes over real HTTP: stored once, answered once, and refused without a trace when they are not the account's."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import text

from teahouse.protocol import (
    ClickEvent,
    ImageReply,
    LocationEvent,
    Push,
    Reply,
    ScanEvent,
    SubscribeEvent,
    TextReply,
    UnknownEvent,
    UnsubscribeEvent,
    VoiceMessage,
    parse_reply,
)
from tests.suite.world import GH, Brand, FakeApi, until


@pytest.fixture
def taught(brand: Brand) -> Brand:
    """A robot that knows 空调, a menu key, and what to say to newcomers."""
    for rule in (
        {
            "name": "空调",
            "trigger": "keyword",
            "keywords": ["空调"],
            "answers": [{"type": "text", "text": "空调保修三年"}],
        },
        {"name": "价格", "trigger": "menu", "keywords": ["PRICES"], "answers": [{"type": "text", "text": "价目表"}]},
        {"name": "欢迎", "trigger": "follow", "answers": [{"type": "text", "text": "欢迎光临"}]},
    ):
        assert brand.owner.call("POST", "/rules", rule).status_code == 201
    return brand


def event(brand: Brand, kind: type[Push], openid: str = "oFan1", **fields: Any) -> str:  # noqa: ANN401
    """Push an event; the answer."""
    push = kind(to_user_name=GH, from_user_name=openid, create_time=int(time.time()), **fields)
    response = brand.push(push)
    assert response.status_code == 200
    return response.text


def said(answer: str) -> str:
    """The words of a text reply."""
    reply = parse_reply(answer.encode())
    assert isinstance(reply, TextReply)
    return reply.content


def acts(brand: Brand) -> list[tuple[Any, ...]]:
    """Number, kind and summary of everything that is stored."""
    with brand.house.db.reading() as session:
        rows = session.execute(text("SELECT seq, kind, summary FROM act ORDER BY follower_id, seq"))
        return [tuple(row) for row in rows]


def counted(brand: Brand) -> dict[str, int]:
    """How often each rule answered, as staff see it."""
    return {rule["name"]: rule["hits"] for rule in brand.owner.get("/rules")["items"]}


class TestOnce:
    def test_a_keyword_is_answered(self, taught: Brand) -> None:
        before = int(time.time())
        reply = parse_reply(taught.says("我的空调坏了").encode())
        assert isinstance(reply, TextReply)
        assert (reply.to_user_name, reply.from_user_name, reply.content) == ("oFan1", GH, "空调保修三年")
        assert before <= reply.create_time <= before + 5
        assert acts(taught) == [(1, "message", "我的空调坏了"), (2, "reply", "空调保修三年")]
        assert sum(rule["hits"] for rule in taught.owner.get("/rules")["items"]) == 1

    def test_answers_are_counted_at_once_and_soon_with_the_rule(self, taught: Brand) -> None:
        for number in range(3):
            taught.says(f"空调 {number}")
            assert counted(taught)["空调"] == number + 1

        def stored() -> tuple[int, int]:
            with taught.house.db.reading() as session:
                waiting = session.execute(text("SELECT count(*) FROM dialogue_hits")).scalar_one()
                return waiting, session.execute(text("SELECT sum(hits) FROM dialogue_rule")).scalar_one()

        until(lambda: stored() == (0, 3) or None)
        assert counted(taught) == {"空调": 3, "价格": 0, "欢迎": 0}

    def test_three_times_and_ten_at_once_are_one_event_and_one_answer(self, taught: Brand) -> None:
        push = taught.text("空调")
        answers = [taught.push(push).text for _ in range(3)]
        with ThreadPoolExecutor(10) as pool:
            answers += [response.text for response in pool.map(lambda _: taught.push(push), range(10))]
        assert len(set(answers)) == 1
        assert said(answers[0]) == "空调保修三年"
        assert len(acts(taught)) == 2
        assert counted(taught) == {"空调": 1, "价格": 0, "欢迎": 0}

    def test_a_repeat_gets_the_stored_answer_even_when_the_rule_has_changed(self, taught: Brand) -> None:
        push = taught.text("空调")
        first = taught.push(push).text
        rule = next(rule for rule in taught.owner.get("/rules")["items"] if rule["name"] == "空调")
        assert taught.owner.call("DELETE", f"/rules/{rule['id']}").status_code == 204
        assert taught.push(push).text == first
        assert said(taught.says("空调")) != "空调保修三年"

    def test_two_events_in_one_second_are_two(self, taught: Brand) -> None:
        now = int(time.time())
        for key in ("PRICES", "OTHER"):
            taught.push(ClickEvent(to_user_name=GH, from_user_name="oFan1", create_time=now, event_key=key))
        assert acts(taught) == [(1, "menu", "PRICES"), (2, "reply", "价目表"), (3, "menu", "OTHER")]

    def test_one_openid_on_two_accounts_is_two_followers(self, taught: Brand) -> None:
        other = taught.connect("分号", "wxfedcba9876543210")
        for account in (taught.account, other):
            taught.push(taught.text("空调", msg_id=5), account)
        assert len(acts(taught)) == 4
        assert taught.owner.get("/followers")["total"] == 2


class TestEvents:
    def test_follow_with_scene_scan_click_and_unfollow(self, taught: Brand) -> None:
        followed = event(taught, SubscribeEvent, event_key="qrscene_shop7", ticket="T")
        assert said(followed) == "欢迎光临"
        assert event(taught, ScanEvent, event_key="shop8", ticket="T") == "success"
        assert said(event(taught, ClickEvent, event_key="PRICES")) == "价目表"
        follower = taught.owner.get("/followers")["items"][0]
        assert (follower["source"], follower["subscribed"]) == ("shop7", True)
        taught.api.answers["/cgi-bin/user/info"] = lambda _: {"subscribe": 0}
        assert event(taught, UnsubscribeEvent) == "success"
        assert acts(taught) == [
            (1, "follow", "shop7"),
            (2, "reply", "欢迎光临"),
            (3, "scan", "shop8"),
            (4, "menu", "PRICES"),
            (5, "reply", "价目表"),
            (6, "unfollow", ""),
        ]
        # A profile that was asked for before they left may still arrive; the next one puts it right.
        until(lambda: taught.owner.get("/followers")["items"][0]["subscribed"] is False)

    def test_what_asks_nothing_is_kept_and_not_answered(self, taught: Brand) -> None:
        assert event(taught, LocationEvent, latitude=1, longitude=2, precision=3) == "success"
        assert acts(taught) == [(1, "location", "")]

    def test_a_voice_message_goes_to_a_person(self, taught: Brand) -> None:
        now = int(time.time())
        voice = VoiceMessage(
            to_user_name=GH, from_user_name="oFan1", create_time=now, media_id="M", format="amr", msg_id=9
        )
        assert said(taught.push(voice).text).startswith("正在为您转接人工客服")
        assert taught.owner.get("/desk/summary")["waiting"] == 1

    def test_unknown_types_are_ignored_without_a_trace(self, taught: Brand) -> None:
        assert event(taught, UnknownEvent, event="from_the_future", fields={"X": "1"}) == "success"
        assert acts(taught) == []
        assert taught.owner.get("/followers")["total"] == 0


class TestPictures:
    def test_an_unknown_picture_is_uploaded_and_sent_a_known_one_is_the_reply(self, brand: Brand, api: FakeApi) -> None:
        file = brand.house.files.put(b"\x89PNG", "image/png")
        rule = {
            "name": "图",
            "trigger": "keyword",
            "keywords": ["图"],
            "answers": [{"type": "image", "file": file}, {"type": "text", "text": "请看"}],
        }
        brand.owner.call("POST", "/rules", rule)
        assert brand.says("图") == "success"
        until(lambda: len(api.sent()) == 2)
        assert api.sent() == [
            {"touser": "oFan1", "msgtype": "image", "image": {"media_id": "MEDIA"}},
            {"touser": "oFan1", "msgtype": "text", "text": {"content": "请看"}},
        ]
        reply: Reply | None = parse_reply(brand.says("图").encode())
        assert isinstance(reply, ImageReply)
        assert reply.media_id == "MEDIA"
        until(lambda: len(api.sent()) == 3)
        assert len(api.to("/cgi-bin/media/upload")) == 1


class TestModes:
    @pytest.mark.parametrize("mode", ["safe", "compatible"])
    def test_sealed_pushes_get_sealed_answers(self, taught: Brand, mode: str) -> None:
        account = taught.connect("密号", "wxfedcba9876543210", mode)
        response = taught.push(taught.text("空调"), account)
        assert response.status_code == 200
        assert "空调保修三年" not in response.text
        assert said(taught.crypto(account).open_reply(response.content).decode()) == "空调保修三年"
        assert taught.push(taught.text("空调"), account | {"mode": "plain"}).status_code == (
            403 if mode == "safe" else 200
        )

    def test_the_url_is_verified(self, taught: Brand) -> None:
        path = taught.account["push_url"].partition("/wx/")[2]
        signed = taught.post(taught.account, b"").request.url.params
        answer = taught.client().get(f"/wx/{path}", params={**signed, "echostr": "E1"})
        assert (answer.status_code, answer.text) == (200, "E1")
        refused = taught.client().get(f"/wx/{path}", params={**signed, "echostr": "E1", "signature": "0"})
        assert refused.status_code == 403


DOCTYPE = b'<!DOCTYPE xml [<!ENTITY a "b">]><xml><ToUserName>&a;</ToUserName></xml>'


class TestRefused:
    def test_what_is_not_the_accounts_leaves_no_trace(self, taught: Brand) -> None:
        safe = taught.connect("密号", "wxfedcba9876543210", "safe")
        plain, body = taught.account, taught.text("空调").to_xml()
        now = int(time.time())
        cases = {
            "wrong signature": (taught.post(plain, body, signature="0" * 40), 403),
            "no signature": (taught.post(plain, body, signature=""), 403),
            "old": (taught.post(plain, body, timestamp=now - 700), 403),
            "from the future": (taught.post(plain, body, timestamp=now + 700), 403),
            "2 MB": (taught.post(plain, b"<xml>" + b"x" * 2_000_000), 413),
            "doctype": (taught.post(plain, DOCTYPE), 400),
            "doctype in UTF-16": (taught.post(plain, DOCTYPE.decode().encode("utf-16")), 400),
            "no XML": (taught.post(plain, b"{}"), 400),
            "nothing": (taught.post(plain, b""), 400),
            "no push": (taught.post(plain, b"<xml><A>1</A></xml>"), 400),
            "another's token": (taught.post(plain | {"token": safe["token"]}, body), 403),
            "broken AES": (taught.post(safe, body, msg_signature="0" * 40), 400),
            "another's key": (taught.post(safe | {"aes_key": plain["aes_key"]}, body), 400),
            "no account": (taught.post(plain | {"push_url": "http://x/wx/none"}, body), 404),
        }
        assert {name: response.status_code for name, (response, _) in cases.items()} == {
            name: status for name, (_, status) in cases.items()
        }
        assert acts(taught) == []
        assert taught.owner.get("/followers")["total"] == 0
