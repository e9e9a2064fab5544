"""The desk's part of the writer's batch: hand-overs, and what agents see at once."""

from typing import Any, NamedTuple

from teahouse.kit.db import Cursor, hint
from teahouse.kit.ids import new_id
from teahouse.suite.audience import Present
from teahouse.suite.desk import repository
from teahouse.suite.desk.repository import Opening, Touch


class HandOver(NamedTuple):
    """A follower who was queued at `at` (microseconds); `seq` is the act that caused it."""

    follower: Present
    reason: str
    seq: int
    at: int


class Said(NamedTuple):
    """A message in a conversation that people handle, as the page shows it, and one line about it."""

    follower: Present
    message: dict[str, Any]
    at: int
    summary: str


def topic(brand_id: str) -> str:
    """The bus topic of a brand's desk."""
    return f"desk:{brand_id}"


def queue(follower: Present) -> None:
    """From here on a person answers this follower; `hand_over` writes it down at the end of the batch."""
    follower.desk_state, follower.desk_id, follower.changed = "waiting", new_id(), True


def hand_over(cursor: Cursor, hand_overs: list[HandOver]) -> None:
    """Open a desk conversation for each follower that was queued in this batch."""
    repository.open_waiting(
        cursor,
        [
            Opening(follower.brand_id, follower.desk_id, follower.id, follower.account_id, reason, seq - 1, at)
            for follower, reason, seq, at in hand_overs
        ],
    )
    for brand_id in sorted({hand_over.follower.brand_id for hand_over in hand_overs}):
        hint(cursor, topic(brand_id), {"type": "summary"})


def tell(cursor: Cursor, said: list[Said]) -> None:
    """Show agents what was said in their conversations, and that their lists have changed."""
    touches, changed = [], {}
    for follower, message, at, summary in said:
        frame = {"type": "message", "conversation_id": follower.desk_id, "message": message}
        hint(cursor, topic(follower.brand_id), frame)
        changed[follower.desk_id] = follower.brand_id
        if message["from"] != "system":
            touch = Touch(follower.brand_id, follower.desk_id, at, message["from"], message["type"], summary)
            touches.append(touch)
    repository.touch(cursor, touches)
    for conversation_id, brand_id in changed.items():
        hint(cursor, topic(brand_id), {"type": "conversation", "conversation_id": conversation_id})
