"""Audience: one profile a follower and account, with every act on a time line."""

from teahouse.kit.house import Feature
from teahouse.suite.audience.hotpath import Key, NewAct, Present, admit, store
from teahouse.suite.audience.jobs import JOBS
from teahouse.suite.audience.repository import answered
from teahouse.suite.audience.routes import ROUTES
from teahouse.suite.audience.rules import display_name

__all__ = ["FEATURE", "Key", "NewAct", "Present", "admit", "answered", "display_name", "store"]

FEATURE = Feature(name="audience", routes=ROUTES, jobs=JOBS)
