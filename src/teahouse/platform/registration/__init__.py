"""Accounts are registered, and end: unfinished registrations lapse, accounts that nobody runs end, and reviewers
close those that break the rules.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from teahouse.kit import clock
from teahouse.kit.house import Feature, House
from teahouse.platform.registration import jobs
from teahouse.platform.registration.ending import release
from teahouse.platform.registration.routes import ROUTES

__all__ = ["FEATURE", "release"]


@asynccontextmanager
async def _running(house: House) -> AsyncIterator[None]:
    with house.db.transaction() as session:
        jobs.schedule(session, clock.now())
    yield


FEATURE = Feature(name="registration", routes=ROUTES, jobs={jobs.SWEEP: jobs.sweep}, lifespan=_running)
