"""Alembic's entry for the network part."""

import teahouse.network  # noqa: F401 - its features declare the tables
from teahouse.kit.migrations import run

run("network")
