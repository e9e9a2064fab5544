"""Audience: one profile a follower and account, with every act on a time line."""

from teahouse.kit.house import Feature
from teahouse.suite.audience.hotpath import Key, NewAct, Present, admit, store
from teahouse.suite.audience.jobs import JOBS
from teahouse.suite.audience.messages import (
    Card,
    Line,
    append_line,
    cards,
    claim_line,
    line,
    line_of_client,
    lines,
    lock_follower,
    messages_after,
    set_desk,
    settle_line,
)
from teahouse.suite.audience.repository import ActKey, Part, answered, daily_counts, ids_named_like
from teahouse.suite.audience.routes import ROUTES
from teahouse.suite.audience.rules import display_name

__all__ = [
    "FEATURE",
    "ActKey",
    "Card",
    "Key",
    "Line",
    "NewAct",
    "Part",
    "Present",
    "admit",
    "answered",
    "append_line",
    "cards",
    "claim_line",
    "daily_counts",
    "display_name",
    "ids_named_like",
    "line",
    "line_of_client",
    "lines",
    "lock_follower",
    "messages_after",
    "set_desk",
    "settle_line",
    "store",
]

FEATURE = Feature(name="audience", routes=ROUTES, jobs=JOBS)
