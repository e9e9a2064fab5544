"""Followers move in steps: each some people, one transaction, from where the last one ended."""

from collections.abc import Mapping
from typing import Any

from teahouse.kit import clock, jobs
from teahouse.kit.db import Cursor, Session, cursor_of
from teahouse.kit.house import House
from teahouse.messenger.conversations import Draft, account_conversation, add_event, append, notice
from teahouse.platform.accounts import get_account
from teahouse.platform.followers import Moved, move_after
from teahouse.platform.migration import repository
from teahouse.platform.migration.models import MigrationRow
from teahouse.platform.noticeboard import tell
from teahouse.platform.tags import held

JOB = "migration.step"
STEP = 200
"""People in one transaction: few enough that others get their turn to write soon."""


def go_on(session: Session, migration_id: str, after: str) -> None:
    """The next step, from behind a person."""
    jobs.enqueue(session, JOB, {"migration": migration_id, "after": after}, key=f"{migration_id}:{after}", lane=JOB)


def step(_house: House, session: Session, payload: dict[str, Any]) -> None:
    """Job: some more people. Performed again it finds the place passed, and does nothing."""
    row = repository.held(session, payload["migration"])
    if row is None or row.state != "moving" or row.after != payload["after"]:
        return
    moved = move_after(session, row.from_appid, row.appid, row.after, STEP, _tag_ids(session, row))
    if not moved:
        _finish(session, row)
        return
    row.after, row.seen = moved[-1].person_id, row.seen + len(moved)
    row.came += sum(one.came for one in moved)
    repository.keep_openids(session, row.from_appid, [(one.openid, one.new_openid) for one in moved])
    _tell(cursor_of(session), row, moved, get_account(session, row.appid).name)
    go_on(session, row.id, row.after)


def _tag_ids(session: Session, row: MigrationRow) -> Mapping[int, int]:
    """Without those that the new account has deleted meanwhile."""
    there = held(session, row.appid, list(row.tags.values()))
    return {int(old): new for old, new in row.tags.items() if new in there}


def _finish(session: Session, row: MigrationRow) -> None:
    """Who left meanwhile is not counted."""
    row.state, row.done_at, row.total = "done", clock.now(), row.seen
    repository.free(session, row.id, row.appid)
    tell(session, row.appid, "migration.done", title=row.from_name)


def _tell(cursor: Cursor, row: MigrationRow, moved: list[Moved], name: str) -> None:
    """A line in the old chat, and one in the new; who is only on a blacklist hears nothing."""
    words = {"from": row.from_name, "to": name}
    drafts: list[Draft] = []
    for one in moved:
        if one.followed:
            drafts.append(
                notice(account_conversation(row.from_appid, one.person_id), "account_moved", **words, appid=row.appid)
            )
        if one.came:
            drafts.append(notice(account_conversation(row.appid, one.person_id), "account_moved_here", **words))
    append(cursor, drafts)
    for one in moved:
        for appid in [row.from_appid] * one.followed + [row.appid] * one.came:
            add_event(cursor, one.person_id, "account_changed", {"appid": appid})
