"""Every query about accounts that move."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update

from teahouse.kit.db import Session, cursor_of
from teahouse.platform.migration.models import MigrationPartRow, MigrationRow, MovedOpenidRow


def add(session: Session, row: MigrationRow) -> None:
    """A new migration."""
    session.add(row)
    session.flush()


def take_part(session: Session, appids: Sequence[str], migration_id: str) -> bool:
    """Whether all of the accounts were free; they take part from now on."""
    cursor = cursor_of(session)
    statement = "INSERT INTO account_migration_part (appid, migration_id) VALUES (?, ?) ON CONFLICT DO NOTHING"
    return all(cursor.execute(statement, (appid, migration_id)) for appid in sorted(appids))


def free(session: Session, migration_id: str, *appids: str) -> None:
    """The accounts take part no longer."""
    chosen = (MigrationPartRow.migration_id == migration_id, MigrationPartRow.appid.in_(appids))
    session.execute(delete(MigrationPartRow).where(*chosen))


def taking_part(session: Session, appids: Sequence[str]) -> set[str]:
    """Those of the accounts that take part in a move."""
    return set(session.scalars(select(MigrationPartRow.appid).where(MigrationPartRow.appid.in_(appids))))


def migration(session: Session, migration_id: str) -> MigrationRow | None:
    """One of them, as it is now."""
    return session.get(MigrationRow, migration_id, populate_existing=True)


def held(session: Session, migration_id: str) -> MigrationRow | None:
    """The same; nobody else changes it before the transaction ends."""
    return session.get(MigrationRow, migration_id, populate_existing=True, with_for_update=True)


def between(session: Session, from_appid: str, appid: str) -> MigrationRow | None:
    """The move of one account into another that goes on or is done."""
    states = ("moving", "done")
    chosen = (MigrationRow.appid == appid, MigrationRow.from_appid == from_appid, MigrationRow.state.in_(states))
    return session.scalar(select(MigrationRow).where(*chosen))


def latest(session: Session, appid: str, limit: int) -> list[MigrationRow]:
    """What moves or moved into an account, the newest first."""
    chosen = select(MigrationRow).where(MigrationRow.appid == appid)
    return list(session.scalars(chosen.order_by(MigrationRow.id.desc()).limit(limit)))


def change(session: Session, migration_id: str, state: str, /, **values: Any) -> bool:  # noqa: ANN401 - columns
    """Change one that is in this state; False when it is in another."""
    chosen = (MigrationRow.id == migration_id, MigrationRow.state == state)
    statement = update(MigrationRow).where(*chosen).values(**values).returning(MigrationRow.id)
    return session.scalar(statement.execution_options(synchronize_session=False)) is not None


def keep_openids(session: Session, from_appid: str, pairs: Sequence[tuple[str, str]]) -> None:
    """What people were called, and are called now."""
    rows = [{"from_appid": from_appid, "openid": old, "new_openid": new} for old, new in pairs]
    session.execute(insert(MovedOpenidRow), rows)


def new_openids(session: Session, from_appid: str, openids: Sequence[str]) -> dict[str, str]:
    """What people are called now who moved, by what they were called."""
    chosen = (MovedOpenidRow.from_appid == from_appid, MovedOpenidRow.openid.in_(openids))
    return dict(session.execute(select(MovedOpenidRow.openid, MovedOpenidRow.new_openid).where(*chosen)).all())
