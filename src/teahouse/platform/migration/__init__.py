"""Accounts that move into others (帐号迁移): applied for, reviewed, moved; changeopenid tells the new openids.

Followers, their remarks and tags, and the blacklist move. Articles, materials, menus and messages stay behind; the
old account is closed.
"""

from teahouse.kit.house import Feature, House
from teahouse.platform.migration import steps
from teahouse.platform.migration.calls import API
from teahouse.platform.migration.routes import ROUTES, shown
from teahouse.platform.migration.schemas import MigrationOut
from teahouse.platform.migration.service import decided, listed, migrate
from teahouse.platform.review import on_decision

__all__ = ["API", "FEATURE", "MigrationOut", "listed", "migrate", "shown"]


def _bind(house: House) -> None:
    on_decision(house, "migration", decided)


FEATURE = Feature(name="migration", routes=ROUTES, jobs={steps.JOB: steps.step}, bind=_bind)
