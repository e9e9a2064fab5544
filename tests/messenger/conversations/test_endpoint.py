"""POST /api/phone/send."""

import sqlite3
from typing import Any

import httpx
import pytest

from teahouse.kit.db import Cursor
from teahouse.messenger.conversations import endpoint
from tests.messenger.phones import Desk, Phone, befriend, follow
from tests.support.houses import Running


class TestCallers:
    def test_nobody(self, nobody: httpx.Client, ann: Phone, friends: str) -> None:
        body = {"conversation_id": friends, "client_id": "1", "type": "text", "content": {"text": "你好"}}
        answer = nobody.post("/api/phone/send", json=body)
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
        assert [one["type"] for one in ann.messages(friends)] == ["notice"]

    def test_the_wrong_one(self, eve: Phone, ann: Phone, friends: str) -> None:
        answer = eve.send(friends, "你好")
        assert (answer.status_code, answer.json()["code"]) == (404, "conversations.not_found")
        assert [one["type"] for one in ann.messages(friends)] == ["notice"]

    def test_without_the_csrf_token(self, ann: Phone, friends: str) -> None:
        del ann.client.headers["X-CSRF-Token"]
        answer = ann.send(friends, "你好")
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
        assert [one["type"] for one in ann.messages(friends)] == ["notice"]

    def test_the_right_one(self, ann: Phone, bo: Phone, friends: str) -> None:
        answer = ann.send(friends, "你好", "x1")
        message = answer.json()
        assert answer.status_code == 201
        assert message | {"msg_id": "", "sent_at": 0} == {
            "conversation_id": friends,
            "seq": 2,
            "msg_id": "",
            "type": "text",
            "from": {"kind": "person", "id": ann.id},
            "content": {"text": "你好"},
            "client_id": "x1",
            "sent_at": 0,
            "recalled": False,
        }
        assert bo.messages(friends)[-1] == message
        assert int(message["msg_id"]) > 2**53

    def test_a_foreign_origin(self, ann: Phone, friends: str) -> None:
        ann.client.headers["Origin"] = "http://evil.example"
        answer = ann.send(friends, "你好")
        assert (answer.status_code, answer.json()["code"]) == (403, "door.wrong_origin")


class TestSameClientId:
    def test_is_the_same_message(self, ann: Phone, friends: str) -> None:
        first, again = ann.send(friends, "你好", "x1"), ann.send(friends, "又一次", "x1")
        assert (first.status_code, again.status_code) == (201, 200)
        assert again.json() == first.json()
        assert len(ann.messages(friends)) == 2

    def test_of_another_person_is_another_message(self, ann: Phone, bo: Phone, friends: str) -> None:
        assert ann.send(friends, "你好", "x1").json()["seq"] == 2
        assert bo.send(friends, "你好", "x1").json()["seq"] == 3


class TestRefused:
    @pytest.mark.parametrize(
        ("change", "status", "code", "field"),
        [
            ({"type": "red_packet"}, 422, "conversations.unknown_type", "type"),
            ({"type": "notice", "content": {"code": "became_friends"}}, 422, "conversations.unknown_type", "type"),
            ({"content": {"text": " \n "}}, 422, "conversations.blank_text", "text"),
            ({"content": {"text": "长" * 4001}}, 422, "invalid", "text"),
            ({"content": {}}, 422, "invalid", "text"),
            ({"content": {"text": 5}}, 422, "invalid", "text"),
            ({"client_id": ""}, 422, "invalid", "client_id"),
            ({"client_id": "a b"}, 422, "invalid", "client_id"),
            ({"conversation_id": "p:a:a"}, 404, "conversations.not_found", None),
            ({"conversation_id": "a:wx\u0000:b"}, 404, "conversations.not_found", None),
            ({"type": "link", "content": {"title": "x", "url": "javascript:alert(1)"}}, 422, "invalid", "url"),
            ({"type": "image", "content": {"file": "nope"}}, 422, "conversations.no_such_upload", "file"),
            ({"type": "person_card", "content": {"person_id": "nope"}}, 404, "people.not_found", None),
            ({"type": "account_card", "content": {"appid": "nope"}}, 404, "conversations.no_such_account", "appid"),
            (
                {"type": "location", "content": {"latitude": 91, "longitude": 0, "label": ""}},
                422,
                "invalid",
                "latitude",
            ),
        ],
    )
    def test_says_why(
        self, ann: Phone, friends: str, change: dict[str, Any], status: int, code: str, field: str | None
    ) -> None:
        body = {"conversation_id": friends, "client_id": "1", "type": "text", "content": {"text": "好"}} | change
        answer = ann.post("/send", body)
        assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (status, code, field)
        assert len(ann.messages(friends)) == 1

    def test_not_json(self, ann: Phone) -> None:
        answer = ann.client.post("/api/phone/send", content=b"{")
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid")

    def test_too_long(self, ann: Phone) -> None:
        answer = ann.client.post("/api/phone/send", content=b" " * 40_000)
        assert (answer.status_code, answer.json()["code"]) == (413, "conversations.too_long")

    def test_too_many(self, ann: Phone, bo: Phone, friends: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(endpoint, "_MOST", 2)
        monkeypatch.setattr(endpoint, "_MOST_SECONDS", 3600)
        assert [ann.send(friends, words).status_code for words in "一二三"] == [201, 201, 429]
        assert [one["content"] for one in bo.messages(friends)[1:]] == [{"text": "一"}, {"text": "二"}]
        assert bo.send(friends, "慢点").status_code == 201

    def test_other_methods_and_paths(self, ann: Phone) -> None:
        assert ann.get("/send").status_code == 405
        assert ann.post("/sender", {}).status_code == 404


class TestRelations:
    def test_strangers_have_no_conversation(self, ann: Phone, eve: Phone) -> None:
        answer = ann.send(ann.with_(eve), "你好")
        assert (answer.status_code, answer.json()["code"]) == (404, "conversations.not_found")

    def test_who_was_deleted_is_told_and_not_delivered(self, ann: Phone, bo: Phone, friends: str) -> None:
        bo.delete(f"/contacts/{ann.id}")
        answer = ann.send(friends, "在吗")
        assert answer.status_code == 201
        assert [one["type"] for one in ann.messages(friends)] == ["notice", "text", "notice"]
        assert ann.messages(friends)[-1]["content"] == {"code": "not_friend", "params": {}}
        assert bo.messages(friends) == []

    def test_who_was_blocked_is_not_delivered_and_cannot_learn_it(self, ann: Phone, bo: Phone, friends: str) -> None:
        bo.put(f"/contacts/{ann.id}/block")
        before = bo.conversation(friends)
        answer = ann.send(friends, "在吗")
        assert (answer.status_code, answer.json()["content"]) == (201, {"text": "在吗"})
        assert ann.messages(friends)[-1]["content"] == {"text": "在吗"}
        assert [one["type"] for one in bo.messages(friends)] == ["notice"]
        after = bo.conversation(friends)
        assert (after["last_seq"], after["unread"]) == (before["last_seq"], before["unread"])

    def test_who_blocks_still_reaches_the_other(self, ann: Phone, bo: Phone, friends: str) -> None:
        bo.put(f"/contacts/{ann.id}/block")
        assert bo.send(friends, "拜拜").status_code == 201
        assert ann.messages(friends)[-1]["content"] == {"text": "拜拜"}

    def test_unblocked_it_goes_on_without_what_was_held_back(self, ann: Phone, bo: Phone, friends: str) -> None:
        bo.put(f"/contacts/{ann.id}/block")
        ann.send(friends, "一")
        bo.delete(f"/contacts/{ann.id}/block")
        assert ann.send(friends, "二").json()["seq"] == 3
        assert [one["seq"] for one in bo.messages(friends)] == [1, 3]
        assert [one["seq"] for one in ann.messages(friends)] == [1, 2, 3]


class TestAccounts:
    def test_a_follower_writes_and_the_desk_hears(self, running_network: Running, desk: Desk, ann: Phone) -> None:
        conversation_id = follow(running_network, desk, ann)
        answer = ann.send(conversation_id, "空调")
        assert (answer.status_code, answer.json()["seq"]) == (201, 1)
        assert [(one.seq, one.content) for one in desk.heard] == [(1, {"text": "空调"})]

    def test_the_same_again_is_heard_once(self, running_network: Running, desk: Desk, ann: Phone) -> None:
        conversation_id = follow(running_network, desk, ann)
        ann.send(conversation_id, "空调", "x1")
        ann.send(conversation_id, "空调", "x1")
        assert len(desk.heard) == 1

    def test_who_does_not_follow_is_refused(self, desk: Desk, ann: Phone) -> None:
        answer = ann.send(f"a:wx1:{ann.id}", "空调")
        assert (answer.status_code, answer.json()["code"]) == (409, "conversations.not_following")
        assert desk.heard == []

    def test_in_somebody_elses_name(self, running_network: Running, desk: Desk, ann: Phone, eve: Phone) -> None:
        conversation_id = follow(running_network, desk, ann)
        desk.followers.add(eve.id)
        assert eve.send(conversation_id, "空调").status_code == 404
        assert desk.heard == []


class TestTypes:
    def test_location_and_link_go_through(self, ann: Phone, friends: str) -> None:
        place = {"latitude": 23.1, "longitude": 113.3, "scale": 16, "label": "广州市", "name": "塔"}
        assert ann.send_content(friends, "location", place).json()["content"] == place
        page = {"title": "茶", "description": "", "url": "https://example.com/", "image_url": None}
        assert ann.send_content(friends, "link", page).json()["content"] == page

    def test_person_card(self, ann: Phone, eve: Phone, friends: str) -> None:
        shown = ann.send_content(friends, "person_card", {"person_id": eve.id}).json()["content"]
        assert shown == {"person_id": eve.id, "nickname": "路人", "wechat_id": None, "avatar_url": None}

    def test_account_card(self, desk: Desk, ann: Phone, friends: str) -> None:
        shown = ann.send_content(friends, "account_card", {"appid": "wx1"}).json()["content"]
        assert shown == {"appid": "wx1", "name": "茶馆", "wechat_id": "gh_tea", "avatar_url": None}

    def test_greeting_opens_the_conversation(self, ann: Phone, eve: Phone) -> None:
        conversation_id = befriend(ann, eve, "我是安安")
        assert [one["content"] for one in eve.messages(conversation_id)] == [
            {"code": "greeting", "params": {"person_id": ann.id, "text": "我是安安"}},
            {"code": "became_friends", "params": {}},
        ]


def test_a_database_that_fails_is_told_and_the_phone_sends_again(
    monkeypatch: pytest.MonkeyPatch, ann: Phone, friends: str
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(Cursor, "rows", full)
        broken.setattr(Cursor, "row", full)
        answer = ann.send(friends, "你好", "x1")
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert [one["type"] for one in ann.messages(friends)] == ["notice"]
    assert ann.send(friends, "你好", "x1").status_code == 201
    assert [one["type"] for one in ann.messages(friends)] == ["notice", "text"]
