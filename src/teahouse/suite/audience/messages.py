"""The time line as the desk reads and continues it. Whoever writes takes the follower's lock first."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from teahouse.kit.db import Session
from teahouse.suite.audience import repository
from teahouse.suite.audience.errors import NoSuchFollower
from teahouse.suite.audience.models import Act, Follower
from teahouse.suite.audience.repository import ActKey, Part
from teahouse.suite.audience.rules import display_name

PENDING = ("sending", "calling")
"""States of a message that is still on its way."""


class Card(NamedTuple):
    """Who a conversation is with, and how to reach them."""

    id: str
    account_id: str
    openid: str
    name: str
    avatar_url: str | None
    last_active_at: datetime
    desk_state: str
    desk_id: str


class Line(NamedTuple):
    """One act, as a message of a conversation."""

    seq: int
    kind: str
    at: datetime
    detail: dict[str, Any]
    staff_id: str | None
    client_id: str | None
    state: str | None
    error: str | None


def cards(session: Session, brand_id: str, follower_ids: Iterable[str]) -> dict[str, Card]:
    """Followers by id."""
    return {row.id: _card(row) for row in repository.followers_by_id(session, brand_id, set(follower_ids))}


def lock_follower(session: Session, brand_id: str, follower_id: str) -> Card:
    """The follower, locked until the commit; always before their conversation. Raises NoSuchFollower."""
    row = repository.lock(session, brand_id, follower_id)
    if row is None:
        raise NoSuchFollower
    return _card(row)


def set_desk(session: Session, brand_id: str, follower_id: str, state: str, desk_id: str) -> None:
    """Who answers from here on: '' the robot, 'waiting' or 'open' the desk, in its conversation `desk_id`."""
    repository.set_desk(session, brand_id, follower_id, state, desk_id)


def lines(session: Session, brand_id: str, follower_id: str, kinds: Sequence[str], part: Part) -> list[Line]:
    """Part of a time line, in order."""
    return [_line(row) for row in repository.lines(session, brand_id, follower_id, kinds, part)]


def line(session: Session, key: ActKey) -> Line | None:
    """One act."""
    row = repository.act(session, key)
    return _line(row) if row else None


def line_of_client(session: Session, brand_id: str, follower_id: str, client_id: str) -> Line | None:
    """The message that a page has sent before under this id."""
    row = repository.act_of_client(session, brand_id, follower_id, client_id)
    return _line(row) if row else None


def messages_after(session: Session, brand_id: str, follower_id: str, seq: int) -> int:
    """How many messages the follower wrote after an act."""
    return repository.count_messages(session, brand_id, follower_id, seq)


def append_line(session: Session, brand_id: str, card: Card, line: Line, summary: str = "") -> Line:
    """One more act of a locked follower; the line with the number it got."""
    numbered = line._replace(seq=repository.next_seq(session, brand_id, card.id))
    row = Act(
        brand_id=brand_id,
        follower_id=card.id,
        account_id=card.account_id,
        summary=summary[:120],
        **numbered._asdict(),
    )
    repository.add_act(session, row)
    return numbered


def claim_line(session: Session, key: ActKey) -> Line | None:
    """Take a message for sending; None while an earlier one of the follower is on its way.

    The line is as it was before: only one whose state is sending is now ours, and calling.
    """
    row = repository.act(session, key)
    if row is None:
        raise NoSuchFollower
    found = _line(row)
    if found.state != "sending":
        return found
    if repository.has_earlier(session, key, PENDING) or not repository.move(
        session, key, ("sending",), "calling", None
    ):
        return None
    return found


def settle_line(session: Session, key: ActKey, state: str, error: str | None, *, was: Sequence[str]) -> bool:
    """Move an outgoing message from one of the states `was` to `state`; False when it is in another."""
    return repository.move(session, key, was, state, error)


def _card(row: Follower) -> Card:
    return Card(
        id=row.id,
        account_id=row.account_id,
        openid=row.openid,
        name=display_name(row.remark, row.nickname, row.openid),
        avatar_url=row.avatar_url or None,
        last_active_at=row.last_active_at,
        desk_state=row.desk_state,
        desk_id=row.desk_id,
    )


def _line(row: Act) -> Line:
    return Line(row.seq, row.kind, row.at, row.detail, row.staff_id, row.client_id, row.state, row.error)
