"""The one way in for messages."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from teahouse.kit import clock
from teahouse.kit.db import Cursor, hint, to_micros
from teahouse.kit.errors import AppError
from teahouse.kit.ids import new_number
from teahouse.messenger.contacts import Standing, standings
from teahouse.messenger.conversations.errors import ConversationNotFound, NotFollowing
from teahouse.messenger.conversations.events import account_topic, topic
from teahouse.messenger.conversations.messages import Draft, Message, notice, wire
from teahouse.messenger.conversations.ports import AccountDesk
from teahouse.messenger.conversations.repository import appending
from teahouse.messenger.conversations.rules import Address, address


class Stored(NamedTuple):
    """A message, and whether it is new: the same client id again finds the first."""

    message: Message
    new: bool


Outcome = Stored | AppError
_Key = tuple[str, str]


def append(cursor: Cursor, drafts: Sequence[Draft], desk: AccountDesk | None = None) -> list[Message | AppError]:
    """Store messages in the open transaction, each with the next number of its conversation, and hint them.

    One answer a draft, in their order: the stored message (the first one, if its client id was used before), or the
    error that refuses it. Never raises for a bad draft. `desk` (`house.get(AccountDesk)`) is needed when people write
    to accounts. Drafts of accounts and of the system are trusted: whoever makes them has checked them.
    """
    outcomes = append_all(cursor, drafts, desk)
    return [one.message if isinstance(one, Stored) else one for one in outcomes]


def append_all(cursor: Cursor, drafts: Sequence[Draft], desk: AccountDesk | None) -> list[Outcome]:
    """The same, and whether each message is new."""
    keys = [(one.sender_id, one.client_id) if one.client_id else None for one in drafts]
    known = appending.sent_before(cursor, sorted({key for key in keys if key}))
    first: dict[_Key, int] = {}
    fresh: list[int] = []
    for index, key in enumerate(keys):
        if key is None:
            fresh.append(index)
        elif key not in known and key not in first:
            first[key] = index
            fresh.append(index)
    answers = dict(zip(fresh, _append_fresh(cursor, [drafts[index] for index in fresh], desk), strict=True))
    return [
        answers[index] if index in answers else _again(known, answers, first, key) for index, key in enumerate(keys)
    ]


def _again(
    known: dict[_Key, Message], answers: dict[int, Outcome], first: dict[_Key, int], key: _Key | None
) -> Outcome:
    if key is None:
        raise AssertionError
    if key in known:
        return Stored(known[key], new=False)
    twin = answers[first[key]]
    return Stored(twin.message, new=False) if isinstance(twin, Stored) else twin


def _append_fresh(cursor: Cursor, drafts: list[Draft], desk: AccountDesk | None) -> list[Outcome]:
    verdicts = _verdicts(cursor, drafts, desk)
    wanted: list[Draft] = []
    places: list[int | None] = []
    for draft, verdict in zip(drafts, verdicts, strict=True):
        places.append(None if isinstance(verdict, AppError) else len(wanted))
        if verdict == "friends":
            wanted.append(draft)
        elif not isinstance(verdict, AppError):
            wanted.append(_kept_back(draft))
        if verdict == "not_friend":  # who is blocked learns nothing
            wanted.append(notice(draft.conversation_id, verdict, only_for=draft.sender_id))
    stored = store(cursor, wanted)
    _tell_accounts(cursor, stored, desk)
    return [
        verdict if isinstance(verdict, AppError) else Stored(stored[place or 0], new=True)
        for verdict, place in zip(verdicts, places, strict=True)
    ]


def _kept_back(draft: Draft) -> Draft:
    return Draft(
        draft.conversation_id,
        draft.sender_kind,
        draft.sender_id,
        draft.type,
        draft.content,
        draft.client_id,
        draft.sender_id,
    )


def _verdicts(cursor: Cursor, drafts: list[Draft], desk: AccountDesk | None) -> list[AppError | Standing]:
    """For each draft: whether it goes through ("friends") or stays with its sender, or an error."""
    addresses = [_address(one) for one in drafts]
    people = {
        (draft.sender_id, where.other(draft.sender_id))
        for draft, where in zip(drafts, addresses, strict=True)
        if where and where.kind == "person" and draft.sender_kind == "person"
    }
    followers = {
        (where.first, where.second)
        for draft, where in zip(drafts, addresses, strict=True)
        if where and where.kind == "account" and draft.sender_kind == "person"
    }
    stands = standings(cursor, people) if people else {}
    following = _need(desk).may_send(cursor, followers) if followers else set()
    begun = _begun(cursor, stands)
    verdicts: list[AppError | Standing] = []
    for draft, where in zip(drafts, addresses, strict=True):
        if where is None:
            verdicts.append(ConversationNotFound())
        elif draft.sender_kind != "person":
            verdicts.append("friends")
        elif where.kind == "account":
            verdicts.append("friends" if (where.first, where.second) in following else NotFollowing())
        else:
            stand = stands[draft.sender_id, where.other(draft.sender_id)]
            known = stand == "friends" or draft.conversation_id in begun
            verdicts.append(stand if known else ConversationNotFound())
    return verdicts


def _address(draft: Draft) -> Address | None:
    """Where the draft goes; None when its sender has no place there."""
    where = address(draft.conversation_id)
    if where is None or (draft.sender_kind == "person" and draft.sender_id not in where.people):
        return None
    return where


def _begun(cursor: Cursor, stands: dict[tuple[str, str], Standing]) -> set[str]:
    """Which of the conversations of people who are not friends exist."""
    strained = sorted({f"p:{min(pair)}:{max(pair)}" for pair, stand in stands.items() if stand != "friends"})
    return appending.existing(cursor, strained) if strained else set()


def _need(desk: AccountDesk | None) -> AccountDesk:
    if desk is None:
        raise TypeError("append() needs the desk when people write to accounts: pass house.get(AccountDesk)")
    return desk


def _tell_accounts(cursor: Cursor, stored: list[Message], desk: AccountDesk | None) -> None:
    received = [one for one in stored if one.sender_kind == "person" and one.conversation_id.startswith("a:")]
    if received:
        _need(desk).received(cursor, received)


def was_sent(cursor: Cursor, sender_id: str, client_id: str) -> bool:
    """Whether a message with this client id is there already."""
    return bool(appending.sent_before(cursor, [(sender_id, client_id)]))


def store(cursor: Cursor, drafts: list[Draft]) -> list[Message]:
    """Number, store and hint drafts that were checked. Conversations are locked in the order of their ids."""
    if not drafts:
        return []
    now = clock.now()
    micros, seconds = to_micros(now), int(now.timestamp())
    numbers = _take_numbers(cursor, Counter(one.conversation_id for one in drafts), micros)
    messages = [_numbered(one, numbers, seconds) for one in drafts]
    appending.insert(cursor, messages, [one.only_for for one in drafts], micros)
    for draft, message in zip(drafts, messages, strict=True):
        _hint(cursor, draft, message)
    for appid in sorted({one.conversation_id.split(":")[1] for one in drafts if one.conversation_id.startswith("a:")}):
        hint(cursor, account_topic(appid), {"type": "said"})
    return messages


def _take_numbers(cursor: Cursor, counts: Counter[str], now: int) -> dict[str, int]:
    """The next number of each conversation; those that are missing are made."""
    changed = appending.mark(cursor)
    taken = appending.take_numbers(cursor, counts, changed, now)
    missing = {one: count for one, count in counts.items() if one not in taken}
    if missing:
        for one in sorted(missing):
            ensure(cursor, one)
        taken |= appending.take_numbers(cursor, missing, changed, now)
    return {one: taken[one] - count + 1 for one, count in counts.items()}


def ensure(cursor: Cursor, conversation_id: str) -> None:
    """Make the conversation unless it is there."""
    where = address(conversation_id)
    if where is None:
        raise ConversationNotFound
    appending.create(cursor, conversation_id, where.kind, where.people, clock.micros())


def _numbered(draft: Draft, numbers: dict[str, int], now: int) -> Message:
    seq = numbers[draft.conversation_id]
    numbers[draft.conversation_id] = seq + 1
    return Message(
        conversation_id=draft.conversation_id,
        seq=seq,
        msg_id=new_number(),
        type=draft.type,
        sender_kind=draft.sender_kind,
        sender_id=draft.sender_id,
        content=draft.content,
        client_id=draft.client_id,
        sent_at=now,
        recalled=False,
    )


def _hint(cursor: Cursor, draft: Draft, message: Message) -> None:
    where = address(message.conversation_id)
    if where is None:
        return
    frame = {"type": "message", "message": wire(message), "last_seq": message.seq}
    for person_id in where.people:
        if draft.only_for is None or draft.only_for == person_id:
            hint(cursor, topic(person_id), frame)
