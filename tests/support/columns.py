"""The two columns of the architecture: `TEAHOUSE_COLUMN=embedded` (default) or `scaleout`."""

import os
from typing import Literal, cast

import pytest

Column = Literal["embedded", "scaleout"]


def chosen_column() -> Column:
    """Which column this run tests."""
    column = os.environ.get("TEAHOUSE_COLUMN", "embedded")
    if column not in {"embedded", "scaleout"}:
        raise pytest.UsageError(f"TEAHOUSE_COLUMN={column!r} is wrong: it is embedded or scaleout")
    return cast("Column", column)


@pytest.fixture(scope="session")
def column() -> Column:
    """The column under test."""
    return chosen_column()
