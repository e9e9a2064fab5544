"""Figures over HTTP."""

from teahouse.kit.db import Session
from teahouse.kit.http import get
from teahouse.kit.logins import Login
from teahouse.suite.organization import check_member
from teahouse.suite.reports import service
from teahouse.suite.reports.figures import HomeOut


@get("/api/brands/{brand_id:str}/home")
def home(reader: Session, staff: Login, brand_id: str) -> HomeOut:
    check_member(reader, staff, brand_id, "analyst")
    return service.home(reader, brand_id)


ROUTES = (home,)
