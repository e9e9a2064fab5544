"""State plus events equals a fresh sync, after every act, online and offline."""

import re
import time
from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import event

from teahouse.kit import clock
from teahouse.kit.db import Cursor, Session, cursor_of
from teahouse.messenger.contacts import AccountCard
from teahouse.messenger.conversations import (
    AccountDesk,
    Draft,
    Message,
    append,
    leave_account_conversation,
    renew_epoch,
)
from tests.messenger.phones import Desk, Phone, befriend, follow
from tests.messenger.sockets import Mirror, Socket, fresh, pruned
from tests.support.houses import Running

Act = Callable[[], object]


def _acts(running: Running, desk: Desk, ann: Phone, bo: Phone) -> list[Act]:
    """Everything that changes what a phone shows."""
    chat = ann.with_(bo)
    account = f"a:wx1:{bo.id}"

    def account_writes() -> None:
        with running.house.db.transaction() as session:
            append(cursor_of(session), [Draft(account, "account", "wx1", "text", {"text": "欢迎"})])

    def unfollow() -> None:
        with running.house.db.transaction() as session:
            leave_account_conversation(cursor_of(session), "wx1", bo.id)

    return [
        lambda: befriend(ann, bo, "我是安安"),
        lambda: ann.send(chat, "一"),
        lambda: ann.send(chat, "二"),
        lambda: bo.send(chat, "三"),
        lambda: bo.put(f"/conversations/{chat}/read", {"seq": 3}),
        lambda: bo.put(f"/conversations/{chat}/read", {"seq": 2}),
        lambda: ann.post(f"/conversations/{chat}/recall", {"seq": 4}),
        lambda: ann.delete(f"/conversations/{chat}/messages/5"),
        lambda: bo.patch(f"/conversations/{chat}", {"muted": True}),
        lambda: bo.patch(f"/conversations/{chat}", {"pinned": True}),
        lambda: bo.put(f"/conversations/{chat}/read", {"seq": 1000}),
        lambda: ann.send(chat, "四"),
        lambda: bo.delete(f"/conversations/{chat}"),
        lambda: ann.send(chat, "五"),
        lambda: bo.put(f"/contacts/{ann.id}/block"),
        lambda: ann.send(chat, "六"),
        lambda: ann.post(f"/conversations/{chat}/recall", {"seq": 9}),
        lambda: ann.post(f"/conversations/{chat}/recall", {"seq": 10}),
        lambda: bo.send(chat, "七"),
        lambda: bo.delete(f"/contacts/{ann.id}"),
        lambda: bo.send(chat, "八"),
        lambda: ann.send(chat, "九"),
        lambda: follow(running, desk, bo),
        account_writes,
        lambda: bo.send(account, "空调"),
        unfollow,
        account_writes,
    ]


def _until_equal(phone: Phone, socket: Socket, mirror: Mirror) -> None:
    """Frames are on their way: apply them until the mirror shows what a fresh sync tells."""
    wanted = {one: state for one, state in fresh(phone).items() if state["last_seq"]}
    deadline = time.monotonic() + 5
    while mirror.state() != wanted:
        left = deadline - time.monotonic()
        assert left > 0, (mirror.state(), wanted)
        try:
            mirror.frame(socket.frame(min(left, 1)))
        except TimeoutError:
            continue


class TestOnline:
    def test_state_plus_frames_is_a_fresh_sync(
        self, running_network: Running, desk: Desk, ann: Phone, bo: Phone
    ) -> None:
        phones = (ann, bo)
        mirrors = [Mirror(phone.id) for phone in phones]
        with Socket(ann) as first, Socket(bo) as second:
            for act in _acts(running_network, desk, ann, bo):
                act()
                for phone, socket, mirror in zip(phones, (first, second), mirrors, strict=True):
                    _until_equal(phone, socket, mirror)


class _Offline:
    """A phone without a socket: syncs, asks for the messages it lacks, applies events."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.token = ""
        self.mirror = Mirror(phone.id)
        self.told: dict[str, dict[str, Any]] = {}

    def sync(self) -> None:
        answer = self.phone.sync(self.token)
        self.token = answer["token"]
        for conversation in answer["conversations"]:
            self.told[conversation["id"]] = pruned(conversation)
            known = self.mirror.messages.get(conversation["id"], {})
            for message in self.phone.messages(conversation["id"], after=max(known, default=0)):
                self.mirror.message(message)
            if conversation["last"] is not None:
                self.mirror.message(conversation["last"])
        for one in answer["events"]:
            self.mirror.event(one)

    def shown(self) -> dict[str, Any]:
        """What cannot be told from messages that were cleared before they were seen comes from the server's word."""
        state = self.mirror.state()
        return {one: (state[one]["last"], state[one]["read_seq"], state[one]["muted"]) for one in state}


class TestOffline:
    @pytest.mark.parametrize("step", [1, 3, 7])
    def test_every_few_acts_a_sync_brings_it_up_to_date(
        self, running_network: Running, desk: Desk, ann: Phone, bo: Phone, step: int
    ) -> None:
        phones = [_Offline(ann), _Offline(bo)]
        acts = _acts(running_network, desk, ann, bo)
        for number, act in enumerate(acts):
            act()
            if number % step and act is not acts[-1]:
                continue
            for offline in phones:
                offline.sync()
                wanted = fresh(offline.phone)
                shown = offline.shown()
                assert shown == {
                    one: (wanted[one]["last"], wanted[one]["read_seq"], wanted[one]["muted"]) for one in shown
                }
                again = offline.phone.sync(offline.token)
                assert (again["conversations"], again["events"], again["resync"]) == ([], [], False)


class _Directory:
    """Every account there may be."""

    def cards(self, session: Session, appids: Collection[str], person_id: str) -> dict[str, AccountCard]:
        return {
            appid: AccountCard(appid, appid, appid, None, "", "service", verified=True, following=True)
            for appid in appids
        }

    def received(self, cursor: Cursor, messages: list[Message]) -> None:
        """Nothing to do."""

    def may_send(self, cursor: Cursor, pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
        return pairs


def _noting(run: Callable[..., Any], seen: list[str]) -> Callable[..., Any]:
    def noted(cursor: Cursor, statement: str, *rest: object) -> Any:  # noqa: ANN401
        seen.append(statement)
        return run(cursor, statement, *rest)

    return noted


def _statements(monkeypatch: pytest.MonkeyPatch, running: Running, act: Act) -> list[str]:
    """The statements that the house's readers run meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    with monkeypatch.context() as patch:
        for name in ("rows", "row"):
            patch.setattr(Cursor, name, _noting(getattr(Cursor, name), seen))
        event.listen(running.house.db.read_engine, "before_cursor_execute", note)
        act()
        event.remove(running.house.db.read_engine, "before_cursor_execute", note)
    # The worker looks for jobs when it likes, and a hint that comes late lets logins be looked up again.
    return [one for one in seen if not re.search(r"\b(job|login)\b|^BEGIN", one)]


class TestToken:
    def test_nobody(self, nobody: httpx.Client) -> None:
        assert nobody.get("/api/phone/sync").status_code == 401

    def test_only_what_changed(self, ann: Phone, bo: Phone, eve: Phone) -> None:
        first, second = befriend(ann, bo), befriend(ann, eve)
        token = ann.sync()["token"]
        eve.send(second, "你好")
        answer = ann.sync(token)
        assert [one["id"] for one in answer["conversations"]] == [second]
        assert answer["conversations"][0]["last"]["content"] == {"text": "你好"}
        assert first not in str(answer["conversations"])

    def test_of_another_life_of_the_database(self, running_network: Running, ann: Phone, friends: str) -> None:
        token = ann.sync()["token"]
        assert ann.sync(token)["resync"] is False
        with running_network.house.db.transaction() as session:
            renew_epoch(session)
        answer = ann.sync(token)
        assert (answer["resync"], [one["id"] for one in answer["conversations"]]) == (True, [friends])

    @pytest.mark.parametrize("token", ["x", "1.2.3.4.5", "....", "a.-1.0.0.", "a.99999999999999999999.0.0."])
    def test_nonsense_is_like_none(self, ann: Phone, friends: str, token: str) -> None:
        answer = ann.sync(token)
        assert (answer["resync"], len(answer["conversations"])) == (True, 1)

    def test_of_somebody_else_tells_only_ones_own(self, ann: Phone, eve: Phone, friends: str) -> None:
        assert eve.sync(ann.sync()["token"])["conversations"] == []

    def test_many_conversations_come_in_pages(self, running_network: Running, ann: Phone) -> None:
        drafts = [Draft(f"a:wx{n}:{ann.id}", "account", f"wx{n}", "text", {"text": str(n)}) for n in range(450)]
        running_network.house.bind(AccountDesk, _Directory())  # type: ignore[type-abstract]  # a port
        with running_network.house.db.transaction() as session:
            append(cursor_of(session), drafts)
        pages, token, more = [], "", True
        while more:
            answer = ann.sync(token)
            pages.append(answer)
            token, more = answer["token"], answer["more"]
        assert [len(page["conversations"]) for page in pages] == [200, 200, 50]
        assert [page["resync"] for page in pages] == [True, False, False]
        assert len({one["id"] for page in pages for one in page["conversations"]}) == 450
        assert ann.sync(token)["conversations"] == []


class TestMessages:
    def test_pages(self, ann: Phone, bo: Phone, friends: str) -> None:
        for number in range(2, 8):
            ann.send(friends, str(number))

        def page(**query: int) -> tuple[list[int], bool]:
            answer = bo.get(f"/conversations/{friends}/messages", **query).json()
            return [one["seq"] for one in answer["items"]], answer["more"]

        assert page(after=2, limit=3) == ([3, 4, 5], True)
        assert page(after=4, limit=3) == ([5, 6, 7], False)
        assert page(before=4, limit=2) == ([2, 3], True)
        assert page(before=4, limit=3) == ([1, 2, 3], False)
        assert page(limit=2) == ([6, 7], True)

    @pytest.mark.parametrize("limit", [0, 101])
    def test_limits(self, ann: Phone, friends: str, limit: int) -> None:
        assert ann.get(f"/conversations/{friends}/messages", limit=limit).status_code == 422


class TestForeignConversation:
    def test_is_not_there(self, eve: Phone, ann: Phone, friends: str) -> None:
        ann.send(friends, "秘密")
        before = ann.conversation(friends)
        answers = [
            eve.get(f"/conversations/{friends}"),
            eve.get(f"/conversations/{friends}/messages"),
            eve.post(f"/conversations/{friends}/recall", {"seq": 2}),
            eve.delete(f"/conversations/{friends}/messages/2"),
            eve.put(f"/conversations/{friends}/read", {"seq": 2}),
            eve.patch(f"/conversations/{friends}", {"muted": True}),
            eve.delete(f"/conversations/{friends}"),
        ]
        assert {(one.status_code, one.json()["code"]) for one in answers} == {(404, "conversations.not_found")}
        assert ann.conversation(friends) == before

    def test_nobody(self, nobody: httpx.Client, friends: str) -> None:
        assert nobody.get(f"/api/phone/conversations/{friends}").status_code == 401
        assert nobody.get(f"/api/phone/conversations/{friends}/messages").status_code == 401
        assert nobody.delete(f"/api/phone/conversations/{friends}").status_code == 401


class TestRecall:
    def test_shows_to_both(self, ann: Phone, bo: Phone, friends: str) -> None:
        ann.send(friends, "说错了")
        answer = ann.post(f"/conversations/{friends}/recall", {"seq": 2})
        assert (answer.status_code, answer.json()["type"], answer.json()["content"]) == (
            201,
            "recall",
            {"target_seq": 2},
        )
        for phone in (ann, bo):
            target = phone.messages(friends)[1]
            assert (target["recalled"], target["content"]) == (True, {})

    def test_within_two_minutes(self, ann: Phone, friends: str) -> None:
        ann.send(friends, "旧话")
        clock.set_shift(timedelta(seconds=122))
        answer = ann.post(f"/conversations/{friends}/recall", {"seq": 2})
        assert (answer.status_code, answer.json()["code"]) == (409, "conversations.too_late_to_recall")
        assert ann.messages(friends)[-1]["content"] == {"text": "旧话"}

    def test_only_ones_own_and_once(self, ann: Phone, bo: Phone, friends: str) -> None:
        ann.send(friends, "我的")
        answer = bo.post(f"/conversations/{friends}/recall", {"seq": 2})
        assert (answer.status_code, answer.json()["code"]) == (403, "conversations.not_your_message")
        ann.post(f"/conversations/{friends}/recall", {"seq": 2})
        answer = ann.post(f"/conversations/{friends}/recall", {"seq": 2})
        assert (answer.status_code, answer.json()["code"]) == (409, "conversations.already_recalled")
        assert len(ann.messages(friends)) == 3


class TestUnread:
    def test_counts_what_others_sent_since(self, ann: Phone, bo: Phone, friends: str) -> None:
        ann.put(f"/conversations/{friends}/read", {"seq": 1})
        for words in ("一", "二", "三"):
            bo.send(friends, words)
        ann.send(friends, "四")
        assert ann.conversation(friends)["unread"] == 3
        ann.put(f"/conversations/{friends}/read", {"seq": 3})
        assert ann.conversation(friends)["unread"] == 1


class TestQueries:
    def test_a_sync_takes_as_many_for_three_as_for_thirty(
        self, monkeypatch: pytest.MonkeyPatch, running_network: Running, ann: Phone
    ) -> None:
        house = running_network.house
        house.bind(AccountDesk, _Directory())  # type: ignore[type-abstract]  # a port
        made = []
        for amount in (3, 30):
            with house.db.transaction() as session:
                append(
                    cursor_of(session),
                    [Draft(f"a:wx{n}:{ann.id}", "account", f"wx{n}", "text", {"text": "x"}) for n in range(amount)],
                )
            made.append(_statements(monkeypatch, running_network, ann.sync))
        assert len(made[0]) == len(made[1]), made
        assert len(made[0]) <= 12
