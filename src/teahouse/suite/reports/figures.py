"""What the home page shows."""

from msgspec import Struct


class Day(Struct, kw_only=True):
    """One day in China, as YYYY-MM-DD."""

    date: str
    new_followers: int = 0
    lost_followers: int = 0
    messages: int = 0
    auto_replies: int = 0
    agent_replies: int = 0


class Now(Day, kw_only=True):
    """A day, how many wait now, and how long fans waited for a person, in seconds."""

    waiting: int
    first_answer_seconds: int | None


class HomeOut(Struct):
    """Today against yesterday, and the last fourteen days."""

    today: Now
    yesterday: Now
    days: list[Day]
