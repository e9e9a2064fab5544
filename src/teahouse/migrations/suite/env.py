"""Alembic's entry for the suite part."""

import teahouse.suite_app  # noqa: F401 - its features declare the tables
from teahouse.kit.migrations import run

run("suite")
