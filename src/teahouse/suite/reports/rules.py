"""From counts of acts to figures: pure."""

from collections.abc import Iterable
from datetime import date, timedelta

DAYS = 14
_FIGURES = {
    "follow": "new_followers",
    "unfollow": "lost_followers",
    "message": "messages",
    "reply": "auto_replies",
    "agent_reply": "agent_replies",
}
_FIRST = date(1970, 1, 1)


def fortnight(today: date, counts: Iterable[tuple[int, str, int]]) -> dict[date, dict[str, int]]:
    """Figures of the last fourteen days up to today, empty days too; counts as audience.daily_counts gives them."""
    figures: dict[date, dict[str, int]] = {today - timedelta(days=back): {} for back in range(DAYS - 1, -1, -1)}
    for number, kind, count in counts:
        day = _FIRST + timedelta(days=number)
        if day in figures and kind in _FIGURES:
            figures[day][_FIGURES[kind]] = count
    return figures
