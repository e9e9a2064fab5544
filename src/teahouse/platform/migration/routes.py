"""/api/mp: one account moves into another."""

from datetime import datetime

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.http import delete, get, post
from teahouse.kit.logins import Login
from teahouse.platform.accounts import SandboxOnly, check_operator, owns
from teahouse.platform.migration import candidates, rules, service
from teahouse.platform.migration.errors import NotBothOwned
from teahouse.platform.migration.models import MigrationRow
from teahouse.platform.migration.schemas import MigrationOut, MigrationsOut, MigrationWish

_PATH = "/api/mp/accounts/{appid:str}/migrations"


@get(_PATH)
def read_migrations(reader: Session, house: House, operator: Login, appid: str) -> MigrationsOut:
    """What moves or moved here, and what might."""
    target = check_operator(reader, operator.subject_id, appid)
    obstacle = candidates.obstacle(reader, operator.subject_id, target)
    return MigrationsOut(
        items=[shown(row) for row in service.listed(reader, appid)],
        candidates=[] if obstacle else candidates.candidates(reader, operator.subject_id, target),
        obstacle=obstacle,
        one_click=house.settings.sandbox,
    )


@post(_PATH)
def apply_for_migration(session: Session, operator: Login, appid: str, data: MigrationWish) -> MigrationOut:
    """Apply."""
    source, target = candidates.checked_pair(session, operator.subject_id, data.from_appid, appid)
    rules.check_name(source, data.name)
    return shown(service.apply(session, source, target))


@delete(f"{_PATH}/{{migration_id:str}}", status_code=204)
def take_migration_back(session: Session, operator: Login, appid: str, migration_id: str) -> None:
    """Not any more, while nobody has decided."""
    _check_owner(session, operator, appid)
    service.take_back(session, appid, migration_id)


@post(f"{_PATH}/{{migration_id:str}}/one-click", status_code=200)
def migrate_at_once(session: Session, house: House, operator: Login, appid: str, migration_id: str) -> MigrationOut:
    """Without a reviewer; in the sandbox."""
    _check_owner(session, operator, appid)
    if not house.settings.sandbox:
        raise SandboxOnly
    return shown(service.pass_at_once(session, appid, migration_id))


def _check_owner(session: Session, operator: Login, appid: str) -> None:
    check_operator(session, operator.subject_id, appid)
    if not owns(session, operator.subject_id, appid):
        raise NotBothOwned


def shown(row: MigrationRow) -> MigrationOut:
    """As mp and the sandbox show it."""
    return MigrationOut(
        id=row.id,
        from_appid=row.from_appid,
        from_name=row.from_name,
        state=row.state,  # type: ignore[arg-type]  # one of them
        reason=row.reason,
        total=row.total,
        seen=row.seen,
        came=row.came,
        lost_tags=row.lost_tags,
        applied_at=_seconds(row.applied_at) or 0,
        ended_at=_seconds(row.done_at),
    )


def _seconds(moment: datetime | None) -> int | None:
    return int(moment.timestamp()) if moment else None


ROUTES = (read_migrations, apply_for_migration, take_migration_back, migrate_at_once)
