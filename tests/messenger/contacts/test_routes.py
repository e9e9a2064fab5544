"""Friendship over HTTP."""

import httpx
import pytest

from tests.messenger.phones import Desk, Phone, befriend, follow
from tests.support.houses import Running


def _ask(phone: Phone, other: Phone, greeting: str = "你好") -> httpx.Response:
    return phone.post("/requests", {"person_id": other.id, "greeting": greeting, "source": "id"})


def _relation(phone: Phone, other: Phone) -> str:
    found: str = phone.get(f"/people/{other.id}").json()["relation"]
    return found


class TestAsking:
    def test_nobody(self, nobody: httpx.Client, ann: Phone) -> None:
        answer = nobody.post("/api/phone/requests", json={"person_id": ann.id, "greeting": "", "source": "id"})
        assert answer.status_code == 401
        assert ann.get("/requests").json()["items"] == []

    def test_both_see_it(self, ann: Phone, bo: Phone) -> None:
        answer = _ask(ann, bo)
        assert (answer.status_code, answer.json()["state"]) == (201, "pending")
        [out] = ann.get("/requests").json()["items"]
        [into] = bo.get("/requests").json()["items"]
        assert (out["direction"], out["person"]["id"], out["state"]) == ("out", bo.id, "pending")
        assert (into["direction"], into["person"]["id"], into["greeting"]) == ("in", ann.id, "你好")
        assert (_relation(ann, bo), _relation(bo, ann)) == ("pending_out", "pending_in")

    def test_a_greeting_of_fifty(self, ann: Phone, bo: Phone) -> None:
        assert _ask(ann, bo, "长" * 50).status_code == 201
        answer = _ask(ann, bo, "长" * 51)
        assert (answer.status_code, answer.json()["field"]) == (422, "greeting")
        assert bo.get("/requests").json()["items"][0]["greeting"] == "长" * 50

    def test_oneself_and_nobody_there(self, ann: Phone) -> None:
        assert _ask(ann, ann).json()["code"] == "contacts.not_yourself"
        answer = ann.post("/requests", {"person_id": "nobody", "greeting": "", "source": "id"})
        assert (answer.status_code, answer.json()["code"]) == (404, "people.not_found")

    def test_friends_already(self, ann: Phone, bo: Phone, friends: str) -> None:
        assert _ask(ann, bo).json()["code"] == "contacts.already_friends"

    def test_again_renews_it(self, ann: Phone, bo: Phone) -> None:
        first, again = _ask(ann, bo, "一"), _ask(ann, bo, "二")
        assert again.json() == first.json()
        assert [one["greeting"] for one in bo.get("/requests").json()["items"]] == ["二"]

    def test_each_other_makes_friends(self, ann: Phone, bo: Phone) -> None:
        _ask(ann, bo)
        assert _ask(bo, ann).json()["state"] == "accepted"
        assert (_relation(ann, bo), _relation(bo, ann)) == ("friend", "friend")

    def test_who_still_holds_me_has_me_back_at_once(self, ann: Phone, bo: Phone, friends: str) -> None:
        ann.delete(f"/contacts/{bo.id}")
        assert _ask(ann, bo).json()["state"] == "accepted"
        assert _relation(ann, bo) == "friend"


class TestAccepting:
    def test_makes_friends_of_both(self, ann: Phone, bo: Phone) -> None:
        request_id = _ask(ann, bo).json()["id"]
        answer = bo.post(f"/requests/{request_id}/accept", {"remark": "安老师"})
        assert (answer.status_code, answer.json()["relation"], answer.json()["remark"]) == (200, "friend", "安老师")
        [friend] = ann.get("/contacts").json()["people"]
        assert (friend["id"], friend["remark"]) == (bo.id, None)
        assert ann.get("/requests").json()["items"][0]["state"] == "accepted"

    def test_twice_is_once(self, ann: Phone, bo: Phone) -> None:
        request_id = _ask(ann, bo).json()["id"]
        conversation_id = ann.with_(bo)
        assert bo.post(f"/requests/{request_id}/accept", {}).status_code == 200
        assert bo.post(f"/requests/{request_id}/accept", {}).status_code == 200
        assert [one["content"]["code"] for one in bo.messages(conversation_id)] == ["greeting", "became_friends"]

    @pytest.mark.parametrize("verb", ["accept", "ignore"])
    def test_only_by_whom_it_was_sent_to(self, ann: Phone, bo: Phone, eve: Phone, verb: str) -> None:
        request_id = _ask(ann, bo).json()["id"]
        for wrong in (ann, eve):
            answer = wrong.post(f"/requests/{request_id}/{verb}", {})
            assert (answer.status_code, answer.json()["code"]) == (404, "contacts.request_not_found")
        assert _relation(ann, bo) == "pending_out"


class TestWhatOneCannotLearn:
    def test_ignored_looks_pending(self, ann: Phone, bo: Phone) -> None:
        request_id = _ask(ann, bo).json()["id"]
        assert bo.post(f"/requests/{request_id}/ignore").status_code == 204
        assert ann.get("/requests").json()["items"][0]["state"] == "pending"
        assert _relation(ann, bo) == "pending_out"
        assert bo.get("/requests").json()["items"][0]["state"] == "ignored"

    def test_the_blocked_gets_the_same_answers(self, ann: Phone, bo: Phone, eve: Phone) -> None:
        bo.put(f"/contacts/{ann.id}/block")
        blocked, free = _ask(ann, bo), _ask(eve, bo)
        assert (blocked.status_code, blocked.json()["state"]) == (free.status_code, free.json()["state"])
        assert ann.get("/requests").json()["items"][0]["state"] == "pending"
        assert (_relation(ann, bo), _relation(eve, bo)) == ("pending_out", "pending_out")
        assert [one["person"]["id"] for one in bo.get("/requests").json()["items"]] == [eve.id]
        assert bo.post(f"/requests/{blocked.json()['id']}/accept", {}).status_code == 404

    def test_a_blocked_friend_sees_a_friend(self, ann: Phone, bo: Phone, friends: str) -> None:
        assert bo.put(f"/contacts/{ann.id}/block").json()["relation"] == "blocked"
        assert _relation(ann, bo) == "friend"
        assert [one["id"] for one in ann.get("/contacts").json()["people"]] == [bo.id]

    def test_a_deleted_friend_keeps_the_contact(self, ann: Phone, bo: Phone, friends: str) -> None:
        assert bo.delete(f"/contacts/{ann.id}").status_code == 204
        assert (_relation(ann, bo), _relation(bo, ann)) == ("friend", "none")
        assert len(ann.messages(friends)) == 1
        assert bo.messages(friends) == []


class TestChanging:
    def test_remark_and_star(self, ann: Phone, bo: Phone, friends: str) -> None:
        changed = ann.patch(f"/contacts/{bo.id}", {"remark": " 波波 ", "starred": True}).json()
        assert (changed["remark"], changed["starred"], changed["nickname"]) == ("波波", True, "小波")
        assert ann.patch(f"/contacts/{bo.id}", {"remark": ""}).json()["remark"] is None
        assert bo.get(f"/people/{ann.id}").json()["starred"] is False

    def test_too_long(self, ann: Phone, bo: Phone, friends: str) -> None:
        assert ann.patch(f"/contacts/{bo.id}", {"remark": "长" * 33}).json()["field"] == "remark"

    def test_a_stranger_is_no_contact(self, ann: Phone, eve: Phone) -> None:
        for answer in (ann.patch(f"/contacts/{eve.id}", {"remark": "x"}), ann.delete(f"/contacts/{eve.id}")):
            assert (answer.status_code, answer.json()["code"]) == (404, "contacts.not_a_contact")

    def test_a_stranger_can_be_blocked(self, ann: Phone, eve: Phone) -> None:
        assert ann.put(f"/contacts/{eve.id}/block").json()["relation"] == "blocked"
        assert ann.delete(f"/contacts/{eve.id}/block").json()["relation"] == "none"
        assert ann.put(f"/contacts/{ann.id}/block").json()["code"] == "contacts.not_yourself"


class TestSearch:
    def test_by_exact_wechat_id(self, ann: Phone, bo: Phone) -> None:
        bo.patch("/me", {"wechat_id": "bobo_2026"})
        found = ann.get("/people/search", q="BOBO_2026").json()["items"]
        assert [one["id"] for one in found] == [bo.id]
        assert "phone" not in found[0]
        assert ann.get("/people/search", q="bobo").json()["items"] == []

    def test_is_rationed(self, ann: Phone) -> None:
        answers = {ann.get("/people/search", q=str(number)).status_code for number in range(61)}
        assert answers == {200, 429}


class TestAccounts:
    def test_followed_ones_are_listed(self, running_network: Running, desk: Desk, ann: Phone, bo: Phone) -> None:
        follow(running_network, desk, ann)
        assert [one["appid"] for one in ann.get("/contacts").json()["accounts"]] == ["wx1"]
        assert bo.get("/contacts").json()["accounts"] == []


class TestEvents:
    def _kinds(self, phone: Phone, token: str) -> list[str]:
        return [event["kind"] for event in phone.sync(token)["events"]]

    def test_each_side_hears_its_own(self, ann: Phone, bo: Phone) -> None:
        tokens = [phone.sync()["token"] for phone in (ann, bo)]
        befriend(ann, bo)
        assert self._kinds(ann, tokens[0]) == ["contact_changed"]
        assert self._kinds(bo, tokens[1]) == ["request_received", "contact_changed"]

    def test_a_block_is_heard_by_the_blocker_only(self, ann: Phone, bo: Phone, friends: str) -> None:
        tokens = [phone.sync()["token"] for phone in (ann, bo)]
        bo.put(f"/contacts/{ann.id}/block")
        bo.delete(f"/contacts/{ann.id}")
        assert self._kinds(ann, tokens[0]) == []
        assert self._kinds(bo, tokens[1]) == ["deleted", "contact_changed"]

    def test_friends_hear_of_a_new_profile(self, ann: Phone, bo: Phone, eve: Phone, friends: str) -> None:
        tokens = [phone.sync()["token"] for phone in (ann, bo, eve)]
        ann.patch("/me", {"nickname": "安老师"})
        assert self._kinds(ann, tokens[0]) == ["profile_changed"]
        for _ in range(200):  # a job tells them
            if self._kinds(bo, tokens[1]):
                break
        assert self._kinds(bo, tokens[1]) == ["contact_changed"]
        assert self._kinds(eve, tokens[2]) == []
