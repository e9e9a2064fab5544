"""Certification of accounts (reference, 3.5 and 20): applied for, reviewed in two steps, good for a year."""

from teahouse.kit.house import Feature, House
from teahouse.platform.certification import jobs
from teahouse.platform.certification.routes import ROUTES
from teahouse.platform.certification.service import EXPIRE, REMIND, Decisions
from teahouse.platform.review import on_decision

__all__ = ["FEATURE"]


def _bind(house: House) -> None:
    decisions = Decisions(house)
    on_decision(house, "certification", decisions.qualification)
    on_decision(house, "naming", decisions.name)


FEATURE = Feature(name="certification", routes=ROUTES, jobs={EXPIRE: jobs.expire, REMIND: jobs.remind}, bind=_bind)
