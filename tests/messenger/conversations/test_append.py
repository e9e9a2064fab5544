"""Appending without HTTP: numbers, duplicates, batches."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from teahouse.kit.db import cursor_of
from teahouse.kit.errors import AppError
from teahouse.kit.house import House
from teahouse.messenger import contacts, conversations, people
from teahouse.messenger.contacts import Chats
from teahouse.messenger.contacts.service import accept, ask, block
from teahouse.messenger.conversations import Draft, Message, append, messages, person_conversation, service
from teahouse.messenger.conversations.errors import ConversationNotFound, MessageNotFound


@pytest.fixture
def house(network_house: House) -> House:
    """Messenger's ports are bound; nothing serves."""
    for feature in (people.FEATURE, contacts.FEATURE, conversations.FEATURE):
        assert feature.bind is not None
        feature.bind(network_house)
    return network_house


def new_person(house: House) -> str:
    with house.db.transaction() as session:
        return people.create_person(session, nickname="茶客").id


def befriend(house: House, asker: str, accepter: str) -> str:
    with house.db.transaction() as session:
        chats = house.get(Chats)  # type: ignore[type-abstract]  # a port
        request = ask(session, chats, asker, accepter, ("", "id"))
        accept(session, chats, accepter, request.id, None)
    return person_conversation(asker, accepter)


def text(conversation_id: str, sender: str, words: str, client_id: str | None = None) -> Draft:
    return Draft(conversation_id, "person", sender, "text", {"text": words}, client_id)


def appended(house: House, *drafts: Draft) -> list[Message | AppError]:
    with house.db.transaction() as session:
        return append(cursor_of(session), list(drafts))


class TestAppend:
    def test_one_batch_numbers_each_conversation_by_itself(self, house: House) -> None:
        a, b, c = (new_person(house) for _ in range(3))
        ab, ac = befriend(house, a, b), befriend(house, c, a)
        found = appended(house, *(text(where, a, str(n)) for n in range(3) for where in (ab, ac)))
        assert [(one.conversation_id, one.seq) for one in found if isinstance(one, Message)] == [
            (where, seq) for seq in (2, 3, 4) for where in (ab, ac)
        ]

    def test_a_bad_draft_has_its_error_in_its_place(self, house: House) -> None:
        a, b, c = (new_person(house) for _ in range(3))
        ab = befriend(house, a, b)
        found = appended(house, text(ab, a, "1"), text(ab, c, "2"), text("x", a, "3"), text(ab, b, "4"))
        assert [one.seq if isinstance(one, Message) else one.code for one in found] == [
            2,
            "conversations.not_found",
            "conversations.not_found",
            3,
        ]

    def test_the_same_client_id_within_a_batch_and_later(self, house: House) -> None:
        a, b = new_person(house), new_person(house)
        ab = befriend(house, a, b)
        first, twin = appended(house, text(ab, a, "1", "x"), text(ab, a, "2", "x"))
        [later] = appended(house, text(ab, a, "3", "x"))
        assert first == twin == later
        with house.db.reading() as session:
            assert len(messages(session, ab)) == 2

    def test_a_refused_draft_uses_its_client_id_up_only_when_stored(self, house: House) -> None:
        a, b = new_person(house), new_person(house)
        ab = person_conversation(a, b)
        [refused] = appended(house, text(ab, a, "1", "x"))
        assert isinstance(refused, ConversationNotFound)
        befriend(house, a, b)
        [stored] = appended(house, text(ab, a, "1", "x"))
        assert isinstance(stored, Message)

    def test_people_write_to_accounts_only_with_the_desk(self, house: House) -> None:
        a = new_person(house)
        with pytest.raises(TypeError, match="desk"):
            appended(house, text(f"a:wx1:{a}", a, "1"))

    def test_an_account_begins_the_conversation(self, house: House) -> None:
        a = new_person(house)
        [message] = appended(house, Draft(f"a:wx1:{a}", "account", "wx1", "text", {"text": "欢迎"}))
        assert isinstance(message, Message)
        assert message.seq == 1

    def test_a_large_batch(self, house: House) -> None:
        a, b = new_person(house), new_person(house)
        ab = befriend(house, a, b)
        found = appended(house, *(text(ab, a, str(n), f"c{n}") for n in range(700)))
        again = appended(house, *(text(ab, a, str(n), f"c{n}") for n in range(700)))
        assert [one.seq for one in found if isinstance(one, Message)] == list(range(2, 702))
        assert again == found


class Sequences(RuleBasedStateMachine):
    """Any mixture of acts leaves no hole, no double and the order of sending; each member sees what is theirs."""

    house: House

    @initialize()
    def begin(self) -> None:
        self.people = [new_person(self.house) for _ in range(2)]
        self.id = befriend(self.house, *self.people)
        self.stored: dict[tuple[str, str], int] = {}
        self.all: list[str] = ["notice"]
        self.hidden: dict[str, set[int]] = {one: set() for one in self.people}
        self.recalled: set[int] = set()
        self.kept_back: set[int] = set()
        self.blocked = [False, False]

    @rule(drafts=st.lists(st.tuples(st.integers(0, 1), st.integers(0, 12)), min_size=1, max_size=6))
    def send(self, drafts: list[tuple[int, int]]) -> None:
        wanted = [text(self.id, self.people[who], f"{who}/{name}", f"c{name}") for who, name in drafts]
        found = appended(self.house, *wanted)
        for (who, name), message in zip(drafts, found, strict=True):
            assert isinstance(message, Message)
            key = (self.people[who], f"c{name}")
            if key not in self.stored:
                self.all.append(key[0])
                self.stored[key] = len(self.all)
                if self.blocked[1 - who]:
                    self.kept_back.add(len(self.all))
                    self.hidden[self.people[1 - who]].add(len(self.all))
            assert message.seq == self.stored[key]

    @rule(who=st.integers(0, 1), seq=st.integers(0, 40))
    def recall(self, who: int, seq: int) -> None:
        me, other = self.people[who], self.people[1 - who]
        own = 1 <= seq <= len(self.all) and self.all[seq - 1] == me
        allowed = own and seq not in self.recalled and seq not in self.hidden[me]
        with self.house.db.transaction() as session:
            if not allowed:
                with pytest.raises(AppError):
                    service.recall(session, me, self.id, seq)
                return
            service.recall(session, me, self.id, seq)
        self.recalled.add(seq)
        self.all.append("recall")
        if seq in self.kept_back:
            self.hidden[other].add(len(self.all))

    @rule(who=st.integers(0, 1), seq=st.integers(0, 40))
    def delete(self, who: int, seq: int) -> None:
        me = self.people[who]
        with self.house.db.transaction() as session:
            if 1 <= seq <= len(self.all) and seq not in self.hidden[me]:
                service.delete(session, me, self.id, seq)
                self.hidden[me].add(seq)
            else:
                with pytest.raises(MessageNotFound):
                    service.delete(session, me, self.id, seq)

    @rule(who=st.integers(0, 1))
    def clear(self, who: int) -> None:
        with self.house.db.transaction() as session:
            service.clear(session, self.people[who], self.id)
        self.hidden[self.people[who]] |= set(range(1, len(self.all) + 1))

    @rule(who=st.integers(0, 1), on=st.booleans())
    def block(self, who: int, *, on: bool) -> None:
        with self.house.db.transaction() as session:
            chats = self.house.get(Chats)  # type: ignore[type-abstract]  # a port
            block(session, chats, self.people[who], self.people[1 - who], on=on)
        self.blocked[who] = on

    @invariant()
    def no_hole_no_double_in_order(self) -> None:
        with self.house.db.reading() as session:
            found = messages(session, self.id, after=0, limit=1000)
            assert [one.seq for one in found] == list(range(1, len(self.all) + 1))
            assert [one.sender_id if one.type == "text" else one.type for one in found] == self.all
            assert {one.seq for one in found if one.recalled} == self.recalled
            assert all(one.content == {} for one in found if one.recalled)
            for me in self.people:
                seen = messages(session, self.id, after=0, limit=1000, person_id=me)
                wanted = [seq for seq in range(1, len(self.all) + 1) if seq not in self.hidden[me]]
                assert [one.seq for one in seen] == wanted


class TestSequences:
    def test_hold(self, house: House) -> None:
        class Here(Sequences):
            pass

        Here.house = house
        run_state_machine_as_test(
            Here,
            settings=settings(
                max_examples=12,
                stateful_step_count=20,
                deadline=None,
                suppress_health_check=[HealthCheck.too_slow],
            ),
        )
