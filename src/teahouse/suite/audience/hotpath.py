"""Followers and acts inside the writer's batch: hand-written SQL's service, no ORM."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec

from teahouse.kit.db import Cursor
from teahouse.kit.ids import new_id
from teahouse.suite.audience import repository
from teahouse.suite.audience.profiles import profile_later

_SEQ, _KIND = 2, 5
"""Where Present.add puts an act's number and kind."""

_JSON = msgspec.json.Encoder()

Key = tuple[str, str, str]
"""brand, account, openid."""


class NewAct(NamedTuple):
    """Something that happened `at` (microseconds); the other fields as in models.Act."""

    kind: str
    at: int
    summary: str
    detail: dict[str, Any]
    dedupe: str | None = None
    answer: str | None = None
    state: str | None = None


@dataclass(slots=True)
class Present:
    """A follower during a batch: read and locked at its start, written back at its end."""

    brand_id: str
    id: str
    account_id: str
    openid: str
    last_seq: int
    desk_state: str
    desk_id: str
    subscribed: bool
    source: str
    last_active_at: int
    """Microseconds."""
    changed: bool = False
    acts: list[tuple[Any, ...]] = field(default_factory=list)

    def add(self, act: NewAct) -> int:
        """One more act; its number."""
        self.last_seq += 1
        self.last_active_at = max(self.last_active_at, act.at)
        self.changed = True
        detail = _JSON.encode(act.detail).decode()
        head = (self.brand_id, self.id, self.last_seq, self.account_id)
        self.acts.append((*head, act.at, act.kind, act.summary, detail, act.dedupe, act.answer, act.state))
        return self.last_seq


def admit(cursor: Cursor, arrivals: Iterable[tuple[Key, int]]) -> dict[Key, Present]:
    """The followers of a batch of (key, time), made when new, locked against other writers, by key."""
    first: dict[Key, int] = {}
    for key, at in arrivals:
        first[key] = min(at, first.get(key, at))
    present = _by_key(repository.known(cursor, sorted(first)))
    if new := sorted(first.keys() - present.keys()):
        present |= _by_key(repository.add_followers(cursor, [(*key, new_id(), first[key]) for key in new]))
    return present


def _by_key(rows: Iterable[tuple[Any, ...]]) -> dict[Key, Present]:
    found = (Present(*row) for row in rows)
    return {(follower.brand_id, follower.account_id, follower.openid): follower for follower in found}


def store(cursor: Cursor, present: Iterable[Present]) -> None:
    """Write the new acts, and the followers as they are now."""
    changed = [follower for follower in present if follower.changed]
    repository.insert_acts(cursor, [act for follower in changed for act in follower.acts])
    repository.update(
        cursor,
        [
            (f.brand_id, f.id, f.last_seq, f.desk_state, f.desk_id, bool(f.subscribed), f.source, f.last_active_at)
            for f in changed
        ],
    )
    for follower in changed:
        if any(act[_SEQ] == 1 or act[_KIND] in {"follow", "unfollow"} for act in follower.acts):
            profile_later(cursor, follower.brand_id, follower.id)
