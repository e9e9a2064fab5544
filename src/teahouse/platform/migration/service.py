"""An account moves into another: applied for, decided, begun, taken back. The moving itself is in steps.py."""

from datetime import datetime

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.ids import new_id
from teahouse.platform.accounts import Account, AccountEnded, end_account, get_account
from teahouse.platform.followers import count_movers
from teahouse.platform.migration import repository, rules, steps
from teahouse.platform.migration.errors import AlreadyMoving, NoSuchMigration, NotWaiting
from teahouse.platform.migration.models import MigrationRow
from teahouse.platform.registration import release
from teahouse.platform.review import Submission, queue, withdraw
from teahouse.platform.tags import adopt, tags
from teahouse.protocol import STAR

_SHOWN = 50


def apply(session: Session, source: Account, target: Account) -> MigrationRow:
    """Apply, and wait for a reviewer. Raises Invalid, Conflict: see rules.check_pair; AlreadyMoving."""
    row = _begin(session, source, target)
    words = f"{source.name}（{source.appid}）\n→ {target.name}（{target.appid}）"
    queue(session, "migration", Submission(row.id, target.appid, source.name, words))
    return row


def migrate(session: Session, source: Account, target: Account) -> MigrationRow:
    """Move without a reviewer; for the sandbox. Raises as `apply` does, and AccountEnded."""
    row = _begin(session, source, target)
    begin(session, row.id)
    return need(session, target.appid, row.id)


def _begin(session: Session, source: Account, target: Account) -> MigrationRow:
    rules.check_pair(source, target)
    row = MigrationRow(
        id=new_id(),
        appid=target.appid,
        from_appid=source.appid,
        from_name=source.name,
        state="applied",
        reason="",
        tags={},
        lost_tags=0,
        total=0,
        seen=0,
        came=0,
        after="",
        applied_at=clock.now(),
    )
    if not repository.take_part(session, [source.appid, target.appid], row.id):
        raise AlreadyMoving
    repository.add(session, row)
    return row


def listed(session: Session, appid: str) -> list[MigrationRow]:
    """What moves or moved into an account, the newest first."""
    return repository.latest(session, appid, _SHOWN)


def need(session: Session, appid: str, migration_id: str) -> MigrationRow:
    """A move into this account. Raises NoSuchMigration."""
    row = repository.migration(session, migration_id)
    if row is None or row.appid != appid:
        raise NoSuchMigration
    return row


def take_back(session: Session, appid: str, migration_id: str) -> None:
    """The operator does not want it any more. Raises NoSuchMigration, NotWaiting."""
    row = need(session, appid, migration_id)
    if not withdraw(session, "migration", row.id) or not _end(session, row, "withdrawn", ""):
        raise NotWaiting


def pass_at_once(session: Session, appid: str, migration_id: str) -> MigrationRow:
    """Without the reviewers; for the sandbox. Raises NoSuchMigration, NotWaiting, AccountEnded."""
    row = need(session, appid, migration_id)
    if not withdraw(session, "migration", row.id):
        raise NotWaiting
    begin(session, row.id)
    return need(session, appid, migration_id)


def _end(session: Session, row: MigrationRow, state: rules.State, reason: str) -> bool:
    ended = repository.change(session, row.id, "applied", state=state, reason=reason, done_at=clock.now())
    if ended:
        repository.free(session, row.id, row.appid, row.from_appid)
    return ended


def begin(session: Session, migration_id: str) -> None:
    """The old account serves nobody from now on, and its followers move. Raises AccountEnded."""
    row = repository.migration(session, migration_id)
    if row is None or row.state != "applied":
        return
    if get_account(session, row.appid).ended_for or not end_account(session, row.from_appid, "moved"):
        raise AccountEnded
    release(session, row.from_appid)
    kept, lost = _tags(session, row.from_appid, row.appid)
    begun: dict[str, datetime | int | dict[str, int]] = {"begun_at": clock.now(), "tags": kept, "lost_tags": lost}
    total = count_movers(session, row.from_appid)
    repository.change(session, row.id, "applied", state="moving", total=total, **begun)
    steps.go_on(session, row.id, "")


def _tags(session: Session, source: str, target: str) -> tuple[dict[str, int], int]:
    """The tags of the target by the numbers of the source's, and for how many there was no room."""
    own = [tag for tag in tags(session, source) if tag.id != STAR]
    made = adopt(session, target, [tag.name for tag in own])
    kept = {str(tag.id): made[tag.name] for tag in own if tag.name in made}
    return {str(STAR): STAR, **kept}, len(own) - len(kept)


def decided(session: Session, subject_id: str, *, passed: bool, reason: str) -> None:
    """A reviewer decided: it begins, or it is refused. Raises AccountEnded, which undoes the decision."""
    row = repository.migration(session, subject_id)
    if row is None:
        return
    if passed:
        begin(session, row.id)
    else:
        _end(session, row, "refused", reason)
