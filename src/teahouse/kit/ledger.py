"""Double-entry ledger: money in cents, or points. A balance is a sum; every posting balances.

`post` is the only way in. A posting carries a key: the same key again is the same posting.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from teahouse.kit import clock
from teahouse.kit.db import Base, Cursor, Id, Session, cursor_of
from teahouse.kit.errors import Conflict, Text
from teahouse.kit.ids import new_id


class Posting(Base):
    """One event that moved value between accounts of one book."""

    __tablename__ = "ledger_posting"
    __table_args__ = (UniqueConstraint("book", "key"),)

    id: Mapped[Id] = mapped_column(primary_key=True)
    book: Mapped[str]
    key: Mapped[str]
    memo: Mapped[str]
    posted_at: Mapped[datetime]


class Entry(Base):
    """What one posting does to one account: plus into it, minus out of it."""

    __tablename__ = "ledger_entry"
    __table_args__ = (Index(None, "book", "account"),)

    posting_id: Mapped[Id] = mapped_column(ForeignKey("ledger_posting.id"), primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    book: Mapped[str]
    amount: Mapped[int]


class Balance(Base):
    """Locks an account and keeps its sum, so that a floor can be held; always equal to the sum of its entries."""

    __tablename__ = "ledger_balance"

    book: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    amount: Mapped[int]


class Move(NamedTuple):
    """`amount` in the book's smallest unit into `account` (negative: out of it), which keeps at least `floor`."""

    account: str
    amount: int
    floor: int | None = None


class NotEnough(Conflict):
    """An account would fall below its floor."""

    code = "ledger.not_enough"
    text = Text("余额不足", "The balance is not enough")


def check_moves(moves: Sequence[Move]) -> None:
    """A posting moves at least two accounts, each once, by whole numbers that sum to zero. Raises ValueError."""
    accounts = [move.account for move in moves]
    if len(moves) < 2 or len(set(accounts)) != len(accounts):  # noqa: PLR2004 - double entry
        message = f"a posting touches two or more accounts, each once: {accounts}"
        raise ValueError(message)
    if any(move.amount == 0 for move in moves) or sum(move.amount for move in moves) != 0:
        message = f"a posting balances: {[move.amount for move in moves]}"
        raise ValueError(message)


def post(session: Session, book: str, key: str, moves: Sequence[Move], memo: str = "") -> bool:
    """Post once; False when the key was posted before. Raises NotEnough, ValueError; nothing changes then either."""
    check_moves(moves)
    cursor = cursor_of(session)
    cursor.execute("SAVEPOINT ledger_post")
    try:
        posted = _post(cursor, book, key, moves, memo)
    except NotEnough:
        cursor.execute("ROLLBACK TO SAVEPOINT ledger_post")
        raise
    cursor.execute("RELEASE SAVEPOINT ledger_post")
    return posted


def _post(cursor: Cursor, book: str, key: str, moves: Sequence[Move], memo: str) -> bool:
    posting = new_id()
    new = cursor.execute(
        "INSERT INTO ledger_posting (id, book, key, memo, posted_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (book, key) DO NOTHING",
        (posting, book, key, memo, clock.micros()),
    )
    if not new:
        return False
    for move in sorted(moves):  # always in one order: two postings never wait for each other
        _apply(cursor, book, posting, move)
    return True


def _apply(cursor: Cursor, book: str, posting: str, move: Move) -> None:
    after = cursor.row(
        "INSERT INTO ledger_balance (book, account, amount) VALUES (?, ?, ?)"
        " ON CONFLICT (book, account) DO UPDATE SET amount = ledger_balance.amount + excluded.amount"
        " RETURNING amount",
        (book, move.account, move.amount),
    )
    if after is not None and move.amount < 0 and move.floor is not None and after[0] < move.floor:
        raise NotEnough
    cursor.execute(
        "INSERT INTO ledger_entry (posting_id, account, book, amount) VALUES (?, ?, ?, ?)",
        (posting, move.account, book, move.amount),
    )


def balance(session: Session, book: str, account: str) -> int:
    """The sum of an account's entries."""
    statement = select(func.coalesce(func.sum(Entry.amount), 0)).where(Entry.book == book, Entry.account == account)
    return int(session.execute(statement).scalar_one())
