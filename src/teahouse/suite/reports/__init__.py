"""Reports: how a brand is doing, counted from what really happened."""

from teahouse.kit.house import Feature
from teahouse.suite.reports.routes import ROUTES

__all__ = ["FEATURE"]

FEATURE = Feature(name="reports", routes=ROUTES)
