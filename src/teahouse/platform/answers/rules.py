"""Whether a person can be answered, as a pure decision."""

from typing import Literal

State = Literal["open", "used_up", "too_late", "has_left", "blacklisted"]


def state_of(*, subscribed: bool, blacklisted: bool, left: int, is_open: bool) -> State:
    """In the order in which sending is refused."""
    if not subscribed:
        return "has_left"
    if blacklisted:
        return "blacklisted"
    if left:
        return "open"
    return "used_up" if is_open else "too_late"
