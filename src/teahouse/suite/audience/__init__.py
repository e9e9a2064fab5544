"""Audience: one profile a follower and account, with every act on a time line."""

from teahouse.suite.audience.hotpath import Key, NewAct, Present, admit, store
from teahouse.suite.audience.repository import answered

__all__ = ["Key", "NewAct", "Present", "admit", "answered", "store"]
