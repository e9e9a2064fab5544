import threading
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from teahouse.kit.house import House
from teahouse.kit.ledger import Balance, Entry, Move, NotEnough, Posting, balance, check_moves, post

ACCOUNTS = ["ming", "hong", "shop", "float"]


def sums(house: House) -> dict[str, tuple[int, int]]:
    """Of each account: the sum of its entries, and the kept balance."""
    with house.db.reading() as session:
        kept = {(row.book, row.account): row.amount for row in session.scalars(select(Balance))}
        return {account: (balance(session, "money", account), kept.get(("money", account), 0)) for account in ACCOUNTS}


def balances(house: House) -> dict[str, int]:
    found = sums(house)
    assert all(entries == kept for entries, kept in found.values())
    return {account: entries for account, (entries, _) in found.items() if entries}


def pay(house: House, key: str, *moves: Move, book: str = "money") -> bool:
    with house.db.transaction() as session:
        return post(session, book, key, moves)


def postings(house: House) -> int:
    with house.db.reading() as session:
        return session.scalar(select(func.count()).select_from(Posting)) or 0


@pytest.fixture
def house(network_house: House) -> House:
    return network_house


class TestCheckMoves:
    @pytest.mark.parametrize(
        "moves",
        [
            [],
            [Move("ming", 0)],
            [Move("ming", 5)],
            [Move("ming", 5), Move("hong", -4)],
            [Move("ming", 5), Move("ming", -5)],
            [Move("ming", 0), Move("hong", 0)],
            [Move("ming", 5), Move("hong", -5), Move("shop", 0)],
        ],
    )
    def test_what_does_not_balance_is_refused(self, moves: list[Move]) -> None:
        with pytest.raises(ValueError, match="a posting"):
            check_moves(moves)

    def test_two_or_more_that_sum_to_zero_are_fine(self) -> None:
        check_moves([Move("ming", -7), Move("hong", 3), Move("shop", 4)])


class TestPost:
    def test_moves_value(self, house: House) -> None:
        assert pay(house, "1", Move("ming", 500), Move("float", -500)) is True
        assert pay(house, "2", Move("ming", -120, floor=0), Move("hong", 100), Move("shop", 20)) is True
        assert balances(house) == {"ming": 380, "hong": 100, "shop": 20, "float": -500}

    def test_a_key_posts_once(self, house: House) -> None:
        pay(house, "1", Move("ming", 500), Move("float", -500))
        assert pay(house, "1", Move("hong", 9), Move("float", -9)) is False
        assert balances(house) == {"ming": 500, "float": -500}

    def test_books_do_not_know_each_other(self, house: House) -> None:
        pay(house, "1", Move("ming", 500), Move("float", -500))
        assert pay(house, "1", Move("ming", 7), Move("float", -7), book="points") is True
        with house.db.reading() as session:
            assert [balance(session, book, "ming") for book in ("money", "points", "none")] == [500, 7, 0]

    def test_a_floor_holds_to_the_cent(self, house: House) -> None:
        pay(house, "1", Move("ming", 500), Move("float", -500))
        with pytest.raises(NotEnough):
            pay(house, "2", Move("ming", -501, floor=0), Move("hong", 501))
        assert (balances(house), postings(house)) == ({"ming": 500, "float": -500}, 1)
        assert pay(house, "2", Move("ming", -500, floor=0), Move("hong", 500)) is True

    def test_a_floor_is_no_hurdle_on_the_way_in(self, house: House) -> None:
        pay(house, "1", Move("ming", -500), Move("float", 500))
        assert pay(house, "2", Move("ming", 100, floor=0), Move("float", -100)) is True

    def test_a_refusal_leaves_the_rest_of_the_transaction(self, house: House) -> None:
        with house.db.transaction() as session:
            post(session, "money", "1", [Move("ming", 100), Move("float", -100)])
            with pytest.raises(NotEnough):
                post(session, "money", "2", [Move("hong", 101), Move("ming", -101, floor=0)])
            post(session, "money", "3", [Move("ming", -1, floor=0), Move("shop", 1)])
        assert (balances(house), postings(house)) == ({"ming": 99, "shop": 1, "float": -100}, 2)

    def test_does_not_outlive_its_transaction(self, house: House) -> None:
        def breaks() -> None:
            with house.db.transaction() as session:
                post(session, "money", "1", [Move("ming", 1), Move("float", -1)])
                raise RuntimeError

        with pytest.raises(RuntimeError):
            breaks()
        assert (balances(house), postings(house)) == ({}, 0)


class TestThreads:
    def race(self, house: House, *turns: list[tuple[str, list[Move]]]) -> None:
        """Each thread posts its list; refusals are fine."""

        def run(turn: list[tuple[str, list[Move]]]) -> None:
            for key, moves in turn:
                try:
                    pay(house, key, *moves)
                except NotEnough:
                    refused.append(key)

        refused: list[str] = []
        threads = [threading.Thread(target=run, args=(turn,)) for turn in turns]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self.refused = refused

    def test_never_break_a_floor(self, house: House) -> None:
        pay(house, "in", Move("ming", 100), Move("float", -100))
        spend = [Move("ming", -9, floor=0), Move("shop", 9)]
        self.race(house, *[[(f"{thread}-{n}", spend) for n in range(5)] for thread in range(4)])
        assert balances(house) == {"ming": 1, "shop": 99, "float": -100}
        assert len(self.refused) == 9

    def test_never_post_a_key_twice(self, house: House) -> None:
        turn = [(f"{n}", [Move("ming", 10), Move("float", -10)]) for n in range(5)]
        self.race(house, turn, turn, turn)
        assert (balances(house), postings(house)) == ({"ming": 50, "float": -50}, 5)

    def test_never_wait_for_each_other_in_a_ring(self, house: House) -> None:
        there = [(f"a{n}", [Move("ming", 1), Move("hong", -1)]) for n in range(15)]
        back = [(f"b{n}", [Move("hong", 1), Move("ming", -1)]) for n in range(15)]
        self.race(house, there, back)
        assert balances(house) == {}


class Machine(RuleBasedStateMachine):
    """Any course of postings, beside a plain model of it."""

    house: House
    number = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).number += 1
        self.book = f"book {self.number}"
        self.model = dict.fromkeys(ACCOUNTS, 0)
        self.keys: set[int] = set()

    @rule(
        key=st.integers(0, 15),
        amounts=st.dictionaries(st.sampled_from(ACCOUNTS), st.integers(-300, 300), min_size=1),
        floor=st.none() | st.integers(-200, 50),
    )
    def posts(self, key: int, amounts: dict[str, int], floor: int | None) -> None:
        moves = [Move(account, amount, floor) for account, amount in amounts.items()]
        fits = len(moves) > 1 and 0 not in amounts.values() and sum(amounts.values()) == 0
        after = {account: self.model[account] + amount for account, amount in amounts.items()}
        below = floor is not None and any(after[one] < floor for one, amount in amounts.items() if amount < 0)
        with self.house.db.transaction() as session:
            try:
                answer: Any = post(session, self.book, str(key), moves)
            except (ValueError, NotEnough) as error:
                answer = type(error)
        if not fits:
            assert answer is ValueError
        elif key in self.keys:
            assert answer is False
        elif below:
            assert answer is NotEnough
        else:
            assert answer is True
            self.keys.add(key)
            self.model |= after

    @rule(
        key=st.integers(0, 15),
        shares=st.lists(st.integers(1, 200), min_size=1, max_size=3),
        floor=st.none() | st.just(0),
    )
    def pays_out(self, key: int, shares: list[int], floor: int | None) -> None:
        amounts = dict(zip(ACCOUNTS, shares, strict=False)) | {"float": -sum(shares)}
        self.posts(key, amounts, floor)

    @invariant()
    def balances_are_the_sums_of_entries(self) -> None:
        with self.house.db.reading() as session:
            assert {account: balance(session, self.book, account) for account in ACCOUNTS} == self.model
            kept = {
                row.account: row.amount for row in session.scalars(select(Balance).where(Balance.book == self.book))
            }
            assert {account: kept.get(account, 0) for account in ACCOUNTS} == self.model

    @invariant()
    def every_posting_balances(self) -> None:
        with self.house.db.reading() as session:
            grouped = session.execute(
                select(func.count(), func.sum(Entry.amount)).where(Entry.book == self.book).group_by(Entry.posting_id)
            ).all()
            assert len(grouped) == len(self.keys)
            assert all(entries >= 2 and total == 0 for entries, total in grouped)


@pytest.fixture
def machine(house: House) -> Iterator[type[Machine]]:
    Machine.house = house
    yield Machine
    del Machine.house


def test_any_course_of_postings_keeps_the_books(machine: type[Machine]) -> None:
    course = settings(max_examples=25, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine, settings=course)
