"""The phone's socket."""

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.messenger.phones import Phone, signed_in
from tests.messenger.sockets import Socket
from tests.support.houses import Running


class TestCallers:
    def test_nobody_is_turned_away(self, ann: Phone) -> None:
        ann.client.cookies.clear()
        with pytest.raises((ConnectionClosed, InvalidStatus)), Socket(ann) as socket:
            socket.frame()

    def test_a_page_elsewhere_is_turned_away(self, ann: Phone) -> None:
        with pytest.raises((ConnectionClosed, InvalidStatus)), Socket(ann, origin="http://evil.example") as socket:
            socket.frame()

    def test_a_stranger_hears_nothing(self, ann: Phone, eve: Phone, friends: str) -> None:
        with Socket(eve) as socket:
            ann.send(friends, "秘密")
            with pytest.raises(TimeoutError):
                socket.frame(0.3)


class TestMessages:
    def test_the_frame_carries_the_message_whole(self, ann: Phone, bo: Phone, friends: str) -> None:
        with Socket(bo) as socket:
            sent = ann.send(friends, "你好").json()
            assert socket.frame() == {"type": "message", "message": sent, "last_seq": 2}

    def test_the_senders_other_device_hears_it_too(self, running_network: Running, ann: Phone, friends: str) -> None:
        with signed_in(running_network, ann.id) as other, Socket(other) as socket:
            sent = ann.send(friends, "你好").json()
            assert socket.frame()["message"] == sent

    def test_what_is_held_back_stays_with_its_sender(self, ann: Phone, bo: Phone, friends: str) -> None:
        bo.put(f"/contacts/{ann.id}/block")
        with Socket(ann) as own, Socket(bo) as other:
            ann.send(friends, "在吗")
            assert own.frame()["message"]["type"] == "text"
            with pytest.raises(TimeoutError):
                other.frame(0.3)


class TestTyping:
    def test_a_friend_sees_it(self, ann: Phone, bo: Phone, friends: str) -> None:
        with Socket(ann) as own, Socket(bo) as other:
            own.say({"type": "typing", "conversation_id": friends, "on": True})
            assert other.frame() == {"type": "typing", "conversation_id": friends, "on": True}
            own.say({"type": "typing", "conversation_id": friends, "on": False})
            assert other.frame()["on"] is False

    def test_not_from_strangers_nor_the_blocked_nor_nonsense(
        self, ann: Phone, bo: Phone, eve: Phone, friends: str
    ) -> None:
        bo.put(f"/contacts/{ann.id}/block")
        with Socket(ann) as blocked, Socket(eve) as stranger, Socket(bo) as other:
            blocked.say({"type": "typing", "conversation_id": friends, "on": True})
            stranger.say({"type": "typing", "conversation_id": friends, "on": True})
            stranger.say({"type": "typing", "conversation_id": eve.with_(bo), "on": True})
            stranger.say({"type": "typing", "conversation_id": 5})
            stranger.say(["typing"])
            with pytest.raises(TimeoutError):
                other.frame(0.3)
            bo.delete(f"/contacts/{ann.id}/block")
            assert other.frame()["event"]["kind"] == "contact_changed"


class TestSignedOut:
    def test_another_device_is_cut_off(self, running_network: Running, ann: Phone) -> None:
        with signed_in(running_network, ann.id) as other, Socket(other) as theirs, Socket(ann) as own:
            [device] = [one["id"] for one in ann.get("/devices").json()["items"] if not one["current"]]
            ann.delete(f"/devices/{device}")
            assert theirs.closed_with() == 4401
            ann.patch("/me", {"nickname": "还在"})
            assert own.frame()["event"]["kind"] == "profile_changed"
