"""Whether a person can be answered."""

import pytest

from teahouse.platform.answers.rules import State, state_of


@pytest.mark.parametrize(
    ("subscribed", "blacklisted", "left", "is_open", "state"),
    [
        (True, False, 3, True, "open"),
        (True, False, 0, True, "used_up"),
        (True, False, 0, False, "too_late"),
        (True, True, 3, True, "blacklisted"),
        (False, False, 0, False, "has_left"),
        (False, True, 0, False, "has_left"),
    ],
)
def test_state(subscribed: bool, blacklisted: bool, left: int, is_open: bool, state: State) -> None:  # noqa: FBT001
    assert state_of(subscribed=subscribed, blacklisted=blacklisted, left=left, is_open=is_open) == state
