"""Statistics over our own HTTP: mp's page."""

from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.http import get
from teahouse.kit.logins import Login
from teahouse.platform.accounts import check_operator
from teahouse.platform.statistics import overview
from teahouse.platform.statistics.schemas import Statistics


@get("/api/mp/accounts/{appid:str}/statistics")
def read_statistics(
    reader: Session, house: House, operator: Login, appid: str, begin: str = "", end: str = "", days: int = 7
) -> Statistics:
    """The figures from `begin` to `end`, as 2026-11-22; without them of the last `days` up to today."""
    check_operator(reader, operator.subject_id, appid)
    span = overview.parse_days(begin, end) if begin or end else overview.last_days(days)
    return overview.statistics(reader, house, appid, span)


ROUTES = (read_statistics,)
