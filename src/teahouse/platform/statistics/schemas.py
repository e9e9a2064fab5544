"""Statistics over our own HTTP."""

from msgspec import Struct


class StatisticsDay(Struct):
    """One day in China: who came and left, how many follow at its end, what was written, pushed, read and shared."""

    date: str
    new: int
    lost: int
    net: int
    total: int
    messages: int
    senders: int
    pushes: int
    failed_pushes: int
    reads: int
    shares: int


class SourceShare(Struct):
    """How many came by a source; codes as in getusersummary."""

    source: int
    new: int


class RegionShare(Struct):
    """How many of today's followers live in a province; empty for those who do not say."""

    province: str
    followers: int


class Statistics(Struct):
    """All figures of a span of days; `hours` are messages by the hour of the day, 24 of them."""

    days: list[StatisticsDay]
    senders: int
    sources: list[SourceShare]
    regions: list[RegionShare]
    hours: list[int]
