"""What a part says when it starts."""

import pytest

from teahouse.cli.serve import exposure
from teahouse.kit.settings import Settings


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.20", "::"])  # noqa: S104 - that is what is warned of
def test_a_sandbox_that_others_reach_is_told(host: str) -> None:
    assert host in exposure(Settings(host=host, sandbox=True))


@pytest.mark.parametrize(
    "quiet",
    [Settings(sandbox=True), Settings(host="::1", sandbox=True), Settings(host="0.0.0.0")],  # noqa: S104
)
def test_otherwise_nothing_is_said(quiet: Settings) -> None:
    assert exposure(quiet) == ""
