import pytest

from checks.clocks import clocks
from tests.checks.support import found


@pytest.mark.parametrize(
    ("head", "use", "name"),
    [
        ("from datetime import UTC, datetime", "datetime.now(UTC)", "datetime.datetime.now"),
        ("from datetime import datetime", "default=datetime.utcnow", "datetime.datetime.utcnow"),
        ("import datetime as dt", "dt.datetime.today()", "datetime.datetime.today"),
        ("from datetime import date", "date.today()", "datetime.date.today"),
        ("import time", "time.time()", "time.time"),
        ("from time import time_ns", "time_ns()", "time.time_ns"),
        ("from sqlalchemy import func", "func.now()", "sqlalchemy.func.now"),
    ],
)
def test_any_other_clock_is_found(head: str, use: str, name: str) -> None:
    sample = f"{head}\nf({use})\n"
    assert found(clocks, "suite/desk/service.py", sample) == [
        (2, f"{name} is not the house's clock: use teahouse.kit.clock")
    ]
    assert found(clocks, "kit/jobs.py", sample) != []
    assert found(clocks, "kit/clock.py", sample) == []


def test_our_clock_and_stopwatches_are_fine() -> None:
    sample = """
        import time
        from datetime import datetime
        from teahouse.kit import clock
        started = time.monotonic()
        moment = clock.now()
        parsed = datetime.fromisoformat("2026-01-01")
    """
    assert found(clocks, "suite/desk/service.py", sample) == []
