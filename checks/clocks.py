"""Time comes from kit/clock.py alone, so that the sandbox can move it."""

from collections.abc import Iterator

from checks.source import Finding, Source

_CLOCKS = {
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.gmtime",
    "time.localtime",
    "time.ctime",
    "sqlalchemy.func.now",
    "sqlalchemy.func.current_timestamp",
}


def clocks(source: Source) -> Iterator[Finding]:
    """No other clock is read, handed on or imported. Durations may be measured with time.monotonic."""
    if source.path == "teahouse/kit/clock.py":
        return
    for node, name in source.references():
        if name in _CLOCKS:
            yield source.finding(node, f"{name} is not the house's clock: use teahouse.kit.clock")
