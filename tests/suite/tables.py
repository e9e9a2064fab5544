"""All that the suite has stored, for tests which tell that nothing changed."""

from typing import Any

from sqlalchemy import func, select

from teahouse.kit.house import House
from teahouse.kit.jobs import Job
from teahouse.kit.migrations import metadata_of

Dump = dict[str, list[tuple[Any, ...]]]


def dump(house: House, *, without: tuple[str, ...] = ()) -> Dump:
    """Every row of every table but those named, in the order of the whole rows."""
    with house.db.reading() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for table in metadata_of("suite").sorted_tables
            if table.name not in without
        }


def tries(house: House) -> int:
    """How often the work that waits has failed."""
    with house.db.reading() as session:
        return session.scalar(select(func.max(Job.tries))) or 0
